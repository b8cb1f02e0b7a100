import type { CoverageCount, ReportWarning } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { countHits, coverageOf, type CountedFile } from '../coverage-of.ts'
import { wholeNumber } from '../line-counts.ts'
import { summaryMismatch } from '../summary-mismatch.ts'

interface File {
  readonly lines: Map<number, number>
  /** `line,block,branch` → times taken. */
  readonly branches: Map<string, number>
  /** Function name → calls. */
  readonly functions: Map<string, number>
  /** How many counts could not be read. */
  unreadable: number
  /** Names as they are cut where every comma is taken for a separator. */
  readonly cutNames: Set<string>
}

const counting = new Set(['DA', 'BRDA', 'FN', 'FNDA', 'FNL', 'FNA'])
/** Sums, and what counts neither lines nor branches nor functions. */
const passedOver = new Set(['TN', 'VER', 'FNF', 'FNH', 'BRF', 'BRH', 'MCDC', 'MCF', 'MCH', 'BA'])

/**
 * lcov's tracefile (`.info`), as lcov, gcov tools, istanbul, c8, vitest, coverage.py and others write it.
 *
 * Lines are counted here from `DA`: distinct (SF, line), hits summed over all records of the same file; `LF`/`LH` are
 * often of other lines, and summing them counts files twice. Branches are the distinct (SF, line, block, branch) of
 * `BRDA`, also those of exceptions (`e0`); `-` is not reached. Functions are the distinct (SF, name) of `FN`, `FNDA` and,
 * since lcov 2, `FNA`; a name may hold commas. A record without its `end_of_record` counts. A count that is no number is 0,
 * with a warning.
 */
export const lcovParser: ReportParser = {
  matches: ({ syntax, head }) =>
    syntax === 'text' &&
    (/^SF:/m.test(head) || /^TN:[^\n]*\n\s*end_of_record/m.test(head)) &&
    /^(?:TN:|DA:|FN|BRDA:|LF:|end_of_record)/m.test(head),
  parse: ({ text }) => {
    const files = new Map<string, File>()
    const tally = { records: 0, daEntries: 0 }
    const summary = { total: 0, covered: 0, given: false }
    let unknown = 0
    let current: File | null = null
    for (const [index, raw] of text.split('\n').entries()) {
      const line = raw.trimEnd()
      if (line === '' || line.startsWith('#')) continue
      const colon = line.indexOf(':')
      const [tag, rest] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1)]
      if (tag === 'SF') {
        current = files.get(rest) ?? noFile()
        files.set(rest, current)
        tally.records += 1
      } else if (tag === 'end_of_record') {
        current = null
      } else if (tag === 'LF' || tag === 'LH') {
        summary.given = true
        summary[tag === 'LF' ? 'total' : 'covered'] += strictNumber(rest) ?? 0
      } else if (counting.has(tag)) {
        if (current === null || !add(current, tag, rest)) {
          throw malformed('lcov', `a ${tag} record inside a file`, `'${excerpt(line)}'`, { line: index + 1, column: 1 })
        }
        if (tag === 'DA') tally.daEntries += 1
      } else if (!passedOver.has(tag)) {
        unknown += 1
      }
    }
    const evidence = coverageOf(
      'distinct-lines',
      Array.from(files, ([path, file]) => countedFile(path, file)),
    )
    const names = [...files.values()].reduce((sum, { cutNames }) => sum + cutNames.size, 0)
    return {
      evidence: [evidence],
      warnings: [
        ...summaryMismatch('lines', summary.given ? summary : null, evidence.lines),
        ...unknownRecords(unknown),
        ...unreadableCounts(files.values()),
      ],
      tally: { ...tally, files: files.size, functionsTotal: names },
    }
  },
}

function noFile(): File {
  return { lines: new Map(), branches: new Map(), functions: new Map(), unreadable: 0, cutNames: new Set() }
}

/** Reads one record; false where it cannot be read. */
function add(file: File, tag: string, rest: string): boolean {
  const parts = rest.split(',')
  switch (tag) {
    case 'DA':
      return addLine(file, parts)
    case 'BRDA':
      return addBranch(file, parts)
    case 'FN': {
      // `line,name`, or `line,end,name` since lcov 2.
      const hasEnd = parts.length > 2 && wholeNumber(parts[1]) !== null
      file.cutNames.add(parts.at(-1) ?? '')
      return addFunction(file, parts.slice(hasEnd ? 2 : 1).join(','), '0')
    }
    case 'FNDA':
      file.cutNames.add(parts.slice(1).join(','))
      return addFunction(file, parts.slice(1).join(','), parts[0])
    case 'FNA':
      return addFunction(file, parts.slice(2).join(','), parts[1])
    default:
      // FNL only says where a function stands, FNA names it.
      return true
  }
}

function addLine(file: File, parts: readonly string[]): boolean {
  const [line, hits] = [wholeNumber(parts[0]), timesOf(file, parts[1])]
  if (line === null || hits === null) return false
  file.lines.set(line, (file.lines.get(line) ?? 0) + hits)
  return true
}

function addBranch(file: File, parts: readonly string[]): boolean {
  // The branch may be a text with commas in it: the count is what stands last.
  const taken = parts.at(-1)
  const times = taken === '-' ? 0 : timesOf(file, taken)
  if (parts.length < 4 || times === null || wholeNumber(parts[0]) === null) return false
  const key = parts.slice(0, -1).join(',')
  file.branches.set(key, (file.branches.get(key) ?? 0) + times)
  return true
}

function addFunction(file: File, name: string, calls: string | undefined): boolean {
  const times = timesOf(file, calls)
  if (times === null) return false
  file.functions.set(name, (file.functions.get(name) ?? 0) + times)
  return true
}

/**
 * A number of times; `null` where there is none. A count that cannot be read is none, as in lcov itself when it is told
 * to go on. Counters that ran over are negative: they are no coverage, and take none away.
 */
function timesOf(file: File, text: string | undefined): number | null {
  if (text === undefined || text === '') return null
  const times = strictNumber(text)
  if (times === null) file.unreadable += 1
  return Math.max(times ?? 0, 0)
}

function countedFile(path: string, { lines, branches, functions }: File): CountedFile {
  const count = (values: ReadonlyMap<unknown, number>): CoverageCount => countHits(values.values())
  const partial = [...branches].flatMap(([key, taken]) => {
    const line = Number(key.slice(0, key.indexOf(',')))
    return taken > 0 || !((lines.get(line) ?? 0) > 0) ? [] : [line]
  })
  return { path, hits: lines, partial: new Set(partial), branches: count(branches), functions: count(functions) }
}

function unknownRecords(count: number): readonly ReportWarning[] {
  if (count === 0) return []
  return [{ code: 'foreign-lines', message: `${count} lines are no records of lcov and were passed over` }]
}

function unreadableCounts(files: Iterable<File>): readonly ReportWarning[] {
  const count = Array.from(files, ({ unreadable }) => unreadable).reduce((sum, one) => sum + one, 0)
  if (count === 0) return []
  return [{ code: 'unreadable-counts', message: `${count} counts are no numbers and were taken for 0` }]
}
