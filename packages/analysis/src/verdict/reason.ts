import type { Outcome } from './outcome.ts'

/** A fact in a reason: numbers with their unit in the key's sentence, words as they are. Never NaN or an infinity. */
export type Fact = string | number | boolean | null

/**
 * Why a part came out as it did. `code` is stable and is declared by the judge or the condition that gives it;
 * `sentence` is complete, in plain words with the value, the limit and the counts; `facts` are the numbers in it.
 * The sentence is made where the numbers are, so that no rendering has to compute.
 */
export interface Reason<Code extends string = string> {
  readonly code: Code
  readonly outcome: Outcome
  readonly sentence: string
  readonly facts: Readonly<Record<string, Fact>>
}
