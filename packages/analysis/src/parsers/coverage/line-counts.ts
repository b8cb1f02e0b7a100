import type { CoverageCount } from '../../evidence/index.ts'
import { strictNumber } from '../../units/index.ts'
import { addCounts } from './coverage-of.ts'
import { LineHits } from './line-hits.ts'

/** Hits and branches of a file, by line. Maps, because line numbers come from outside. */
export interface LineCounts {
  readonly hits: LineHits
  readonly branches: Map<number, CoverageCount>
}

export function noLineCounts(): LineCounts {
  return { hits: new LineHits(), branches: new Map() }
}

/** The counts of a key, made where there are none yet. */
export function lineCountsOf<Key>(files: Map<Key, LineCounts>, key: Key): LineCounts {
  const known = files.get(key)
  if (known !== undefined) return known
  const made = noLineCounts()
  files.set(key, made)
  return made
}

/** Counts a line; one that is listed again keeps the most hits. */
export function addHits({ hits }: LineCounts, line: number, times: number): void {
  hits.raise(line, times)
}

/** Counts the branches of a line; of one that is listed again those with most covered. */
export function addBranches({ branches }: LineCounts, line: number, count: CoverageCount): void {
  const before = branches.get(line)
  if (before === undefined || count.covered > before.covered) branches.set(line, count)
}

/** The branches of all lines. */
export function sumBranches({ branches }: LineCounts): CoverageCount | null {
  return addCounts(branches.values())
}

/** Covered lines of which some branch was never taken. */
export function partialLines({ hits, branches }: LineCounts): ReadonlySet<number> {
  const lines = new Set<number>()
  for (const [line, { covered, total }] of branches) {
    if (covered < total && (hits.get(line) ?? 0) > 0) lines.add(line)
  }
  return lines
}

/** A line number or another whole number from outside; `null` for anything else, also where there is none. */
export function wholeNumber(text: string | undefined): number | null {
  if (text === undefined) return null
  const value = strictNumber(text) ?? strictNumber(text.trim())
  return value !== null && Number.isSafeInteger(value) ? value : null
}
