import { seededRandom, type RandomSource } from '@kosmos/analysis/numeric'
import { autoregressive, binomial, burst, normalSource } from '../../calibration/random-variates.ts'

/** What one case says a canary is like. Times in seconds, rates per second. */
export interface CanaryRecipe {
  readonly id: string
  readonly requestsPerSecond: number
  /** The canary's share of the traffic, look by look: also how many looks there are. */
  readonly shares: readonly number[]
  /** The share that it really has, where that is another one. */
  readonly realShare: number | null
  readonly latency: {
    readonly law: 'lognormal' | 'normal' | 'gamma' | 'constant'
    readonly form: 'samples' | 'buckets'
    readonly multiple: number
  } | null
  readonly errors: { readonly rate: number; readonly multiple: number } | null
  /** Jobs a second of each side: a counter that is no share. */
  readonly jobs: { readonly rate: number; readonly multiple: number } | null
  readonly gauge: { readonly level: number; readonly correlation: number; readonly multiple: number } | null
  readonly historyLooks: number
  /** Keys of the case beside its looks: metrics and settings. */
  readonly settings: Readonly<Record<string, unknown>>
  /** The case as it is written: where something is missing or broken. */
  readonly spoil: (look: CaseLook, at: number) => CaseLook
  readonly expected: Readonly<Record<string, unknown>>
}

export type CaseArm = Readonly<Record<string, unknown>>

export interface CaseLook {
  readonly t: number
  readonly share: number
  readonly baseline: CaseArm
  readonly canary: CaseArm
}

const lookSeconds = 30

/** One line of a file of canaries: drawn from the recipe and the seed, and from nothing else. */
export function drawCase(recipe: CanaryRecipe, seed: number): Readonly<Record<string, unknown>> {
  const random = seededRandom(seed)
  const normal = normalSource(random)
  const { shares, realShare, historyLooks } = recipe
  const length = historyLooks + shares.length
  const drift = autoregressive(normal, length, { correlation: 0.8, sd: 0.05 })
  const gauges = gaugeSides(recipe, length, normal)
  const arm = (at: number, share: number, side: 'baseline' | 'canary'): CaseArm =>
    drawArm(recipe, { random, normal, share, side, drift: drift[at] ?? 0, gauge: gauges[side][at] ?? 0 })
  const history = Array.from({ length: historyLooks }, (_, at) => ({
    t: lookSeconds * (at - historyLooks),
    a: arm(at, 0.5, 'baseline'),
    b: arm(at, 0.5, 'baseline'),
  }))
  // The other half of a gauge's history is a series of its own.
  const halves = gaugeSides(recipe, historyLooks, normal).baseline
  const looks = shares.map((share, at): CaseLook => {
    const place = historyLooks + at
    const real = realShare ?? share
    return recipe.spoil(
      {
        t: lookSeconds * (at + 1),
        share,
        baseline: arm(place, 1 - real, 'baseline'),
        canary: arm(place, real, 'canary'),
      },
      at,
    )
  })
  return {
    id: recipe.id,
    ...recipe.settings,
    ...(historyLooks === 0
      ? {}
      : {
          history: history.map((look, at) =>
            'cpu' in look.b ? { ...look, b: { ...look.b, cpu: { value: halves[at] } } } : look,
          ),
        }),
    looks,
    expected: recipe.expected,
  }
}

function gaugeSides(
  { gauge }: CanaryRecipe,
  length: number,
  normal: () => number,
): { readonly baseline: readonly number[]; readonly canary: readonly number[] } {
  if (gauge === null) return { baseline: [], canary: [] }
  const { level, correlation, multiple } = gauge
  const series = (times: number): readonly number[] =>
    Array.from(autoregressive(normal, length, { correlation, sd: 0.05 }), (each) => level * times * (1 + each))
  return { baseline: series(1), canary: series(multiple) }
}

interface Moment {
  readonly random: RandomSource
  readonly normal: () => number
  readonly share: number
  readonly side: 'baseline' | 'canary'
  readonly drift: number
  readonly gauge: number
}

function drawArm(recipe: CanaryRecipe, { random, normal, share, side, drift, gauge }: Moment): CaseArm {
  const total = binomial(random, Math.round(recipe.requestsPerSecond * lookSeconds), share)
  const times = (multiple: number): number => (side === 'canary' ? multiple : 1)
  const { latency, errors, jobs } = recipe
  const arm: Record<string, unknown> = {}
  if (errors !== null) {
    arm['errors'] = { events: binomial(random, total, errors.rate * times(errors.multiple)), total }
  }
  if (latency !== null) {
    const level = 0.1 * Math.exp(latency.law === 'constant' ? 0 : drift) * times(latency.multiple)
    const samples = Array.from({ length: total }, () => level * drawLatency(latency.law, random, normal))
    arm['latency'] = latency.form === 'samples' ? { samples: samples.map(rounded) } : asBuckets(samples)
  }
  if (jobs !== null) {
    const exposure = lookSeconds * 3
    arm['jobs'] = { events: binomial(random, 100 * exposure, (jobs.rate * times(jobs.multiple)) / 100), exposure }
  }
  if (recipe.gauge !== null) arm['cpu'] = { value: rounded(gauge) }
  return arm
}

/** A latency of about 1. */
function drawLatency(law: NonNullable<CanaryRecipe['latency']>['law'], random: RandomSource, normal: () => number) {
  switch (law) {
    case 'lognormal':
      return Math.exp(0.6 * normal())
    case 'gamma':
      return burst(random, normal, 3)
    case 'normal':
      return Math.max(0.1, 1 + 0.25 * normal())
    case 'constant':
      return 1
  }
}

/** Bounds of Prometheus' own histograms. */
const usualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

function asBuckets(samples: readonly number[]): Readonly<Record<string, unknown>> {
  const upTo = (bound: number): number => samples.filter((sample) => sample <= bound).length
  return {
    buckets: [...usualBounds.map((bound) => [bound, upTo(bound)]), ['Inf', samples.length]],
    count: samples.length,
    sum: rounded(samples.reduce((sum, sample) => sum + sample, 0)),
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(6))
}
