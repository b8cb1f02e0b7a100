/** A point in time and what was read there. Values from outside may be anything: judge them with `series/`. */
export interface Point {
  /** Milliseconds since the epoch, by the source's clock. */
  readonly at: number
  readonly value: number
}

/** What every metric provider returns. Labels are data from outside: own properties of a null-prototype object or a map. */
export interface TimeSeries {
  readonly labels: ReadonlyMap<string, string>
  readonly points: readonly Point[]
}

/** A fact about the quality of what a source returned. It is part of the evidence, never silently dropped. */
export interface QualityFact {
  readonly code:
    | 'source-error'
    | 'source-warning'
    | 'stale'
    | 'partial'
    | 'counter-reset'
    | 'window-not-covered'
    | 'target-down'
    | 'clock-skew'
  /** Plain words with the numbers. */
  readonly detail: string
}
