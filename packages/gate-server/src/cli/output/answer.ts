import { explain, explainMarkdown, plainText } from '@kosmos/analysis/gates'
import type { Verdict } from '@kosmos/analysis/verdict'
import type { CommandIo } from '../command-io.ts'
import { exitMeaning, type ExitCode } from '../exit-code.ts'
import { writeGithubFiles } from './github-files.ts'
import { painter } from './terminal.ts'

/** Says that a run has no verdict yet. */
export function sayNothingYet(
  { exitCode, id }: { readonly exitCode: ExitCode; readonly id: string | null },
  whole: Readonly<Record<string, unknown>>,
  options: { readonly json?: true },
  io: CommandIo,
): void {
  const human = options.json === true ? io.stderr : io.stdout
  human.write(`Run ${plainText(id ?? '')} has no verdict yet: nothing has been looked at\n`)
  human.write(`Exit code ${exitCode}: ${exitMeaning(exitCode)}\n`)
  if (options.json === true) io.stdout.write(`${JSON.stringify({ exitCode, ...whole })}\n`)
}

/** What a command that asked for a verdict has to say at its end. */
export interface Answer {
  readonly exitCode: ExitCode
  readonly verdict: Verdict
  /** Id of the run or evaluation; `null` where nothing was kept. */
  readonly id: string | null
  /** Address of its page; `null` where there is none. */
  readonly reportUrl: string | null
}

/**
 * Says an answer: plain text or Markdown on stdout, or one JSON object on stdout and the text on stderr; and the copies
 * for GitHub Actions.
 *
 * @param whole - the object for `--json`, beside the exit code.
 */
export async function sayAnswer(
  answer: Answer,
  whole: Readonly<Record<string, unknown>>,
  options: { readonly json?: true; readonly markdown?: true },
  io: CommandIo,
): Promise<void> {
  const { exitCode, verdict, id, reportUrl } = answer
  const human = options.json === true ? io.stderr : io.stdout
  const markdown = [explainMarkdown(verdict), ...(reportUrl === null ? [] : [`[Report](${reportUrl})`])].join('\n')
  if (options.markdown === true) human.write(`${markdown}\n`)
  else {
    const paint = painter(human, io.env)
    const colour = exitCode === 0 ? 'green' : exitCode === 1 ? 'red' : 'yellow'
    const [sentence = '', ...parts] = explain(verdict).split('\n')
    human.write(`${[paint(colour, sentence), ...parts].join('\n')}\n`)
    if (reportUrl !== null) human.write(`Report: ${plainText(reportUrl)}\n`)
    human.write(`Exit code ${exitCode}: ${exitMeaning(exitCode)}\n`)
  }
  if (options.json === true) io.stdout.write(`${JSON.stringify({ exitCode, ...whole })}\n`)
  await writeGithubFiles(io, {
    markdown,
    values: {
      verdict: verdict.verdict,
      outcome: verdict.outcome,
      reason: plainText(verdict.reason),
      id: id ?? '',
      'report-url': reportUrl ?? '',
      'exit-code': String(exitCode),
    },
  })
}
