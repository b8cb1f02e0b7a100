import { judgeStageFrom } from '@kosmos/analysis/gates'
import type { JudgeState } from '@kosmos/analysis/judges'
import { kosmosPolicy, parsePolicy } from '@kosmos/analysis/policy'
import { formatNumber } from '@kosmos/analysis/units'
import { errorEvidence, latencyEvidence } from '../../test/calibration/with-guards.ts'
import { simulated } from './simulated.ts'

const subject = { service: 'shop', environment: null, version: '2', commit: null, digest: null, branch: null }

/** A canary with five times the errors under the shipped policy, look by look until it is rolled back, as Markdown. */
export function workedExample(): string {
  const plan = parsePolicy(kosmosPolicy).canary
  if (plan === null) throw new Error('The shipped policy has no canary')
  const canary = simulated('errors-1-5', 0, plan.interval / 1000)
  const metrics = plan.metrics.filter(({ kind }) => kind !== 'health')
  const guards = plan.guards.filter(({ rule }) => rule !== 'failing-for')
  const rows: string[][] = []
  let state: JudgeState | null = null
  for (const [at, { end, control, experiment }] of canary.looks.entries()) {
    const seen = { ...canary, looks: canary.looks.slice(0, at + 1) }
    const { verdict, judgeState } = judgeStageFrom({
      policy: { name: 'kosmos', digest: 'sha256:0' },
      plan: { ...plan, metrics, guards },
      stage: 0,
      subject,
      evidence: [errorEvidence(seen), latencyEvidence(seen)],
      now: 0,
      stageComplete: false,
      deadlinePassed: false,
      judgeState: state,
    })
    state = judgeState
    const odds = (logE: number | undefined): string => formatNumber(Math.exp(logE ?? 0))
    rows.push([
      String(at + 1),
      `${end} s`,
      `${control.errors} of ${control.requests}`,
      `${experiment.errors} of ${experiment.requests}`,
      odds(state?.metrics[0]?.harm.logE),
      odds(state?.harm.logE),
      verdict.verdict,
    ])
    if (verdict.verdict === 'rollback') return `${table(rows)}\n\n> ${verdict.reason}`
  }
  throw new Error('The canary of the worked example is not rolled back')
}

const head = ['look', 'after', 'errors, baseline', 'errors, canary', 'odds by the errors', 'odds by all', 'verdict']

/** Cells of a column are as wide as its widest, as the formatter wants them. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = head.map((text, column) => Math.max(text.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}
