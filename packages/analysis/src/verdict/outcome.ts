/** What was found, from best to worst. `inconclusive`: not enough evidence. `error`: it could not be measured. */
export const outcomes = ['pass', 'warn', 'inconclusive', 'error', 'fail'] as const

/** The outcome of a condition, a metric, a guard, a gate or a run. */
export type Outcome = (typeof outcomes)[number]

/**
 * The worst of the outcomes: `fail` > `error` > `inconclusive` > `warn` > `pass`. A measured harm outranks a part that
 * could not be measured, and anything unknown is never better than `inconclusive`.
 *
 * @param found - outcomes of the required parts.
 * @returns the worst; `error` for an empty list, because nothing was measured; `error` for a word that is no outcome.
 * @example
 * ```ts
 * worst(['pass', 'inconclusive', 'warn']) // 'inconclusive'
 * worst([]) // 'error'
 * ```
 */
export function worst(found: readonly Outcome[]): Outcome {
  if (found.length === 0) return 'error'
  let rank = 0
  for (const outcome of found) {
    const place = outcomes.indexOf(outcome)
    // A word from a newer version or a broken store is not good news.
    rank = Math.max(rank, place >= 0 ? place : outcomes.indexOf('error'))
  }
  return outcomes[rank] ?? 'error'
}

/** True for the outcomes that let a deployment go on. Anything that is not proven good is not good. */
export function goesOn(outcome: Outcome): boolean {
  return outcome === 'pass' || outcome === 'warn'
}
