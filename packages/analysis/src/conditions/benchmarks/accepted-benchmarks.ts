import type { Reference } from '../../evidence/index.ts'

/** A benchmark as an accepted run has it. */
export interface AcceptedBenchmark {
  readonly name: string
  readonly unit: string
  readonly better: 'smaller' | 'bigger'
  readonly value: number
  readonly samples: readonly number[]
}

/** One accepted run. */
export type AcceptedRun = ReadonlyMap<string, AcceptedBenchmark>

/**
 * The accepted runs to compare with, newest first. A reset by a person begins the history anew: nothing from before it is
 * looked at.
 */
export function acceptedRuns(references: readonly Reference[]): readonly AcceptedRun[] {
  const reset = references.findIndex(({ origin }) => origin.kind === 'reset')
  return references
    .slice(0, reset < 0 ? references.length : reset + 1)
    .flatMap(({ observation }) =>
      observation.kind === 'benchmarks' ? [new Map(observation.results.map((one) => [one.name, one]))] : [],
    )
}
