import type { Histogram, Look, MetricEvidence, Proportion } from '@kosmos/analysis/evidence'
import type { Metric } from '@kosmos/analysis/judges'
import type { CanaryPlan } from '@kosmos/analysis/policy'

/** How both sides of a canary without fault behave. */
export interface Healthy {
  /** Requests per second of both sides together. */
  readonly requestsPerSecond: number
  readonly errorShare: number
  /** Typical duration of a request. */
  readonly seconds: number
  /** Where the movement that both sides share begins. */
  readonly phase: number
}

const start = Date.UTC(2026, 0, 5, 12)

/** One look's place in a run. */
export interface Moment {
  readonly stage: number
  readonly start: number
  readonly end: number
}

/** The looks of a plan, extensions left out. */
export function momentsOf({ stages, interval }: Pick<CanaryPlan, 'stages' | 'interval'>): readonly Moment[] {
  let end = start
  return stages.flatMap(({ duration }, stage) =>
    Array.from({ length: Math.floor(duration / interval) }, () => {
      end += interval
      return { stage, start: end - interval, end }
    }),
  )
}

/** Every look of a plan at a canary that does as its baseline does, with a little movement in both. */
export function cleanCanary(plan: CanaryPlan, healthy: Healthy): readonly MetricEvidence[] {
  const moments = momentsOf(plan)
  return plan.metrics.map((metric) => cleanMetric(metric, plan, moments, healthy))
}

function cleanMetric(metric: Metric, plan: CanaryPlan, moments: readonly Moment[], healthy: Healthy): MetricEvidence {
  const { requestsPerSecond, errorShare, seconds, phase } = healthy
  const looks = <Value>(
    read: (requests: number, wave: number, own: number, round: (count: number) => number) => Value,
  ): readonly Look<Value>[] =>
    moments.map((moment) => {
      const traffic = plan.stages[moment.stage]?.traffic ?? 1
      const at = moment.end / plan.interval
      const wave = 1 + 0.05 * Math.sin(at + phase)
      const requests = (requestsPerSecond * plan.interval * wave) / 1000
      // What each side does of its own, small and without a trend.
      const own = (side: number): number => 1 + 0.004 * Math.sin(7.3 * at + side + phase)
      return {
        ...moment,
        control:
          traffic < 1 ? { kind: 'measured', value: read(requests * (1 - traffic), wave, own(0), Math.ceil) } : null,
        experiment: { kind: 'measured', value: read(requests * traffic, wave, own(2), Math.floor) },
      }
    })
  const of = { metric: metric.id, quality: [] }
  switch (metric.kind) {
    case 'proportion':
      return {
        ...of,
        kind: 'proportion',
        looks: looks((requests, _, __, round) => proportion(requests, errorShare, metric.harm, round)),
      }
    case 'distribution':
      return { ...of, kind: 'distribution', looks: looks((requests, wave) => histogram(requests, seconds * wave)) }
    case 'gauge':
      return { ...of, kind: 'gauge', looks: looks((_, wave, own) => 100 * wave * own) }
    case 'health':
      return { ...of, kind: 'health', looks: looks(() => 1).map((look) => ({ ...look, control: null })) }
  }
}

/** Without the noise of chance the smallest difference is one: so errors are rounded in the canary's favour. */
function proportion(
  requests: number,
  errorShare: number,
  harm: 'increase' | 'decrease' | 'either',
  round: (count: number) => number,
): Proportion {
  const total = Math.round(requests)
  const errors = round(total * errorShare)
  return { events: harm === 'decrease' ? total - errors : errors, total }
}

const bounds = [...Array.from({ length: 24 }, (_, at) => 0.01 * 1.25 ** at), Number.POSITIVE_INFINITY]

function histogram(requests: number, seconds: number): Histogram {
  // Log-logistic: a closed form with a tail like that of real durations.
  const below = bounds.map((bound) => Math.round(requests / (1 + (bound / seconds) ** -4)))
  const buckets = bounds.map((upperBound, at) => ({ upperBound, count: (below[at] ?? 0) - (below[at - 1] ?? 0) }))
  return { buckets, total: buckets.reduce((sum, { count }) => sum + count, 0) }
}
