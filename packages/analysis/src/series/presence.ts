import type { Look } from '../evidence/index.ts'
import { invalidArgument } from '../errors.ts'

/** Which sides report, by the newest looks. */
export interface Presence {
  /**
   * `present`: the newest look has the experiment. `waiting`: it does not, but not for long enough to say more.
   * `experiment-absent`: the control reports and the experiment has not for `after` looks in a row. `both-absent`: the
   * newest look has neither, so that the source may be at fault.
   */
  readonly state: 'present' | 'waiting' | 'experiment-absent' | 'both-absent'
  /** Looks in a row, up to the newest, at which the control reported and the experiment did not. */
  readonly alone: number
}

/** So many looks in a row without the experiment are no late scrape. */
const defaultAfter = 3

/**
 * Whether the experiment has gone quiet while the control reports. That is no proof of harm and never one of health: it
 * blocks a promotion. A look at which neither side reports proves nothing about the experiment, and does not end a row.
 *
 * @param looks - in order of time.
 * @param options.after - looks in a row from which on the experiment is absent; default 3.
 * @returns `waiting` for no looks at all.
 * @throws AnalysisError `invalid-argument` for a number of looks that is not whole or below 1.
 * @example
 * ```ts
 * presence([]).state // "waiting"
 * ```
 */
export function presence(
  looks: readonly Pick<Look<unknown>, 'control' | 'experiment'>[],
  options: { readonly after?: number } = {},
): Presence {
  const { after = defaultAfter } = options
  if (!(Number.isInteger(after) && after >= 1))
    throw invalidArgument('after', 'a whole number from 1 on', String(after))
  let alone = 0
  for (const { control, experiment } of looks) {
    if (experiment.kind === 'measured') alone = 0
    else if (control?.kind === 'measured') alone += 1
  }
  const newest = looks.at(-1)
  if (newest?.experiment.kind === 'measured') return { state: 'present', alone }
  if (newest?.control?.kind === 'missing') return { state: 'both-absent', alone }
  return { state: alone >= after ? 'experiment-absent' : 'waiting', alone }
}
