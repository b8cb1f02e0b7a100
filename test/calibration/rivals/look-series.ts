import { quickSelect } from '@kosmos/analysis/numeric'
import type { SimulatedCanary, SimulatedSide } from '../simulate-canary.ts'

/** What the rivals read of one side: a number a look. */
export interface SideSeries {
  readonly requests: Float64Array
  readonly errors: Float64Array
  readonly meanLatency: Float64Array
  /** By nearest rank. */
  readonly p95Latency: Float64Array
  readonly meanLogLatency: Float64Array
  /** Within the look, with n − 1; 0 for a single request. */
  readonly logLatencyVariance: Float64Array
  readonly gauge: Float64Array
}

/** The two sides' series of a canary, look by look. */
export interface LookSeries {
  readonly ends: readonly number[]
  readonly control: SideSeries
  readonly experiment: SideSeries
}

// Every rival reads the same series, and they cost as much as the canary itself.
const known = new WeakMap<SimulatedCanary, LookSeries>()

/** The series of the looks, made once for all rivals. */
export function lookSeries(canary: SimulatedCanary): LookSeries {
  const made = known.get(canary)
  if (made !== undefined) return made
  const series = {
    ends: canary.looks.map(({ end }) => end),
    control: sideSeries(canary.looks.map(({ control }) => control)),
    experiment: sideSeries(canary.looks.map(({ experiment }) => experiment)),
  }
  known.set(canary, series)
  return series
}

function sideSeries(sides: readonly SimulatedSide[]): SideSeries {
  const latencies = sides.map(({ latency }) => summarise(latency))
  return {
    requests: Float64Array.from(sides, ({ requests }) => requests),
    errors: Float64Array.from(sides, ({ errors }) => errors),
    gauge: Float64Array.from(sides, ({ gauge }) => gauge),
    meanLatency: Float64Array.from(latencies, ({ mean }) => mean),
    p95Latency: Float64Array.from(latencies, ({ p95 }) => p95),
    meanLogLatency: Float64Array.from(latencies, ({ logMean }) => logMean),
    logLatencyVariance: Float64Array.from(latencies, ({ logVariance }) => logVariance),
  }
}

interface LatencySummary {
  readonly mean: number
  readonly p95: number
  readonly logMean: number
  readonly logVariance: number
}

function summarise(latency: Float64Array): LatencySummary {
  const count = latency.length
  let sum = 0
  let logSum = 0
  let logSquares = 0
  for (const value of latency) {
    const log = Math.log(value)
    sum += value
    logSum += log
    logSquares += log * log
  }
  const logMean = logSum / count
  const spread = Math.max(0, logSquares - count * logMean * logMean)
  return {
    mean: sum / count,
    p95: quickSelect(Float64Array.from(latency), Math.ceil(0.95 * count) - 1),
    logMean,
    logVariance: count > 1 ? spread / (count - 1) : 0,
  }
}
