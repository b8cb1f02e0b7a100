import type { CoverageCount } from '../../../evidence/index.ts'
import { field, fieldAt, isObject, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { jsonOf } from '../../report-document.ts'
import { countHits, coverageOf, type CountedFile } from '../coverage-of.ts'

/**
 * Istanbul's JSON (`coverage-final.json`), as nyc, jest, vitest, c8 and babel-plugin-istanbul write it.
 *
 * Counted as istanbul-lib-coverage does: lines are the distinct start lines of statements with the most hits, statements,
 * functions and branch arms one by one. Lines are the headline; statements stand beside them. An entry may be wrapped in
 * `data` (old versions). Files that no test loaded (`all: true`) count as they stand.
 */
export const istanbulParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return isObject(value) && Object.values(value).some((one) => entryOf(one) !== null)
  },
  parse: (document) => {
    const whole = jsonOf(document)
    const entries: readonly (readonly [string, unknown])[] = isObject(whole) ? Object.entries(whole) : []
    const files = entries.map(([key, value]) => {
      const entry = entryOf(value)
      if (entry === null)
        throw malformed('istanbul', 'an entry with a statementMap for each file', `none in '${excerpt(key)}'`)
      return fileOf(text(field(entry, 'path')) ?? key, entry)
    })
    const evidence = coverageOf('distinct-lines', files)
    return { evidence: [evidence], warnings: [], tally: { files: files.length } }
  },
}

function entryOf(value: unknown): object | null {
  const entry = isObject(field(value, 'statementMap')) ? value : field(value, 'data')
  return isObject(entry) && isObject(field(entry, 'statementMap')) && isObject(field(entry, 's')) ? entry : null
}

function fileOf(path: string, entry: object): CountedFile {
  const hits = new Map<number, number>()
  const statements = countersOf(path, field(entry, 's'))
  for (const [id, times] of statements) {
    const location = fieldAt(entry, 'statementMap', id)
    if (location === undefined) continue
    const line = lineOf(location)
    if (line === null)
      throw malformed('istanbul', `a start line of statement ${excerpt(id)}`, `none in '${excerpt(path)}'`)
    hits.set(line, Math.max(hits.get(line) ?? times, times))
  }
  const branches = { covered: 0, total: 0 }
  const partial = new Set<number>()
  for (const [id, arms] of entriesOf(path, field(entry, 'b'))) {
    if (!Array.isArray(arms)) throw malformed('istanbul', `a list of counts for branch ${excerpt(id)}`, typeof arms)
    const counted = countHits(arms.map((arm: unknown) => timesOf(path, arm)))
    branches.covered += counted.covered
    branches.total += counted.total
    const branch = fieldAt(entry, 'branchMap', id)
    const line = lineOf(field(branch, 'loc')) ?? numberOf(field(branch, 'line'))
    if (line !== null && counted.covered < counted.total && (hits.get(line) ?? 0) > 0) partial.add(line)
  }
  return {
    path,
    hits,
    partial,
    branches,
    functions: countAll(countersOf(path, field(entry, 'f'))),
    statements: countAll(statements),
  }
}

function countAll(counters: readonly (readonly [string, number])[]): CoverageCount {
  return countHits(counters.map(([, times]) => times))
}

function countersOf(path: string, value: unknown): readonly (readonly [string, number])[] {
  return entriesOf(path, value).map(([id, times]) => [id, timesOf(path, times)])
}

function entriesOf(path: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (value === undefined || value === null) return []
  if (!isObject(value)) throw malformed('istanbul', 'counts by id', `${typeof value} in '${excerpt(path)}'`)
  return Object.entries(value)
}

function timesOf(path: string, value: unknown): number {
  const times = numberOf(value)
  if (times === null) throw malformed('istanbul', 'a number of times', `${typeof value} in '${excerpt(path)}'`)
  return times
}

function lineOf(location: unknown): number | null {
  return numberOf(fieldAt(location, 'start', 'line'))
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
