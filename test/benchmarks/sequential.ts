import {
  canaryStanding,
  judgeKayentaPair,
  noLooks,
  updateCanary,
  type CanaryLook,
  type LearntNoise,
  type MetricLook,
  type SequentialMetric,
  type SequentialSettings,
} from '@kosmos/analysis/judges'
import { seededRandom, type RandomSource } from '@kosmos/analysis/numeric'
import { updateCountEProcess, usualOverdispersion, type CountEProcess } from '@kosmos/analysis/sequential'
import { binomial, normalSource } from '../calibration/random-variates.ts'
import type { Figure } from './bench.ts'
import { cpuMicroseconds } from './cpu-time.ts'

const looks = 60
const metricsOfAKind = 4
const atoms = 32
const nodes = 31

/**
 * Evidence look by look: one count, and one look of a canary of twelve metrics after 60 others, beside Kayenta's judge on
 * the same 60 looks and beside the physical limit: the logarithms and divisions that cannot be left out.
 */
export async function sequentialSuite(): Promise<readonly Figure[]> {
  return [...counts(), ...canaries()]
}

/** A plain count needs a logarithm for each atom; of the exponentials only those that are a digit of the mean. */
function counts(): readonly Figure[] {
  const random = seededRandom(1)
  const seen = Array.from({ length: looks }, () => ({
    control: binomial(random, 1080, 0.01),
    experiment: binomial(random, 120, 0.01),
    exposureRatio: (1 + 0.01 * random()) / 9,
  }))
  let state: CountEProcess | null = null
  let at = 0
  const us = cpuMicroseconds(() => {
    const look = seen[at % looks]
    if (look !== undefined) state = updateCountEProcess(at % looks === 0 ? null : state, look)
    at += 1
  })
  return [
    { name: 'Count updates', value: 1_000_000 / us, unit: '/s', target: null, atLeast: 1_000_000 },
    {
      name: `Count update: times its ${atoms} logarithms`,
      value: us / ((atoms * logarithm()) / 1000),
      unit: '×',
      target: null,
    },
  ]
}

function canaries(): readonly Figure[] {
  const plain = lookOfACanary([0])
  const varied = lookOfACanary(usualOverdispersion)
  const rival = kayentaLook()
  // Errors and what is beyond p99, for harm and for the claim. Beyond p99.9 half of the looks have nothing, and p90 goes by
  // its log ratio.
  const processes = metricsOfAKind * 3
  const variances = usualOverdispersion.filter((variance) => variance > 0).length
  const divisions = processes * variances * nodes * (atoms + 1)
  const at = 'Look 61 of a 12-metric canary'
  return [
    { name: `${at}, plain counts`, value: plain, unit: 'µs', target: 200 },
    { name: `${at}, overdispersed counts`, value: varied, unit: 'µs', target: 2000 },
    {
      name: `${at}: times its ${divisions} divisions`,
      value: varied / ((divisions * division()) / 1000),
      unit: '×',
      target: null,
    },
    { name: `${at}: Kayenta's judge on 60 looks`, value: rival, unit: 'µs', target: null },
    { name: `${at}: Kayenta's takes, plain counts`, value: rival / plain, unit: '×', target: null },
    { name: `${at}: Kayenta's takes, overdispersed`, value: rival / varied, unit: '×', target: null },
  ]
}

const none = { absolute: 0, relative: 0 }
const usual = { required: true, harm: 'increase', weight: null, critical: false } as const
const margin = { absolute: 0, relative: 0.1 }
const metrics: readonly SequentialMetric[] = Array.from({ length: metricsOfAKind }, (_, at) => at).flatMap((at) => [
  {
    ...usual,
    id: `errors ${at}`,
    kind: 'proportion',
    tolerance: none,
    margin: { absolute: 0.005, relative: 0 },
  } as const,
  { ...usual, id: `latency ${at}`, kind: 'distribution', tolerance: { absolute: 0, relative: 0.03 }, margin } as const,
  { ...usual, id: `cpu ${at}`, kind: 'gauge', tolerance: none, margin } as const,
])

/** Upper bounds of latencies in seconds: twelve buckets. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, Number.POSITIVE_INFINITY]

/** CPU microseconds of one look, with what the standing asks of it. */
function lookOfACanary(overdispersion: readonly number[]): number {
  const noise = { overdispersion, weights: overdispersion.map(() => 1), extraVariance: 0.01 }
  const learnt = metrics.map(({ kind }): LearntNoise => {
    if (kind === 'proportion')
      return { kind: 'counts', noise, events: 1000, exposure: 100_000, differenceVariance: 1e-6 }
    if (kind === 'gauge') return { kind: 'gauge', scale: { kind: 'ratio' }, extraVariance: 0.003 }
    const tails = [
      { value: 0.25, share: 0.1 },
      { value: 0.5, share: 0.01 },
      { value: 1, share: 0.001 },
    ]
    return { kind: 'distribution', extraVariance: 0.0001, tails: tails.map((threshold) => ({ threshold, noise })) }
  })
  const settings: SequentialSettings = {
    metrics,
    alpha: 0.01,
    promoteAlpha: 0.05,
    minLooks: 5,
    pods: null,
    learnt,
    splitChecked: true,
  }
  const random = seededRandom(2)
  const seen = Array.from({ length: looks + 16 }, () => lookAt(random))
  let before = noLooks(settings)
  for (const look of seen.slice(0, looks)) before = updateCanary(settings, before, look)
  let at = 0
  return cpuMicroseconds(() => {
    const look = seen[looks + (at++ % 16)]
    if (look !== undefined) canaryStanding(settings, updateCanary(settings, before, look))
  })
}

/** Twelve metrics of 1,200 requests, a tenth of them the canary's. */
function lookAt(random: RandomSource): CanaryLook {
  return { stage: 0, share: 0.1, metrics: metrics.map(({ id, kind }) => metricAt(id, kind, random)) }
}

function metricAt(metric: string, kind: SequentialMetric['kind'], random: RandomSource): MetricLook {
  const [control, experiment] = [1080, 120]
  switch (kind) {
    case 'proportion':
    case 'rate': {
      const shareOf = (total: number) => measured({ events: binomial(random, total, 0.01), total })
      return { metric, kind: 'proportion', control: shareOf(control), experiment: shareOf(experiment) }
    }
    case 'distribution': {
      const histogramOf = (total: number) => measured({ buckets: bucketsOf(random, total), total })
      return { metric, kind, control: histogramOf(control), experiment: histogramOf(experiment) }
    }
    case 'gauge': {
      const gauge = () => measured(100 + 5 * normalSource(random)())
      return { metric, kind, control: gauge(), experiment: gauge() }
    }
  }
}

function bucketsOf(random: RandomSource, total: number): readonly { upperBound: number; count: number }[] {
  const counts = bounds.map(() => 0)
  const normal = normalSource(random)
  for (let one = 0; one < total; one += 1) {
    const latency = Math.exp(-2.3 + 0.7 * normal())
    const at = bounds.findIndex((bound) => latency <= bound)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return bounds.map((upperBound, at) => ({ upperBound, count: counts[at] ?? 0 }))
}

function measured<Value>(value: Value): { readonly kind: 'measured'; readonly value: Value } {
  return { kind: 'measured', value }
}

/** CPU microseconds of Kayenta's judge on the twelve series of 60 looks, as it is asked at every look. */
function kayentaLook(): number {
  const normal = normalSource(seededRandom(3))
  const series = () => Float64Array.from({ length: looks }, () => 100 + 5 * normal())
  const pairs = metrics.map(() => ({ control: series(), experiment: series() }))
  return cpuMicroseconds(() => {
    for (const { control, experiment } of pairs) {
      judgeKayentaPair(control, experiment, { seed: 1, settings: { direction: 'increase' } })
    }
  })
}

const thousand = Float64Array.from({ length: 1000 }, (_, at) => 0.001 + ((at * 0.37) % 3))

/** Nanoseconds of a logarithm, one of a thousand in a row. */
function logarithm(): number {
  return cpuMicroseconds(() => {
    let sum = 0
    for (const value of thousand) sum += Math.log1p(value)
    return sum
  })
}

/** Nanoseconds of a division, one of a thousand in a row. */
function division(): number {
  return cpuMicroseconds(() => {
    let sum = 0
    for (const value of thousand) sum += 1 / (1 + value)
    return sum
  })
}
