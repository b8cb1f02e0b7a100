import type { CoverageCount } from '@kosmos/analysis/evidence'
import { tallyAnswer, type FactAnswer } from './fact.ts'

/** Facts of coverage reports, from the evidence and the tally. */
export const coverageFact: FactAnswer = (report, key, { oracle }) => {
  const [evidence] = report.evidence
  if (evidence?.kind !== 'coverage') return undefined
  const none: CoverageCount = { covered: 0, total: 0 }
  const [lines, branches, functions] = [evidence.lines ?? none, evidence.branches ?? none, evidence.functions ?? none]
  const pair = ({ covered, total }: CoverageCount): readonly number[] => [covered, total]
  const pct = ({ covered, total }: CoverageCount): number | null =>
    total > 0 ? Math.round((covered / total) * 1_000_000) / 10_000 : null
  const own: Readonly<Record<string, unknown>> = {
    lines_covered: lines.covered,
    lines_total: lines.total,
    line_pct: pct(lines),
    branches_covered: branches.covered,
    branches_total: branches.total,
    branch_pct: pct(branches),
    ...(oracle === 'upstream-tool-output'
      ? { lines: pair(lines), branches: pair(branches), functions: pair(functions), branch: branches.total }
      : {}),
  }
  return Object.hasOwn(own, key) ? own[key] : tallyAnswer(report, key)
}
