import type { CoverageCount, CoverageCounts } from '@kosmos/analysis/evidence'
import { tallyAnswer, type FactAnswer } from './fact.ts'

/**
 * Facts of coverage reports, from the evidence. Where a parser's documented rule is another one than the fact's, its
 * tally holds the count by the fact's rule, and that is the answer.
 */
export const coverageFact: FactAnswer = (report, key, { oracle }) => {
  const [evidence] = report.evidence
  if (evidence?.kind !== 'coverage') return undefined
  const counted = (of: keyof CoverageCounts): CoverageCount => {
    const [covered, total] = [report.tally[`${of}Covered`], report.tally[`${of}Total`]]
    return {
      covered: typeof covered === 'number' ? covered : (evidence[of]?.covered ?? 0),
      total: typeof total === 'number' ? total : (evidence[of]?.total ?? 0),
    }
  }
  const [lines, branches, functions] = [counted('lines'), counted('branches'), counted('functions')]
  const statements = counted('statements')
  const pair = ({ covered, total }: CoverageCount): readonly number[] => [covered, total]
  const ofTool: Readonly<Record<string, unknown>> = {
    lines: pair(lines),
    branches: pair(branches),
    functions: pair(functions),
    statements: pair(statements),
    branch: branches.total,
    statement_pct_1dp: pct(statements, 1),
  }
  const own: Readonly<Record<string, unknown>> = {
    lines_covered: lines.covered,
    lines_total: lines.total,
    line_pct: pct(lines, 4),
    branches_covered: branches.covered,
    branches_total: branches.total,
    branch_pct: pct(branches, 4),
    functions_covered: functions.covered,
    functions_total: functions.total,
    statements_covered: statements.covered,
    statements_total: statements.total,
    statement_pct: pct(statements, 4),
    // OpenCover's and dotCover's names for statements.
    sequence_points: statements.total,
    sequence_visited: statements.covered,
    pct: pct(statements, 4),
    branch_points: branches.total,
    branch_visited: branches.covered,
    covered: statements.covered,
    statements: statements.total,
    ...(oracle === 'upstream-tool-output' ? ofTool : {}),
  }
  return Object.hasOwn(own, key) ? own[key] : tallyAnswer(report, key)
}

function pct({ covered, total }: CoverageCount, digits: number): number | null {
  const scale = 10 ** digits
  return total > 0 ? Math.round((covered / total) * 100 * scale) / scale : null
}
