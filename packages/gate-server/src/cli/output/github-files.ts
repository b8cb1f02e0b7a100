import { randomUUID } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import type { CommandIo } from '../command-io.ts'

/** What a step of GitHub Actions gets to know. */
export interface GithubFacts {
  /** Markdown for the job's summary. */
  readonly markdown: string
  /** Values for the steps that follow. */
  readonly values: Readonly<Record<string, string>>
}

// A step's summary may hold 1 MiB; what is longer is refused as a whole, so it is cut well before.
const largestSummary = 60_000

/**
 * Appends to the files that GitHub Actions names in `GITHUB_STEP_SUMMARY` and `GITHUB_OUTPUT`, where they are set. A
 * file that cannot be written is said on stderr and changes nothing else: the verdict is the answer, these are copies.
 */
export async function writeGithubFiles(io: CommandIo, facts: GithubFacts): Promise<void> {
  const summary = io.env['GITHUB_STEP_SUMMARY']
  const output = io.env['GITHUB_OUTPUT']
  const markdown =
    facts.markdown.length > largestSummary ? `${facts.markdown.slice(0, largestSummary)}\n\n(cut)` : facts.markdown
  await append(io, summary, `${markdown.trimEnd()}\n`)
  await append(io, output, Object.entries(facts.values).map(outputValue).join(''))
}

/** With a delimiter that nobody can guess, a value cannot end itself and start another. */
function outputValue([name, value]: readonly [string, string]): string {
  const delimiter = `kosmos-${randomUUID()}`
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`
}

async function append(io: CommandIo, path: string | undefined, text: string): Promise<void> {
  if (path === undefined || path === '') return
  try {
    await appendFile(path, text)
  } catch (error) {
    io.stderr.write(`Could not write ${path}: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
