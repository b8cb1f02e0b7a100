import type { CoverageCounts } from './coverage.ts'

/**
 * What a condition keeps of the evidence that it accepted, to compare later evidence with. Plain data, without NaN and
 * infinities. `observationSchema` reads it back: a field that is added here is added there.
 */
export type Observation =
  | {
      readonly kind: 'coverage'
      /** By flag (the report's `suite`); `null` for reports without one. */
      readonly flags: readonly {
        readonly flag: string | null
        readonly counts: CoverageCounts
        /** When it was measured, milliseconds since the epoch: carried forward it keeps its own age. */
        readonly measuredAt: number
      }[]
    }
  /** The identities of the findings that were there. */
  | { readonly kind: 'findings'; readonly keys: readonly string[] }
  | {
      readonly kind: 'benchmarks'
      readonly results: readonly {
        readonly name: string
        readonly unit: string
        readonly better: 'smaller' | 'bigger'
        readonly value: number
        readonly samples: readonly number[]
      }[]
    }

/** The accepted evidence of a branch: from an evaluation that promoted, or set by a person, on record. */
export interface Reference {
  readonly branch: string
  readonly commit: string | null
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number
  readonly origin:
    | { readonly kind: 'evaluation'; readonly id: string }
    | { readonly kind: 'reset'; readonly who: string; readonly why: string }
  readonly observation: Observation
}
