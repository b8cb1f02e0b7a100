import { judgeStageFrom } from '@kosmos/analysis/gates'
import type { MetricEvidence } from '@kosmos/analysis/evidence'
import type { JudgeState } from '@kosmos/analysis/judges'
import { kosmosPolicy, parsePolicy, type CanaryPlan } from '@kosmos/analysis/policy'
import { cleanCanary, momentsOf, type Moment } from './clean-canary.ts'

/** A plan whose clean canaries are promoted, and how much traffic that takes. */
export interface JudgedPlan {
  readonly name: string
  readonly plan: CanaryPlan
  readonly requestsPerSecond: number
  readonly errorShare: number
}

const metricLines = {
  errors:
    '{ id: errors, kind: proportion, events: e, total: t, harm: increase, margin: "max(0.5pp, 50% of baseline)" }',
  rare: '{ id: rare, kind: proportion, events: e, total: t, harm: increase, margin: 0.5pp }',
  successes: '{ id: successes, kind: proportion, events: e, total: t, harm: decrease, margin: 2pp }',
  shares: '{ id: shares, kind: proportion, events: e, total: t, harm: either, tolerance: 1pp, margin: 3pp }',
  few: '{ id: few, kind: proportion, events: e, total: t, harm: increase, margin: 30pp, minTotal: 20 }',
  latency: '{ id: latency, kind: distribution, histogram: h, harm: increase, tolerance: 3%, margin: 10% }',
  sizes: '{ id: sizes, kind: distribution, histogram: h, harm: either, tolerance: 3%, margin: 12% }',
  speed: '{ id: speed, kind: distribution, histogram: h, harm: decrease, tolerance: 3%, margin: 12% }',
  cpu: '{ id: cpu, kind: gauge, query: q, harm: increase, tolerance: 5%, margin: 20% }',
  queue: '{ id: queue, kind: gauge, query: q, harm: either, tolerance: "10", margin: "40" }',
  health: '{ id: health, kind: health, query: u }',
} as const

const guardLines: Readonly<Record<string, string>> = {
  errors: '{ id: error-rate, metric: errors, above: 5%, window: 1m }',
  latency: '{ id: p95, metric: latency, quantile: p95, aboveBaseline: 2x, window: 1m, evidence: point }',
  health: '{ id: unhealthy, metric: health, failingFor: 5m }',
}

interface Asked {
  readonly metrics: readonly (keyof typeof metricLines)[]
  readonly guarded?: readonly (keyof typeof guardLines)[]
  readonly judge?: string
  readonly interval?: string
  readonly warmup?: string
  readonly isBaked?: boolean
}

function planOf({ metrics, guarded = [], judge = 'sequential', interval = '15s', warmup = '0s', isBaked }: Asked) {
  const seconds = Number(interval.slice(0, -1))
  return canaryOf(`version: 1
name: judged
canary:
  strategy: canary
  source: somewhere
  interval: ${interval}
  warmup: ${warmup}
  stages:
    - { traffic: 20%, duration: ${20 * seconds}s, requires: no-harm }
    - { traffic: 50%, duration: ${20 * seconds}s, requires: non-inferiority }
${isBaked === true ? `    - { traffic: 100%, bake: ${20 * seconds}s }\n` : ''}  metrics:
${metrics.map((metric) => `    - ${metricLines[metric]}`).join('\n')}
  guards: [${guarded.map((guard) => guardLines[guard]).join(', ')}]
  judge: { kind: ${judge} }
  onInconclusive: hold
`)
}

function canaryOf(document: string): CanaryPlan {
  const { canary } = parsePolicy(document)
  if (canary === null) throw new Error('The policy has no canary')
  return canary
}

/** The shipped plan, and plans that lack, in turn, what might hold a promote back in its place. */
export const judgedPlans: readonly JudgedPlan[] = [
  { name: 'the shipped one', plan: canaryOf(kosmosPolicy), requestsPerSecond: 800, errorShare: 0.005 },
  {
    name: 'the shipped one, compared once a stage',
    plan: canaryOf(kosmosPolicy.replace('kind: sequential', 'kind: fixed-sample')),
    requestsPerSecond: 800,
    errorShare: 0.005,
  },
  { name: 'one share', plan: planOf({ metrics: ['errors'] }), requestsPerSecond: 400, errorShare: 0.01 },
  { name: 'rare events', plan: planOf({ metrics: ['rare'] }), requestsPerSecond: 400, errorShare: 0 },
  {
    name: 'one request a second',
    plan: planOf({ metrics: ['few'], interval: '30s' }),
    requestsPerSecond: 1,
    errorShare: 0.05,
  },
  {
    name: 'fewer is worse, after a warm-up',
    plan: planOf({ metrics: ['successes', 'speed'], warmup: '60s' }),
    requestsPerSecond: 400,
    errorShare: 0.01,
  },
  {
    name: 'any change is worse',
    plan: planOf({ metrics: ['shares', 'sizes', 'health'], isBaked: true }),
    requestsPerSecond: 400,
    errorShare: 0.02,
  },
  {
    name: 'gauges',
    plan: planOf({ metrics: ['cpu', 'queue', 'health'], guarded: ['health'], isBaked: true }),
    requestsPerSecond: 400,
    errorShare: 0.01,
  },
  {
    name: 'gauges and shares, compared once a stage',
    plan: planOf({ metrics: ['cpu', 'errors'], judge: 'fixed-sample' }),
    requestsPerSecond: 400,
    errorShare: 0.01,
  },
  {
    name: 'everything',
    plan: planOf({
      metrics: ['errors', 'latency', 'cpu', 'health'],
      guarded: ['errors', 'latency', 'health'],
      isBaked: true,
    }),
    requestsPerSecond: 400,
    errorShare: 0.005,
  },
]

/** A stage's verdict and the state after it, on evidence that ends at `moment`. */
export function judgeAt(
  plan: CanaryPlan,
  evidence: readonly MetricEvidence[],
  { stage, end }: Moment,
  judgeState: JudgeState | null,
) {
  return judgeStageFrom({
    policy: { name: 'judged', digest: 'sha256:0' },
    plan,
    stage,
    subject: { service: 'shop', environment: null, version: '2', commit: null, digest: null, branch: null },
    evidence,
    now: end,
    stageComplete: true,
    deadlinePassed: false,
    judgeState,
  })
}

/** Evidence up to the look with this number, itself included. */
export function evidenceUpTo(evidence: readonly MetricEvidence[], look: number): readonly MetricEvidence[] {
  // One branch per kind: the checker then knows that the looks keep their type.
  return evidence.map((of) => {
    if (of.kind === 'proportion') return { ...of, looks: of.looks.slice(0, look + 1) }
    if (of.kind === 'distribution') return { ...of, looks: of.looks.slice(0, look + 1) }
    if (of.kind === 'gauge') return { ...of, looks: of.looks.slice(0, look + 1) }
    return { ...of, looks: of.looks.slice(0, look + 1) }
  })
}

/** A clean canary of a plan with what the judge remembers after each of its looks. */
export interface CleanRun {
  readonly of: JudgedPlan
  readonly moments: readonly Moment[]
  readonly evidence: readonly MetricEvidence[]
  /** By the number of the look. */
  readonly states: readonly (JudgeState | null)[]
}

/** Judges a clean canary look by look. */
export function cleanRun(of: JudgedPlan, phase: number): CleanRun {
  const { requestsPerSecond, errorShare } = of
  const moments = momentsOf(of.plan)
  const evidence = cleanCanary(of.plan, { requestsPerSecond, errorShare, seconds: 0.1, phase })
  const states: (JudgeState | null)[] = []
  for (const [look, moment] of moments.entries()) {
    const { judgeState } = judgeAt(of.plan, evidenceUpTo(evidence, look), moment, states.at(-1) ?? null)
    states.push(judgeState)
  }
  return { of, moments, evidence, states }
}
