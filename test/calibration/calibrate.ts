import { writeFileSync } from 'node:fs'
import { readOptions, type CalibrateOptions } from './read-options.ts'
import { runCells, type Cell } from './run-cells.ts'
import { score } from './score.ts'
import { calibrationTables } from './table.ts'
import { checkTarget, targetsFor, type CheckedTarget } from './targets.ts'

const page = new URL('../../docs/calibration.md', import.meta.url)

// `npm run calibrate -- [--reps N] [--seed N] [--scenario NAME,…] [--config NAME,…] [--guards on|off] [--looks 15s|30s|60s]
// [--workers N] [--json] [--write]`: simulates canaries whose truth is known, prints what every judge made of them, exits 1
// where a stated target is missed.
try {
  process.exitCode = await calibrate(readOptions(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}

async function calibrate(options: CalibrateOptions): Promise<number> {
  const start = performance.now()
  const cells = await runCells(options, {
    workers: options.workers,
    onScenario: ({ id }) => {
      console.error(`${id} after ${((performance.now() - start) / 1000).toFixed(0)} s`)
    },
  })
  const checked = checkTargets(cells, options)
  const missed = checked.filter(({ met }) => !met)
  const tables = calibrationTables(cells, options.lookSeconds)
  if (options.json) console.log(JSON.stringify(asJson(options, cells, checked)))
  else console.log([settings(options), ...tables, standing(checked, options.reps)].join('\n\n'))
  if (options.write) writeFileSync(page, document(options, tables, checked))
  return missed.length > 0 ? 1 : 0
}

function checkTargets(cells: readonly Cell[], options: CalibrateOptions): readonly CheckedTarget[] {
  return targetsFor(options).flatMap((target) => {
    const cell = cells.find(
      ({ scenario, configuration }) => scenario.id === target.scenario && configuration.name === target.configuration,
    )
    return cell === undefined ? [] : [checkTarget(target, score(cell.outcomes))]
  })
}

function settings({ reps, seed, lookSeconds, guards }: CalibrateOptions): string {
  return `Seed ${seed}, ${reps} canaries a cell, looks every ${lookSeconds} s, guards ${guards ? 'on' : 'off'}.`
}

/** One line per missed target, then how many were checked. */
function standing(checked: readonly CheckedTarget[], reps: number): string {
  const missed = checked.filter(({ met }) => !met)
  return [
    ...missed.map((missing) => `MISSED ${describe(missing)}`),
    `${checked.length} targets checked at ${reps} canaries a cell, ${missed.length} missed`,
  ].join('\n')
}

function describe({ target, value, standardError }: CheckedTarget): string {
  const { configuration, scenario, quantity, bound, limit } = target
  const show = (number: number): string =>
    quantity === 'time to roll back' ? `${number} s` : `${(100 * number).toFixed(1)}%`
  const error = standardError === null ? '' : ` ±${(100 * standardError).toFixed(1)}`
  return `${configuration}, ${scenario}: ${quantity} ${show(value)}${error}, ${bound} ${show(limit)}`
}

/** Without a number for what never happened: JSON has no infinity, and `null` stands for it. */
function asJson(options: CalibrateOptions, cells: readonly Cell[], checked: readonly CheckedTarget[]): unknown {
  const { reps, seed, lookSeconds, guards } = options
  return {
    reps,
    seed,
    lookSeconds,
    guards,
    cells: cells.map(({ scenario, configuration, outcomes }) => ({
      scenario: scenario.id,
      truth: scenario.truth,
      configuration: configuration.name,
      ...score(outcomes),
    })),
    targets: checked,
  }
}

function document(options: CalibrateOptions, tables: readonly string[], checked: readonly CheckedTarget[]): string {
  const { reps, seed, lookSeconds, guards } = options
  const words = [
    `--reps ${reps} --seed ${seed} --looks ${lookSeconds}s --guards ${guards ? 'on' : 'off'}`,
    ...options.selection,
    '--write',
  ]
  return `# Calibration

What the judges make of simulated canaries whose truth is known. Made by

\`\`\`
npm run calibrate -- ${words.join(' ')}
\`\`\`

${settings(options)} Rows that begin with AA are healthy: the figure is the share that was rolled back all the same, with its
standard error in points. Other rows are regressions: the share that was found, and the median time over all canaries where
half of them were found. In brackets stands the published study of this design (1,000 canaries a cell, 600 for promotion,
another program and other random numbers), whose promotion times are of the promoted canaries alone.

The canaries have 40 requests a second, 10 %, 50 % and 90 % of them on the experiment for ten minutes each, and sixty looks of
history; [the scenarios](../test/calibration/scenarios.ts) say what differs. They are of simulated families: a team's own A/A
history is the better evidence.

${tables.join('\n\n')}

## Targets

\`\`\`
${standing(checked, reps)}
\`\`\`
`
}
