import { AnalysisError } from '../../../errors.ts'
import type { CoverageCount, ReportWarning } from '../../../evidence/index.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { coverageOf, type CountedFile } from '../coverage-of.ts'

interface Block {
  readonly start: number
  readonly end: number
  readonly statements: number
  count: number
}

/** More lines than any real profile's blocks span: a block may claim to end at line 4,000,000,000. */
const maxSpannedLines = 5_000_000

const modeLine = /^mode: (\S+)$/
const blockLine = /^(.+):(\d{1,10})\.(\d{1,10}),(\d{1,10})\.(\d{1,10}) (\d{1,15}) (\d{1,20})$/
/** A line that was meant as a block: refused where it cannot be read, not passed over as somebody's output. */
const likeBlock = /\.go:|:\d+\.\d+,\d+/

/**
 * Go's coverage profile (`go test -coverprofile`).
 *
 * The headline is Go's: statements, each block weighing as many as it holds; lines are a projection. Blocks are distinct
 * by file and range, the counts of repeated ones (`-coverpkg=./...`) added up. A line is counted where a block with
 * statements touches it, covered where one of those ran, partly covered where another did not. Profiles that were put one
 * behind another are read as one where their modes agree (`go tool cover` refuses them). Lines that are no blocks at all,
 * as the output of tests is, are passed over with a warning; a broken block is refused. A block that ends before it starts
 * counts with its statements, as in Go, touches no line, and has a warning.
 */
export const gocoverParser: ReportParser = {
  matches: (document) => document.syntax === 'text' && /^mode: (?:set|count|atomic)\s*$/m.test(document.head),
  parse: ({ text }) => {
    const files = new Map<string, Map<string, Block>>()
    const tally = { rawLines: 0, badLines: 0 }
    let mode: string | null = null
    let backward = 0
    for (const [index, raw] of text.split('\n').entries()) {
      const line = raw.trim()
      if (line === '') continue
      const place = { line: index + 1, column: 1 }
      const declared = modeLine.exec(line)?.[1]
      if (declared !== undefined) {
        mode ??= declared
        if (declared !== mode) throw malformed('gocover', `mode '${mode}' as before`, `'${excerpt(declared)}'`, place)
        continue
      }
      const found = blockLine.exec(line)
      if (found === null) {
        if (likeBlock.test(line))
          throw malformed('gocover', 'file:line.column,line.column statements count', `'${excerpt(line)}'`, place)
        tally.badLines += 1
        continue
      }
      tally.rawLines += 1
      const [, path = '', startLine, startColumn, endLine, endColumn, statements, count] = found
      const block: Block = {
        start: Number(startLine),
        end: Number(endLine),
        statements: Number(statements),
        count: Number(count),
      }
      if (!(block.start <= block.end)) backward += 1
      const blocks = files.get(path) ?? new Map<string, Block>()
      files.set(path, blocks)
      const key = `${block.start}.${startColumn},${block.end}.${endColumn}`
      const known = blocks.get(key)
      if (known === undefined) blocks.set(key, block)
      else if (known.statements === block.statements) known.count += block.count
      else
        throw malformed(
          'gocover',
          `${known.statements} statements in a block listed before`,
          `${block.statements}`,
          place,
        )
    }
    checkSpan(files)
    const counted = Array.from(files, ([path, blocks]) => fileOf(path, [...blocks.values()]))
    const evidence = coverageOf(
      'statements',
      counted,
      counted.length === 0 ? { statements: { covered: 0, total: 0 } } : {},
    )
    return {
      evidence: [evidence],
      warnings: [...foreignLines(tally.badLines), ...backwardBlocks(backward)],
      tally: {
        ...tally,
        mode,
        files: files.size,
        blocks: [...files.values()].reduce((sum, blocks) => sum + blocks.size, 0),
      },
    }
  },
}

function checkSpan(files: ReadonlyMap<string, ReadonlyMap<string, Block>>): void {
  let spanned = 0
  for (const blocks of files.values())
    for (const { start, end } of blocks.values()) spanned += Math.max(0, end - start + 1)
  if (spanned <= maxSpannedLines) return
  throw new AnalysisError(
    'report-over-limit',
    `Expected blocks of at most ${maxSpannedLines} lines in all, got ${spanned}`,
    {
      limit: 'lines of blocks',
      allowed: maxSpannedLines,
      received: spanned,
    },
  )
}

function fileOf(path: string, blocks: readonly Block[]): CountedFile {
  const statements: { covered: number; total: number } & CoverageCount = { covered: 0, total: 0 }
  const hits = new Map<number, number>()
  const missed = new Set<number>()
  for (const block of blocks) {
    if (!(block.statements > 0)) continue
    statements.total += block.statements
    if (block.count > 0) statements.covered += block.statements
    for (let line = block.start; line <= block.end; line += 1) {
      hits.set(line, Math.max(hits.get(line) ?? 0, block.count))
      if (!(block.count > 0)) missed.add(line)
    }
  }
  const partial = new Set([...missed].filter((line) => (hits.get(line) ?? 0) > 0))
  return { path, hits, partial, statements }
}

function backwardBlocks(count: number): readonly ReportWarning[] {
  if (count === 0) return []
  const message = `${count} blocks end before they start; their statements are counted, their lines are not known`
  return [{ code: 'backward-blocks', message }]
}

function foreignLines(count: number): readonly ReportWarning[] {
  if (count === 0) return []
  return [{ code: 'foreign-lines', message: `${count} lines are no part of a coverage profile and were passed over` }]
}
