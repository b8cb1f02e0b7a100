import type { CoverageCount, CoverageCounts, ReportWarning } from '../../../evidence/index.ts'
import { field, fieldAt, isObject } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { jsonOf } from '../../report-document.ts'
import { coverageOf, type CountedFile } from '../coverage-of.ts'
import { summaryMismatch } from '../summary-mismatch.ts'

const kinds = ['lines', 'branches', 'functions', 'statements'] as const

/**
 * Istanbul's summary (`coverage-summary.json`).
 *
 * The counts are the sums of its files, and `total` is a check; where no file is listed `total` counts. The percentages
 * are not read: of nothing they are 100 or `Unknown`. It lists no lines, so no diff can be compared with it.
 */
export const istanbulSummaryParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return isObject(value) && isEntry(field(value, 'total') ?? Object.values(value)[0])
  },
  parse: (document) => {
    const value = jsonOf(document)
    const all: readonly (readonly [string, unknown])[] = isObject(value) ? Object.entries(value) : []
    const entries = all.filter(([name]) => name !== 'total')
    const files = entries.map(([path, entry]): CountedFile => {
      if (!isEntry(entry))
        throw malformed('istanbul-summary', 'counts of lines for each file', `none in '${excerpt(path)}'`)
      return { path, ...countsOf(entry) }
    })
    const said = isEntry(field(value, 'total')) ? countsOf(field(value, 'total')) : null
    const evidence = coverageOf('distinct-lines', files, files.length === 0 && said !== null ? said : {})
    const warnings = kinds.flatMap((kind): readonly ReportWarning[] =>
      evidence[kind] === null ? [] : summaryMismatch(kind, said?.[kind] ?? null, evidence[kind]),
    )
    return {
      evidence: [evidence],
      warnings,
      tally: { files: files.length, ...(files.length === 0 ? nothingListed : {}) },
    }
  },
}

/** The sums of the files, where there are none. */
const nothingListed = Object.fromEntries(
  kinds.flatMap((kind) => [
    [`${kind}Covered`, 0],
    [`${kind}Total`, 0],
  ]),
)

function isEntry(value: unknown): boolean {
  return fieldAt(value, 'lines', 'pct') !== undefined && fieldAt(value, 'lines', 'total') !== undefined
}

function countsOf(entry: unknown): CoverageCounts {
  const [lines, branches, functions, statements] = [
    countOf(entry, 'lines'),
    countOf(entry, 'branches'),
    countOf(entry, 'functions'),
    countOf(entry, 'statements'),
  ]
  return { lines, branches, functions, statements }
}

function countOf(entry: unknown, kind: (typeof kinds)[number]): CoverageCount | null {
  const counts = field(entry, kind)
  if (counts === undefined) return null
  const [covered, total] = [field(counts, 'covered'), field(counts, 'total')]
  if (!isCount(covered) || !isCount(total)) {
    const got = [covered, total].map((one) => (typeof one === 'number' ? String(one) : typeof one)).join(' of ')
    throw malformed('istanbul-summary', `covered of total ${kind}`, got)
  }
  return { covered, total }
}

/** A number from 0 up; JSON writes an infinite one as 1e999. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value)
}
