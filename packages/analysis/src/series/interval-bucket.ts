/**
 * A bucket of a native histogram as Prometheus' HTTP API gives it. The rule says which of the bounds belong to the
 * bucket: 0 the upper one, 1 the lower one, 2 none, 3 both.
 */
export type IntervalBucket = readonly [rule: number, lower: number, upper: number, count: number]
