import type { Histogram, Look, Measured, MissingReason } from '../../src/evidence/index.ts'
import { fromCumulative } from '../../src/series/index.ts'

/** Milliseconds from look to look in these tests. */
const interval = 15_000

export function measured<Value>(value: Value): Measured<Value> {
  return { kind: 'measured', value }
}

export function missing(reason: MissingReason = 'no-data'): Measured<never> {
  return { kind: 'missing', reason, detail: 'as the source said' }
}

/** Looks that follow each other without a gap, from time 0 on. */
export function looksOf<Value>(
  count: number,
  control: (index: number) => Measured<Value> | null,
  experiment: (index: number) => Measured<Value>,
): readonly Look<Value>[] {
  return Array.from({ length: count }, (_, index) => ({
    stage: 0,
    start: index * interval,
    end: (index + 1) * interval,
    control: control(index),
    experiment: experiment(index),
  }))
}

/** A histogram in which all observations lie in one fine bucket around `center`, so that quantiles are near it. */
export function histogramAround(center: number, total: number): Histogram {
  return fromCumulative([
    [center * 0.99, 0],
    [center * 1.01, total],
    [Infinity, total],
  ])
}
