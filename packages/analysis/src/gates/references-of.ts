import { conditions } from '../conditions/index.ts'
import type { ResolvedPolicy } from '../policy/index.ts'
import { findGate } from './find-gate.ts'

/** Accepted evidence that a gate asks for before it is judged. */
export interface ReferenceQuery {
  /** Id of the condition. */
  readonly condition: string
  readonly kind: string
  readonly branch: string
  /** How many are asked for at most, the newest first. */
  readonly most: number
}

/** Conditions that look at a history; every other compares with the newest alone. */
const historyLength: ReadonlyMap<string, number> = new Map([['benchmarks', 30]])

/** How many references a condition of a kind looks at. */
export function referencesKept(kind: string): number {
  return historyLength.get(kind) ?? 1
}

/**
 * The references that the conditions of a gate compare with, to be loaded before it is judged.
 *
 * @throws AnalysisError `gate-unknown` with the gates that the policy has.
 * @example
 * ```ts
 * const policy = parsePolicy('version: 1\nname: mine\ngates: { merge: [{ id: unit, kind: tests }] }')
 * referencesOf(policy, 'merge') // []: tests are compared with nothing
 * ```
 */
export function referencesOf(policy: ResolvedPolicy, gate: string): readonly ReferenceQuery[] {
  return findGate(policy, gate).conditions.flatMap(({ id, kind, options }) => {
    const branch = conditions[kind].referenceBranch(options)
    return branch === null ? [] : [{ condition: id, kind, branch, most: referencesKept(kind) }]
  })
}
