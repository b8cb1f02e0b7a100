import type { Alternative } from './sample.ts'

/** P-values of all three alternatives from those of both sides: two-sided is twice the smaller one, 1 at most. */
export function bothTails(less: number, greater: number): Readonly<Record<Alternative, number>> {
  return { less, greater, 'two-sided': Math.min(1, 2 * Math.min(less, greater)) }
}
