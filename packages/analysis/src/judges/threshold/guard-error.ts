import type { Guard } from '../guard.ts'

/** Probability that any always-valid guard of a run ever fires while every metric stays within its limit. */
export const runError = 0.001

/** The share of one guard in it: guards are counted before anything is seen, and errors add up at most. */
export function guardError(guards: readonly Guard[]): number {
  return runError / Math.max(1, guards.filter(({ evidence }) => evidence === 'always-valid').length)
}
