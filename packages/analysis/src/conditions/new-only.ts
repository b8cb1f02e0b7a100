import { z } from 'zod'
import type { Reference } from '../evidence/index.ts'
import type { Judgement } from './condition.ts'

/** What a policy says about problems that were there before. */
export const newOnlySchema = z
  .strictObject({
    reference: z.string().min(1).meta({ description: 'The branch whose accepted findings are not counted again' }),
    whenMissing: z
      .enum(['inconclusive', 'count-all'])
      .default('inconclusive')
      .meta({ description: 'What to do where the branch has no accepted evidence' }),
  })
  .meta({ description: 'Count only what was not there before' })

export type NewOnly = z.output<typeof newOnlySchema>

/** The keys of the newest accepted findings; `null` where none were accepted. */
export function acceptedKeys(references: readonly Reference[]): ReadonlySet<string> | null {
  for (const { observation } of references) {
    if (observation.kind === 'findings') return new Set(observation.keys)
  }
  return null
}

/**
 * A judgement made where no evidence was accepted yet, and everything was counted as new: a failure rests on that, and is
 * none before somebody said what was there. What holds of everything holds of what is new.
 */
export function judgedWithout<Code extends string>(
  newOnly: NewOnly | undefined,
  judgement: Judgement<Code>,
): Judgement<Code | 'findings-reference-missing'> {
  if (newOnly?.whenMissing !== 'inconclusive' || judgement.outcome !== 'fail') return judgement
  return {
    code: 'findings-reference-missing',
    outcome: 'inconclusive',
    sentence: `Nothing says what was there before: no evidence of branch '${newOnly.reference}' was accepted yet. If all is new: ${judgement.sentence}`,
    ...(judgement.facts === undefined ? {} : { facts: judgement.facts }),
  }
}
