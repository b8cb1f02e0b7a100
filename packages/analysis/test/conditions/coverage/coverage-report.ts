import { conditions, type ConditionContext } from '../../../src/conditions/index.ts'
import type {
  ChangedFile,
  CoverageCount,
  CoverageCounts,
  CoverageEvidence,
  FileCoverage,
  Reference,
  SubmittedReport,
} from '../../../src/evidence/index.ts'
import { context, now, report, subject } from '../report.ts'

const noCounts: CoverageCounts = { lines: null, branches: null, functions: null, statements: null }

export const counts = (covered: number, total: number): CoverageCounts => ({ ...noCounts, lines: { covered, total } })

/** A file of a report: hits by line number. */
export function file(
  path: string,
  hits: Readonly<Record<number, number>>,
  fields: Partial<FileCoverage> = {},
): FileCoverage {
  const map = new Map(Object.entries(hits).map(([line, times]) => [Number(line), times]))
  const covered = [...map.values()].filter((times) => times > 0).length
  return { ...noCounts, path, hits: map, partial: new Set(), lines: { covered, total: map.size }, ...fields }
}

/** A report whose counts are the sums of its files. */
export function ofFiles(files: readonly FileCoverage[], fields: Partial<CoverageEvidence> = {}): CoverageEvidence {
  const sum = (of: keyof CoverageCounts): CoverageCount | null => {
    const given = files.flatMap((one) => one[of] ?? [])
    if (given.length === 0) return null
    return {
      covered: given.reduce((total, one) => total + one.covered, 0),
      total: given.reduce((total, one) => total + one.total, 0),
    }
  }
  const [branches, functions, statements] = [sum('branches'), sum('functions'), sum('statements')]
  return {
    kind: 'coverage',
    basis: 'distinct-lines',
    lines: sum('lines'),
    branches,
    functions,
    statements,
    files,
    ...fields,
  }
}

export function coverageReport(evidence: CoverageEvidence, fields: Partial<SubmittedReport> = {}): SubmittedReport {
  return report([evidence], { name: 'coverage.xml', ...fields })
}

/** A report that only holds sums. */
export const summary = (covered: number, total: number, fields: Partial<SubmittedReport> = {}): SubmittedReport =>
  coverageReport({ kind: 'coverage', basis: 'distinct-lines', files: [], ...counts(covered, total) }, fields)

/** A diff: the changed lines of each path. */
/** A diff that says that it leads to the judged commit. */
export function diff(changed: Readonly<Record<string, readonly number[]>>, change: ChangedFile['change'] = 'modified') {
  const files = Object.entries(changed).map(([path, lines]): ChangedFile => ({
    path,
    previousPath: null,
    change,
    binary: false,
    changedLines: new Set(lines),
    removedLines: 0,
  }))
  return report([{ kind: 'changes', files, base: null, head: subject.commit }], { name: 'change.diff' })
}

/** What was accepted on main, by label. */
export function accepted(
  flags: readonly (readonly [string | null, CoverageCounts])[],
  measuredAt = now - 3_600_000,
): readonly Reference[] {
  return [
    {
      branch: 'main',
      commit: 'b'.repeat(40),
      acceptedAt: now - 3_600_000,
      origin: { kind: 'evaluation', id: 'e1' },
      observation: { kind: 'coverage', flags: flags.map(([flag, given]) => ({ flag, counts: given, measuredAt })) },
    },
  ]
}

export function judge(options: object, reports: readonly SubmittedReport[], fields: Partial<ConditionContext> = {}) {
  const { part, observation } = conditions.coverage.judge(options, context({ id: 'coverage', reports, ...fields }))
  return { outcome: part.outcome, sentences: part.reasons.map(({ sentence }) => sentence), part, observation }
}
