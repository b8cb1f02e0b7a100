/** One measured quantity of one benchmark. */
export interface BenchmarkResult {
  /** With its parameters and groups: unique within a report, but for repetitions, which are folded into `samples`. */
  readonly name: string
  /** Times in `seconds`; else the report's own word (`ops/s`, `B/op`). */
  readonly unit: string
  /** The robust centre: median where the report has it or gives samples, else the mean. */
  readonly value: number
  readonly better: 'smaller' | 'bigger'
  /** Standard deviation of one measurement, in `unit`; `null` where the report has none. */
  readonly deviation: number | null
  /** How many measurements `value` rests on; `null` where the report does not say. */
  readonly count: number | null
  /** The measurements themselves, in the report's order; empty where it has none. */
  readonly samples: readonly number[]
}

/** A limit that the tool itself judged. */
export interface BenchmarkThreshold {
  readonly metric: string
  readonly expression: string
  readonly holds: boolean
}

export interface BenchmarksEvidence {
  readonly kind: 'benchmarks'
  readonly tool: string
  readonly results: readonly BenchmarkResult[]
  readonly thresholds: readonly BenchmarkThreshold[]
  readonly createdAt: number | null
  readonly failure: string | null
}
