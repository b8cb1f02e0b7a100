import type { CoverageCount, CoverageCounts, CoverageEvidence, FileCoverage } from '../../evidence/index.ts'
import type { Selected } from '../select-evidence.ts'
import { someNames } from './coverage-text.ts'
import { coverageKinds, type CoverageKind } from './coverage-reason.ts'
import { plainPath } from './plain-path.ts'

/** Some reports as one, or why they cannot be. */
export type MergedCoverage =
  | { readonly kind: 'merged'; readonly evidence: CoverageEvidence }
  | { readonly kind: 'not-mergeable'; readonly why: string }

/**
 * Several reports as one, as people expect of parts of one test run: files by their path, lines by their number, with the
 * most hits. A line is partly covered where every report that covers it says so.
 *
 * Branches, functions and statements are only known as counts per file: of the same file in two reports the count with
 * more covered holds, which is never more than both together cover. A kind that some report sums up otherwise than its
 * files is not known of all together (`null`). Reports that list no lines are added up where they
 * are of different files; anything else cannot be merged.
 */
export function mergeCoverage(selected: readonly Selected<CoverageEvidence>[]): MergedCoverage {
  const [first, ...others] = selected
  if (first === undefined) return { kind: 'not-mergeable', why: 'there is none' }
  if (others.length === 0) return { kind: 'merged', evidence: first.evidence }
  const files = new Map<string, FileCoverage>()
  for (const { report, evidence } of selected) {
    if (!isSumOfFiles(evidence))
      return { kind: 'not-mergeable', why: `report '${report.name}' holds sums that its files do not have` }
    for (const file of evidence.files) {
      const path = plainPath(file.path)
      const known = files.get(path)
      if (known !== undefined && !(listsLines(known) && listsLines(file))) {
        return { kind: 'not-mergeable', why: `several of them hold '${path}', and not all list its lines` }
      }
      files.set(path, known === undefined ? file : mergeFiles(known, file))
    }
  }
  const list = [...files.values()]
  const bases = [...new Set(selected.map(({ evidence }) => evidence.basis))]
  const roots = selected.flatMap(({ evidence }) => evidence.roots ?? [])
  const [lines, branches, functions, statements] = coverageKinds.map((of) =>
    // A report whose sum of a kind is not that of its files would vanish from it.
    selected.every(({ evidence }) => isSummed(evidence, of)) ? sum(list.map((file) => file[of])) : null,
  )
  return {
    kind: 'merged',
    evidence: {
      kind: 'coverage',
      basis: someNames(bases),
      lines: lines ?? null,
      branches: branches ?? null,
      functions: functions ?? null,
      statements: statements ?? null,
      files: list,
      ...(roots.length > 0 ? { roots: [...new Set(roots)] } : {}),
    },
  }
}

/** True where a report's counts are those of its files. */
function isSumOfFiles(evidence: CoverageEvidence): boolean {
  const statementsListed = evidence.statements === null || evidence.files.length > 0 || evidence.statements.total === 0
  return isSummed(evidence, 'lines') && statementsListed
}

/** True where a report's count of a kind is the sum of its files. */
function isSummed(evidence: CoverageEvidence, of: CoverageKind): boolean {
  const nothing = { covered: 0, total: 0 }
  const [has, wants] = [sum(evidence.files.map((file) => file[of])) ?? nothing, evidence[of] ?? nothing]
  return has.covered === wants.covered && has.total === wants.total
}

function listsLines({ hits, lines }: FileCoverage): boolean {
  return lines !== null && lines.total === hits.size
}

function mergeFiles(one: FileCoverage, other: FileCoverage): FileCoverage {
  const hits = new Map(one.hits)
  for (const [line, times] of other.hits) hits.set(line, Math.max(hits.get(line) ?? times, times))
  const isWhole = ({ hits: own, partial }: FileCoverage, line: number): boolean =>
    (own.get(line) ?? 0) > 0 && !partial.has(line)
  const partial = [...one.partial, ...other.partial].filter((line) => !isWhole(one, line) && !isWhole(other, line))
  const covered = [...hits.values()].filter((times) => times > 0).length
  return {
    path: one.path,
    hits,
    partial: new Set(partial),
    lines: { covered, total: hits.size },
    branches: better(one.branches, other.branches),
    functions: better(one.functions, other.functions),
    statements: better(one.statements, other.statements),
  }
}

function better(one: CoverageCount | null, other: CoverageCount | null): CoverageCount | null {
  if (one === null || other === null) return one ?? other
  return { covered: Math.max(one.covered, other.covered), total: Math.max(one.total, other.total) }
}

function sum(counts: readonly (CoverageCount | null)[]): CoverageCounts['lines'] {
  const given = counts.filter((count) => count !== null)
  if (given.length === 0) return null
  return {
    covered: given.reduce((total, count) => total + count.covered, 0),
    total: given.reduce((total, count) => total + count.total, 0),
  }
}
