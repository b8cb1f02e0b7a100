/** One measured quantity of one benchmark. */
export interface BenchmarkResult {
  /** With its parameters and groups: unique within a report, but for repetitions, which are folded into `samples`. */
  readonly name: string
  /** Times in `seconds`; else the report's own word (`ops/s`, `B/op`). */
  readonly unit: string
  /** The robust centre: median where the report has it or gives samples, else the mean. */
  readonly value: number
  /** `null` where neither the report nor the unit says it: compared only where a policy says which one it is. */
  readonly better: 'smaller' | 'bigger' | null
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

/** A benchmark, or a threshold, that the report names and has no usable number for. */
export interface UnmeasuredBenchmark {
  readonly name: string
  readonly reason: string
}

export interface BenchmarksEvidence {
  readonly kind: 'benchmarks'
  readonly tool: string
  readonly results: readonly BenchmarkResult[]
  readonly thresholds: readonly BenchmarkThreshold[]
  readonly unmeasured: readonly UnmeasuredBenchmark[]
  readonly createdAt: number | null
  readonly failure: string | null
}
