import type { CalibrateOptions } from './read-options.ts'
import type { CheckedTarget } from './targets.ts'

/** The settings of a run in one sentence. */
export function settingsLine({ reps, seed, lookSeconds, guards }: CalibrateOptions): string {
  return `Seed ${seed}, ${reps} canaries a cell, looks every ${lookSeconds} s, guards ${guards ? 'on' : 'off'}.`
}

/** One line per missed target, then how many were checked. */
export function standingLines(checked: readonly CheckedTarget[], reps: number): string {
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

/** The page `docs/calibration.md`: the command, the tables, the targets. */
export function calibrationPage(
  options: CalibrateOptions,
  tables: readonly string[],
  checked: readonly CheckedTarget[],
): string {
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

${settingsLine(options)} Rows of 400 requests a second have a fifth of the canaries, the one of eight hours a tenth.

Rows that begin with AA are healthy: the figure is the share that was rolled back all the same, with its standard error in
points. Other rows are regressions: the share that was found, and the median time over all canaries where
half of them were found. In brackets stands the published study of this design (1,000 canaries a cell, 600 for promotion,
another program and other random numbers), whose promotion times are of the promoted canaries alone. Guards are those of the
shipped policy that have a window.

The canaries have 40 requests a second, 10 %, 50 % and 90 % of them on the experiment for ten minutes each, and sixty looks of
history; [the scenarios](../test/calibration/scenarios.ts) say what differs. They are of simulated families: a team's own A/A
history is the better evidence.

${tables.join('\n\n')}

## Targets

\`\`\`
${standingLines(checked, reps)}
\`\`\`
`
}
