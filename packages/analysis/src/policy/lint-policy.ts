import { formatDuration } from '../units/index.ts'
import type { CanaryPlan, ResolvedPolicy } from './resolved-policy.ts'

/** Something about a valid policy that its author should know. An `error` is a plan that cannot do what it says. */
export interface LintFinding {
  readonly severity: 'error' | 'warning'
  readonly code: 'cannot-conclude' | 'no-guards' | 'window-too-long' | 'no-bake' | 'cut-look' | 'same-query'
  readonly pointer: string
  readonly message: string
}

/**
 * Checks what a schema cannot: whether the plan can conclude, and what it leaves unguarded.
 *
 * @example
 * ```ts
 * lintPolicy(parsePolicy(kosmosPolicy)) // []
 * ```
 */
export function lintPolicy(policy: ResolvedPolicy): readonly LintFinding[] {
  return policy.canary === null ? [] : lintCanary(policy.canary)
}

function lintCanary(plan: CanaryPlan): readonly LintFinding[] {
  const findings: LintFinding[] = []
  const compared = plan.stages.filter(({ requires }) => requires !== 'bake')
  for (const [index, stage] of compared.entries()) {
    const looks = Math.floor((stage.duration - plan.warmup) / plan.interval)
    const needed = plan.judge.options.minLooks
    // The sequential judge's looks add up over stages.
    if (plan.judge.kind === 'fixed-sample' && looks < needed) {
      findings.push({
        severity: 'error',
        code: 'cannot-conclude',
        pointer: `/canary/stages/${index}`,
        message: `stage ${index + 1} makes ${looks} looks in ${formatDuration(stage.duration)} at an interval of ${formatDuration(plan.interval)}, the judge needs ${needed}`,
      })
    }
    if (stage.duration % plan.interval !== 0) {
      findings.push({
        severity: 'warning',
        code: 'cut-look',
        pointer: `/canary/stages/${index}/duration`,
        message: `the last look of stage ${index + 1} is shorter than the interval of ${formatDuration(plan.interval)}`,
      })
    }
  }
  const [looks, minLooks] = [looksOf(plan), plan.judge.options.minLooks]
  if (plan.judge.kind === 'sequential' && looks < minLooks) {
    findings.push({
      severity: 'error',
      code: 'cannot-conclude',
      pointer: '/canary/stages',
      message: `the stages with a baseline make ${looks} looks together, the judge needs ${minLooks}`,
    })
  }
  if (plan.guards.length === 0) {
    findings.push({
      severity: 'warning',
      code: 'no-guards',
      pointer: '/canary',
      message:
        "no guard watches the canary between the stages' ends, and none when canary and baseline get worse together",
    })
  }
  for (const [index, metric] of plan.metrics.entries()) {
    // The source 'scrape' is told apart by its targets, and reads the same names of both sides.
    if (metric.kind === 'health' || plan.source === 'scrape') continue
    const queries =
      metric.kind === 'proportion'
        ? { events: metric.events, total: metric.total }
        : metric.kind === 'distribution'
          ? { histogram: metric.histogram }
          : { query: metric.query }
    for (const [key, query] of Object.entries(queries)) {
      if (query.includes('{{labels}}') || query.includes('{{version}}')) continue
      findings.push({
        severity: 'warning',
        code: 'same-query',
        pointer: `/canary/metrics/${index}/${key}`,
        message: `the query of ${metric.id} has neither {{labels}} nor {{version}}: canary and baseline may read the same series`,
      })
    }
  }
  const shortest = Math.min(...compared.map(({ duration }) => duration), Number.MAX_SAFE_INTEGER)
  for (const [index, guard] of plan.guards.entries()) {
    if (guard.rule !== 'failing-for' && guard.window > shortest) {
      findings.push({
        severity: 'warning',
        code: 'window-too-long',
        pointer: `/canary/guards/${index}/window`,
        message: `the window of ${formatDuration(guard.window)} is longer than the shortest stage of ${formatDuration(shortest)}`,
      })
    }
  }
  if (!plan.stages.some(({ requires }) => requires === 'bake')) {
    findings.push({
      severity: 'warning',
      code: 'no-bake',
      pointer: '/canary/stages',
      message: 'no stage at 100% watches the canary after the last comparison',
    })
  }
  return findings
}

/** Looks of all stages with a baseline, extensions included. */
function looksOf({ stages, interval, warmup }: CanaryPlan): number {
  return stages
    .filter(({ requires }) => requires !== 'bake')
    .reduce((sum, { duration, extend }) => sum + Math.floor((duration + extend - warmup) / interval), 0)
}
