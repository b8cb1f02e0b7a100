import type { LookSeries } from './look-series.ts'

/** Three z values of all looks so far, thrown together over looks and stages; positive where the experiment is worse. */
export interface PooledStatistics {
  /** Two proportions with a pooled rate. */
  readonly errors: number
  /** Welch's, of log latencies. */
  readonly latency: number
  /** Of the mean logarithmic ratio of the gauges; 0 in the first four looks. */
  readonly gauge: number
  /** Requests of both sides so far. */
  readonly requests: number
  readonly looks: number
}

/** The pooled statistics after each look. */
export function pooledStatistics({ ends, control, experiment }: LookSeries): readonly PooledStatistics[] {
  const ofControl = sums()
  const ofExperiment = sums()
  let gauge = 0
  let gaugeSquares = 0
  return ends.map((_, look) => {
    add(ofControl, control, look)
    add(ofExperiment, experiment, look)
    const ratio = Math.log((experiment.gauge[look] ?? 1) / (control.gauge[look] ?? 1))
    gauge += ratio
    gaugeSquares += ratio * ratio
    return {
      errors: proportionZ(ofControl, ofExperiment),
      latency: (ofExperiment.mean() - ofControl.mean()) / Math.sqrt(ofExperiment.ofMean() + ofControl.ofMean()),
      gauge: look < 4 ? 0 : meanZ(gauge, gaugeSquares, look + 1),
      requests: ofControl.requests + ofExperiment.requests,
      looks: look + 1,
    }
  })
}

interface Sums {
  requests: number
  errors: number
  logs: number
  logSquares: number
  readonly mean: () => number
  /** The variance of the mean. */
  readonly ofMean: () => number
}

function sums(): Sums {
  const made: Sums = {
    requests: 0,
    errors: 0,
    logs: 0,
    logSquares: 0,
    mean: () => made.logs / made.requests,
    ofMean: () => Math.max(1e-12, made.logSquares / made.requests - made.mean() ** 2) / made.requests,
  }
  return made
}

function add(into: Sums, side: LookSeries['control'], look: number): void {
  const requests = side.requests[look] ?? 0
  const mean = side.meanLogLatency[look] ?? 0
  into.requests += requests
  into.errors += side.errors[look] ?? 0
  into.logs += mean * requests
  into.logSquares += (side.logLatencyVariance[look] ?? 0) * (requests - 1) + mean * mean * requests
}

function proportionZ(control: Sums, experiment: Sums): number {
  const rate = (control.errors + experiment.errors) / (control.requests + experiment.requests)
  const variance = rate * (1 - rate) * (1 / control.requests + 1 / experiment.requests)
  const difference = experiment.errors / experiment.requests - control.errors / control.requests
  return difference / Math.sqrt(Math.max(1e-12, variance))
}

function meanZ(sum: number, squares: number, count: number): number {
  const mean = sum / count
  const variance = (Math.max(1e-12, squares / count - mean * mean) * count) / Math.max(1, count - 1)
  return mean / Math.sqrt(variance / count)
}
