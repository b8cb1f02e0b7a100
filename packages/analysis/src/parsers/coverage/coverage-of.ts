import type { CoverageCount, CoverageCounts, CoverageEvidence, FileCoverage } from '../../evidence/index.ts'
import { LineHits } from './line-hits.ts'

/** One file of a report. What is left out is what the report does not hold. */
export interface CountedFile {
  /** As the report names it. */
  readonly path: string
  /** Line → hits. */
  readonly hits?: ReadonlyMap<number, number> | LineHits
  readonly partial?: ReadonlySet<number>
  /** Where the report counts lines without listing them; `null` where it knows no lines. */
  readonly lines?: CoverageCount | null
  readonly branches?: CoverageCount | null
  readonly functions?: CoverageCount | null
  readonly statements?: CoverageCount | null
}

/**
 * The evidence of a coverage report: sums over its files, each of them counted by its lines where these are listed.
 *
 * A total of 0 branches or functions is `null`: code without branches has no branch coverage. A total of 0 lines or
 * statements stays, so that a floor on them fails.
 *
 * Sums that cover more than there is are `null`: they measured something else.
 *
 * @param totals - what is known only for the whole report; it replaces the sums.
 */
export function coverageOf(
  basis: string,
  files: Iterable<CountedFile>,
  totals: Partial<CoverageCounts> = {},
): CoverageEvidence {
  const list = Array.from(files, fileCoverage)
  const sum = (of: keyof CoverageCounts): CoverageCount | null => addCounts(list.map((file) => file[of]))
  const lines = totals.lines === undefined ? (sum('lines') ?? (list.length === 0 ? nothing : null)) : totals.lines
  return {
    kind: 'coverage',
    basis,
    lines: soundOrNull(lines),
    branches: soundOrNull(someOrNull(totals.branches ?? sum('branches'))),
    functions: soundOrNull(someOrNull(totals.functions ?? sum('functions'))),
    statements: soundOrNull(totals.statements ?? sum('statements')),
    files: list,
  }
}

/** How many of some hits are covered: more than 0. */
export function countHits(hits: Iterable<number>): CoverageCount {
  const counted = { covered: 0, total: 0 }
  for (const one of hits) {
    counted.total += 1
    if (one > 0) counted.covered += 1
  }
  return counted
}

/** The sum of counts; `null` where there is none. */
export function addCounts(counts: Iterable<CoverageCount | null>): CoverageCount | null {
  let sum: { covered: number; total: number } | null = null
  for (const one of counts) {
    if (one === null) continue
    sum ??= { covered: 0, total: 0 }
    sum.covered += one.covered
    sum.total += one.total
  }
  return sum
}

const nothing: CoverageCount = { covered: 0, total: 0 }
const noHits: ReadonlyMap<number, number> = new Map()
const noLines: ReadonlySet<number> = new Set()

function fileCoverage(file: CountedFile): FileCoverage {
  const hits = file.hits ?? noHits
  const { path, partial = noLines } = file
  const counts = {
    lines: file.lines === undefined ? countLines(hits) : file.lines,
    branches: someOrNull(file.branches ?? null),
    functions: someOrNull(file.functions ?? null),
    statements: file.statements ?? null,
  }
  if (!(hits instanceof LineHits)) return { path, ...counts, hits, partial }
  // A map of every file of a large report would take more memory than the report: it is made for those that are asked.
  let map: ReadonlyMap<number, number> | null = null
  return {
    path,
    ...counts,
    get hits() {
      map ??= hits.toMap()
      return map
    },
    partial,
  }
}

function countLines(hits: ReadonlyMap<number, number> | LineHits): CoverageCount {
  return hits instanceof LineHits ? hits.count() : countHits(hits.values())
}

function soundOrNull(count: CoverageCount | null): CoverageCount | null {
  return count !== null && count.covered <= count.total ? count : null
}

function someOrNull(count: CoverageCount | null): CoverageCount | null {
  return count !== null && count.total > 0 ? count : null
}
