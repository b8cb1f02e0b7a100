import { normalQuantile } from '../../../src/distributions/index.ts'
import type { Histogram } from '../../../src/evidence/index.ts'
import {
  noLooks,
  updateCanary,
  type CanaryLook,
  type SequentialMetric,
  type SequentialSettings,
  type SequentialState,
} from '../../../src/judges/index.ts'
import { seededRandom, type RandomSource } from '../../../src/numeric/index.ts'
import { fromCumulative } from '../../../src/series/index.ts'
import { measured } from '../looks.ts'

const none = { absolute: 0, relative: 0 }
const usual = { required: true, harm: 'increase', weight: null, critical: false } as const

export const errors: SequentialMetric = {
  ...usual,
  id: 'errors',
  kind: 'proportion',
  tolerance: none,
  margin: { absolute: 0.02, relative: 0 },
}
export const jobs: SequentialMetric = {
  ...usual,
  id: 'jobs',
  kind: 'rate',
  tolerance: none,
  margin: { absolute: 0, relative: 0.5 },
}
export const latency: SequentialMetric = {
  ...usual,
  id: 'latency',
  kind: 'distribution',
  tolerance: { absolute: 0, relative: 0.03 },
  margin: { absolute: 0, relative: 0.2 },
}
export const cpu: SequentialMetric = {
  ...usual,
  id: 'cpu',
  kind: 'gauge',
  tolerance: { absolute: 0, relative: 0.05 },
  margin: { absolute: 0, relative: 0.2 },
}

export function settingsFor(
  metrics: readonly SequentialMetric[],
  changes: Partial<SequentialSettings> = {},
): SequentialSettings {
  return {
    metrics,
    alpha: 0.01,
    promoteAlpha: 0.05,
    minLooks: 5,
    pods: null,
    learnt: metrics.map(() => null),
    splitChecked: true,
    ...changes,
  }
}

/** The state after all the looks, from the beginning or from another state. */
export function judged(
  settings: SequentialSettings,
  looks: readonly CanaryLook[],
  from: SequentialState = noLooks(settings),
): SequentialState {
  return looks.reduce((state, look) => updateCanary(settings, state, look), from)
}

/** What one side of a canary is like. */
export interface Side {
  readonly requests: number
  readonly errorRate: number
  /** Geometric mean of the latency in seconds; its logarithm spreads by 0.5. */
  readonly latency: number
  readonly jobRate: number
  readonly cpu: number
}

const healthy: Side = { requests: 200, errorRate: 0.02, latency: 0.1, jobRate: 0.5, cpu: 50 }

/** Looks at two sides that are drawn from the seed. */
export function drawLooks(
  seed: number,
  count: number,
  control: Partial<Side> | ((at: number) => Partial<Side>),
  experiment: Partial<Side> | ((at: number) => Partial<Side>),
  shared: { readonly share?: number | null; readonly buckets?: readonly number[] } = {},
): readonly CanaryLook[] {
  const random = seededRandom(seed)
  const { share = 0.5, buckets } = shared
  const at = (side: typeof control, look: number): Side => ({
    ...healthy,
    ...(typeof side === 'function' ? side(look) : side),
  })
  return Array.from({ length: count }, (_, look): CanaryLook => {
    const [one, two] = [drawSide(random, at(control, look)), drawSide(random, at(experiment, look))]
    const inBuckets = (samples: readonly number[]): Histogram | { readonly samples: readonly number[] } =>
      buckets === undefined ? { samples } : histogramOf(samples, buckets)
    return {
      stage: 0,
      share,
      metrics: [
        { metric: 'errors', kind: 'proportion', control: measured(one.errors), experiment: measured(two.errors) },
        { metric: 'jobs', kind: 'rate', control: measured(one.jobs), experiment: measured(two.jobs) },
        {
          metric: 'latency',
          kind: 'distribution',
          control: measured(inBuckets(one.samples)),
          experiment: measured(inBuckets(two.samples)),
        },
        { metric: 'cpu', kind: 'gauge', control: measured(one.cpu), experiment: measured(two.cpu) },
      ],
    }
  })
}

function drawSide(random: RandomSource, { requests, errorRate, latency: level, jobRate, cpu: mean }: Side) {
  const normal = (): number => normalQuantile(Math.max(1e-12, random()))
  const count = (trials: number, probability: number): number => {
    let events = 0
    for (let trial = 0; trial < trials; trial += 1) if (random() < probability) events += 1
    return events
  }
  return {
    errors: { events: count(requests, errorRate), total: requests },
    jobs: { events: count(600, (jobRate * 60) / 600), exposure: 60 },
    samples: Array.from({ length: requests }, () => level * Math.exp(0.5 * normal())),
    cpu: mean * Math.exp(0.05 * normal()),
  }
}

function histogramOf(samples: readonly number[], bounds: readonly number[]): Histogram {
  return fromCumulative(
    [...bounds, Number.POSITIVE_INFINITY].map((bound) => [bound, samples.filter((sample) => sample <= bound).length]),
  )
}
