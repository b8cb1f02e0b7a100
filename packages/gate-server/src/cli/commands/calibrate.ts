import type { ComparedMetric } from '@kosmos/analysis/judges'
import { seededRandom } from '@kosmos/analysis/numeric'
import { calibrateOnHistory, type PolicyCalibration } from '@kosmos/analysis/planning'
import { parsePolicy } from '@kosmos/analysis/policy'
import type { CommandIo } from '../command-io.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import { readHistory } from '../history-file.ts'
import { calibrationSentence, calibrationText } from '../output/calibration-text.ts'
import { painter } from '../output/terminal.ts'
import { policyDocument } from '../policy-document.ts'
import { givenPolicy } from '../policy-reference.ts'
import { UsageError } from '../usage-error.ts'

export interface CalibrateOptions {
  readonly runs: string
  readonly seed: string
  readonly json?: true
}

/** Counts how often a policy would have rolled back healthy canaries that are cut out of a history of two equal sides. */
export async function calibrate(
  policyText: string,
  historyPath: string,
  options: CalibrateOptions,
  io: CommandIo,
): Promise<ExitCode> {
  const { name, canary } = parsePolicy(policyDocument(await givenPolicy(policyText, io)))
  if (canary === null) throw new UsageError(`Expected a policy with a canary, '${name}' has gates alone`)
  const runs = wholeNumber('--runs', options.runs, 1)
  const seed = wholeNumber('--seed', options.seed, 0)
  const metrics = canary.metrics.filter((metric): metric is ComparedMetric => metric.kind !== 'health')
  const history = await readHistory(historyPath, { metrics, interval: canary.interval }, io)
  const found = calibrateOnHistory(canary, history, { random: seededRandom(seed), runs })
  const exitCode = calibrationExitCode(found)
  const sentence = calibrationSentence(canary, found)
  const human = options.json === true ? io.stderr : io.stdout
  const paint = painter(human, io.env)
  const colour = exitCode === 0 ? 'green' : exitCode === 1 ? 'red' : 'yellow'
  human.write(`${[...calibrationText(name, canary, found), '', paint(colour, sentence)].join('\n')}\n`)
  if (options.json === true) io.stdout.write(`${JSON.stringify({ exitCode, sentence, seed, ...found })}\n`)
  return exitCode
}

function calibrationExitCode({ isEnough, rolledBack, alpha }: PolicyCalibration): ExitCode {
  if (!isEnough || rolledBack.share === null) return exitCodes.undecided
  return rolledBack.share.estimate <= alpha ? exitCodes.promote : exitCodes.fail
}

function wholeNumber(option: string, text: string, least: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least) return number
  throw new UsageError(`Expected ${option} with a whole number from ${least}, got '${text}'`)
}
