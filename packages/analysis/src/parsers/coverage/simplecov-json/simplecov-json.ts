import type { CoverageCount } from '../../../evidence/index.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { jsonOf } from '../../report-document.ts'
import { countHits, coverageOf, type CountedFile } from '../coverage-of.ts'
import { summaryMismatch } from '../summary-mismatch.ts'

/** What one file's entry holds, in whichever of the three shapes. */
interface Source {
  readonly path: string
  readonly lines: readonly unknown[]
  readonly branches: unknown
  readonly methods: unknown
}

interface File {
  readonly hits: Map<number, number>
  /** Name of an arm or a method → times, and the line that an arm is reported at. */
  readonly branches: Map<string, { readonly line: number | null; times: number }>
  readonly methods: Map<string, number>
}

/**
 * SimpleCov's JSON: `coverage.json` (simplecov_json_formatter), `.resultset.json` (the runs themselves) and the older
 * `files` list of the gem simplecov-json.
 *
 * Lines are the numbers in a file's `lines`, by their place; `null` and `"ignored"` are none. Several runs of a
 * `.resultset.json` are one: hits of the same file and line are added up. `total` is a check.
 */
export const simplecovJsonParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return isObject(value) && (isFormatted(value) || isOldList(value) || runsOf(value).length > 0)
  },
  parse: (document) => {
    const value = jsonOf(document)
    const files = new Map<string, File>()
    const runs = isFormatted(value) || isOldList(value) ? [] : runsOf(value)
    for (const source of sourcesOf(value, runs)) addSource(files, source)
    const evidence = coverageOf(
      'distinct-lines',
      Array.from(files, ([path, file]) => countedFile(path, file)),
    )
    const said = [fieldAt(value, 'total', 'lines', 'covered'), fieldAt(value, 'total', 'lines', 'total')]
    const [covered, total] = said
    return {
      evidence: [evidence],
      warnings: summaryMismatch(
        'lines',
        typeof covered === 'number' && typeof total === 'number' ? { covered, total } : null,
        evidence.lines,
      ),
      tally: { files: files.size, runs: runs.length },
    }
  },
}

function isFormatted(value: unknown): boolean {
  const coverage = field(value, 'coverage')
  return isObject(coverage) && (fieldAt(value, 'meta', 'simplecov_version') !== undefined || isListing(coverage))
}

function isOldList(value: unknown): boolean {
  const [first] = items(field(value, 'files'))
  return field(first, 'filename') !== undefined && linesOf(field(first, 'coverage')) !== null
}

/** The runs of a `.resultset.json`: objects with `coverage` by file and, as a rule, a `timestamp`. */
function runsOf(value: unknown): readonly unknown[] {
  if (!isObject(value)) return []
  const runs: readonly unknown[] = Object.values(value)
  const isRun = (run: unknown): boolean => {
    const coverage = field(run, 'coverage')
    if (!isListing(coverage)) return false
    return field(run, 'timestamp') !== undefined || entriesOf(coverage).length > 0
  }
  return runs.every(isRun) ? runs : []
}

/** Files with the counts of their lines. */
function isListing(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((entry) => linesOf(entry) !== null)
}

function linesOf(entry: unknown): readonly unknown[] | null {
  const lines = Array.isArray(entry) ? entry : field(entry, 'lines')
  return Array.isArray(lines) ? lines : null
}

function* sourcesOf(value: unknown, runs: readonly unknown[]): Generator<Source> {
  if (isOldList(value)) {
    for (const entry of items(field(value, 'files'))) {
      const path = text(field(entry, 'filename'))
      if (path === null) throw malformed('simplecov-json', 'a filename for each file', 'none')
      yield sourceOf(path, field(entry, 'coverage'))
    }
    return
  }
  for (const run of isFormatted(value) ? [value] : runs) {
    for (const [path, entry] of entriesOf(field(run, 'coverage'))) yield sourceOf(path, entry)
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : []
}

function sourceOf(path: string, entry: unknown): Source {
  const lines = linesOf(entry)
  if (lines === null) throw malformed('simplecov-json', 'the lines of each file', `none in '${excerpt(path)}'`)
  return { path, lines, branches: field(entry, 'branches'), methods: field(entry, 'methods') }
}

function noFile(): File {
  return { hits: new Map(), branches: new Map(), methods: new Map() }
}

function addSource(files: Map<string, File>, source: Source): void {
  const file = files.get(source.path) ?? noFile()
  files.set(source.path, file)
  for (const [index, value] of source.lines.entries()) {
    const times = timesOf(value, source.path)
    if (times !== null) file.hits.set(index + 1, (file.hits.get(index + 1) ?? 0) + times)
  }
  for (const arm of armsOf(source)) {
    const known = file.branches.get(arm.name)
    if (known === undefined) file.branches.set(arm.name, { line: arm.line, times: arm.times })
    else known.times += arm.times
  }
  for (const { name, times } of methodsOf(source)) file.methods.set(name, (file.methods.get(name) ?? 0) + times)
}

/** Times that something ran; `null` for what is not counted. */
function timesOf(value: unknown, path: string): number | null {
  if (value === null || value === 'ignored') return null
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw malformed('simplecov-json', 'a number of times, null or "ignored"', `${typeof value} in '${excerpt(path)}'`)
}

function* armsOf({ path, branches }: Source): Generator<{ name: string; line: number | null; times: number }> {
  if (Array.isArray(branches)) {
    for (const [index, arm] of branches.entries()) {
      const times = timesOf(field(arm, 'coverage') ?? null, path)
      const line = field(arm, 'report_line')
      if (times !== null) yield { name: String(index), line: typeof line === 'number' ? line : null, times }
    }
  } else if (isObject(branches)) {
    // As Ruby counts them: a condition, written as the text of its tuple, with its arms.
    for (const [condition, arms] of Object.entries(branches)) {
      for (const [arm, value] of entriesOf(arms)) {
        const times = timesOf(value, path)
        const line = /^\[:[^,]+, \d+, (\d+),/.exec(condition)?.[1]
        if (times !== null) yield { name: `${condition} ${arm}`, line: line === undefined ? null : Number(line), times }
      }
    }
  }
}

function* methodsOf({ path, methods }: Source): Generator<{ name: string; times: number }> {
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(methods)
    ? methods.map((method: unknown, index) => [String(index), field(method, 'coverage') ?? null])
    : isObject(methods)
      ? Object.entries(methods)
      : []
  for (const [name, value] of entries) {
    const times = timesOf(value, path)
    if (times !== null) yield { name, times }
  }
}

function countedFile(path: string, { hits, branches, methods }: File): CountedFile {
  const arms = [...branches.values()]
  const partial = arms.flatMap(({ line, times }) =>
    line !== null && !(times > 0) && (hits.get(line) ?? 0) > 0 ? [line] : [],
  )
  const functions: CoverageCount = countHits(methods.values())
  return { path, hits, partial: new Set(partial), branches: countHits(arms.map(({ times }) => times)), functions }
}
