import { plainText } from '@kosmos/analysis/gates'
import { compareSamples, fixedSampleNote, type HarmDirection } from '@kosmos/analysis/judges'
import { parsePercentage } from '@kosmos/analysis/units'
import type { CommandIo } from '../command-io.ts'
import { connectTo } from '../connect-to.ts'
import { namedConnection, type ConnectionOptions } from '../connection.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import { outcomeMark } from '../output/outcome-mark.ts'
import { painter } from '../output/terminal.ts'
import { readSample } from '../sample-file.ts'

export interface CompareOptions extends ConnectionOptions {
  readonly harm: HarmDirection
  readonly margin: string
  readonly tolerance: string
  readonly alpha: string
  readonly json?: true
}

/** Compares two files of numbers once: at the service that was named, else in this process. */
export async function compare(
  controlPath: string,
  experimentPath: string,
  options: CompareOptions,
  io: CommandIo,
): Promise<ExitCode> {
  const asked = {
    control: await readSample(controlPath, io),
    experiment: await readSample(experimentPath, io),
    harm: options.harm,
    margin: parsePercentage(options.margin),
    tolerance: parsePercentage(options.tolerance),
    alpha: parsePercentage(options.alpha),
  }
  const at = namedConnection(options, io)
  const { note, result } =
    at === null ? { note: fixedSampleNote, result: compareSamples(asked) } : await connectTo(at).compareSamples(asked)
  // Only what was shown counts: any other outcome leaves the question open.
  const exitCode =
    result.outcome === 'pass' ? exitCodes.promote : result.outcome === 'fail' ? exitCodes.fail : exitCodes.undecided
  const human = options.json === true ? io.stderr : io.stdout
  const paint = painter(human, io.env)
  for (const { sentence, outcome } of result.reasons)
    human.write(`${outcomeMark(outcome, paint)} ${plainText(sentence)}\n`)
  human.write(`${plainText(note)}\n`)
  if (options.json === true) io.stdout.write(`${JSON.stringify({ exitCode, method: 'fixed-sample', note, result })}\n`)
  return exitCode
}
