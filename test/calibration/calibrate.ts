import { writeFileSync } from 'node:fs'
import { calibrationPage, settingsLine, standingLines } from './calibration-page.ts'
import { readOptions, type CalibrateOptions } from './read-options.ts'
import { runCells, type Cell } from './run-cells.ts'
import { score } from './score.ts'
import { calibrationTables } from './table.ts'
import { checkTargets, type CheckedTarget } from './targets.ts'

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
  else console.log([settingsLine(options), ...tables, standingLines(checked, options.reps)].join('\n\n'))
  if (options.write) writeFileSync(page, calibrationPage(options, tables, checked))
  return missed.length > 0 ? 1 : 0
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
