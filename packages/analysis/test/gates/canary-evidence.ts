import type { Histogram, Look, MetricEvidence } from '../../src/evidence/index.ts'
import { kosmosPolicy, parsePolicy, type CanaryPlan, type ResolvedPolicy } from '../../src/policy/index.ts'

export const policy: ResolvedPolicy = parsePolicy(kosmosPolicy)
export const plan: CanaryPlan = planOf(policy)
export const start = Date.UTC(2026, 0, 5, 12)

function planOf({ canary }: ResolvedPolicy): CanaryPlan {
  if (canary === null) throw new Error('The default policy has no canary plan')
  return canary
}

export interface Traffic {
  /** Requests per look of both sides together. */
  readonly requests: number
  readonly errorShare: number
  /** Typical duration of a request. */
  readonly seconds: number
}

const healthy: Traffic = { requests: 12_000, errorShare: 0.005, seconds: 0.1 }

/** Looks of the default plan up to the end of a stage, with the behaviour of each side and a little movement in both. */
export function canaryEvidence(
  stage: number,
  canary: Partial<Traffic> = {},
  baseline: Partial<Traffic> = {},
  phase = 0,
): readonly MetricEvidence[] {
  const sides = { experiment: { ...healthy, ...canary }, control: { ...healthy, ...baseline } }
  const moments = plan.stages.slice(0, stage + 1).flatMap(({ duration, traffic }, index) => {
    const begin = start + plan.stages.slice(0, index).reduce((sum, one) => sum + one.duration, 0)
    return Array.from({ length: duration / plan.interval }, (_, look) => ({
      stage: index,
      traffic,
      start: begin + look * plan.interval,
      end: begin + (look + 1) * plan.interval,
    }))
  })
  const looksOf = <Value>(read: (side: Traffic, share: number, wave: number) => Value): Look<Value>[] =>
    moments.map(({ traffic, ...span }) => {
      const wave = 1 + 0.05 * Math.sin(span.end / 7000 + phase)
      return {
        ...span,
        control: traffic < 1 ? { kind: 'measured', value: read(sides.control, 1 - traffic, wave) } : null,
        experiment: { kind: 'measured', value: read(sides.experiment, traffic, wave) },
      }
    })
  return [
    {
      kind: 'proportion',
      metric: 'errors',
      quality: [],
      looks: looksOf((side, share, wave) => {
        const total = Math.round(side.requests * share * wave)
        return { events: Math.round(total * side.errorShare), total }
      }),
    },
    {
      kind: 'distribution',
      metric: 'latency',
      quality: [],
      looks: looksOf((side, share, wave) => histogram(Math.round(side.requests * share), side.seconds * wave)),
    },
    {
      kind: 'health',
      metric: 'health',
      quality: [],
      looks: looksOf(() => 1).map((look) => ({ ...look, control: null })),
    },
  ]
}

const bounds = [0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1.6, Number.POSITIVE_INFINITY]

function histogram(total: number, seconds: number): Histogram {
  const below = bounds.map((bound) => Math.round(total * (1 - Math.exp(-bound / seconds))))
  const buckets = bounds.map((upperBound, index) => ({
    upperBound,
    count: (below[index] ?? 0) - (below[index - 1] ?? 0),
  }))
  return { buckets, total }
}
