import { mean, median, quantile, standardDeviation } from '../descriptive/index.ts'
import { normalQuantile, studentTQuantile } from '../distributions/index.ts'
import { notComparable, type Comparison, type NotComparable } from '../hypothesis/index.ts'

/** What limits lie around, and the distance of a limit for a boundary. */
export interface HistorySpread {
  readonly baseline: number
  readonly reach: (boundary: number) => number
}

/** Fewest values of each method. */
const fewest = { percentage: 1, 'z-score': 2, 't-test': 2, 'log-normal': 2, iqr: 2, 'delta-iqr': 3 } as const

/** What the limits of a method lie around in finite values, and how far away. */
export function historySpread(values: Float64Array, method: keyof typeof fewest): Comparison<HistorySpread> {
  const n = values.length
  const middle = median(values)
  const center = mean(values)
  if (middle === null || center === null) return notComparable('empty', 'the history has no value')
  if (n < fewest[method]) return notComparable('too-few-values', `${method} needs ${fewest[method]} values, got ${n}`)
  const smallest = values.reduce((one, other) => Math.min(one, other))
  switch (method) {
    case 'percentage':
      if (!(center > 0)) return notPositive(center)
      return { kind: 'compared', baseline: center, reach: (share) => share * center }
    case 'z-score':
      return deviating(values, center, (s) => (p) => s * normalQuantile(p))
    case 't-test':
      return deviating(values, center, (s) => (p) => s * Math.sqrt(1 + 1 / n) * studentTQuantile(p, n - 1))
    case 'log-normal': {
      if (!(smallest > 0)) return notPositive(smallest)
      const logs = values.map((value) => Math.log(value))
      const baseline = Math.exp(mean(logs) ?? Number.NaN)
      return deviating(logs, baseline, (s) => (p) => baseline * Math.expm1(s * normalQuantile(p)))
    }
    case 'iqr':
      return { kind: 'compared', baseline: middle, reach: reachOf(values, 1) }
    case 'delta-iqr': {
      if (!(smallest > 0)) return notPositive(smallest)
      const changes = Float64Array.from({ length: n - 1 }, (_, at) => {
        const from = values[at] ?? Number.NaN
        return Math.abs((values[at + 1] ?? Number.NaN) - from) / from
      })
      const largest = changes.reduce((one, other) => Math.max(one, other))
      if (!Number.isFinite(largest)) return notComparable('overflow', 'a change from run to run is Infinity')
      return { kind: 'compared', baseline: middle, reach: reachOf(changes, middle) }
    }
  }
}

/** Limits from the standard deviation of values, which must not be 0. */
function deviating(
  values: Float64Array,
  baseline: number,
  reach: (s: number) => (p: number) => number,
): Comparison<HistorySpread> {
  const s = standardDeviation(values) ?? 0
  return s > 0
    ? { kind: 'compared', baseline, reach: reach(s) }
    : notComparable('no-variation', `every value is ${baseline}`)
}

/** Multiples of an interquartile range. */
function reachOf(values: Float64Array, unit: number): (multiple: number) => number {
  const range = (quantile(values, 0.75) ?? Number.NaN) - (quantile(values, 0.25) ?? Number.NaN)
  return (multiple) => multiple * range * unit
}

function notPositive(value: number): NotComparable {
  return notComparable('not-positive', `the history needs values above 0, got ${value}`)
}
