import { z } from 'zod'
import type { SecretFinding, SecretState } from '../../evidence/index.ts'

const limit = z.int().min(0).optional()

/** Largest number of secrets per state; at least one must be named. */
export const secretLimits = z
  .strictObject({ verified: limit, unknown: limit, unverified: limit })
  .refine(
    (limits) => Object.values(limits).some((value) => value !== undefined),
    'expected a limit for at least one of verified, unknown and unverified',
  )

export type SecretLimits = z.output<typeof secretLimits>

/** From worst to least: one that may work is as bad as one that does, until somebody knows. */
export const secretStates: readonly SecretState[] = ['verified', 'unknown', 'unverified']

/** A state with the limit that is given for it, and the secrets that fall under it. */
export interface LimitedSecrets {
  readonly state: SecretState
  readonly most: number
  readonly secrets: readonly SecretFinding[]
}

/**
 * The secrets under each limit that is given. A secret without a limit of its own counts towards the next milder one: who
 * allows no unverified secret allows no verified one. One of unknown state without a limit of its own counts as verified.
 */
export function underLimits(secrets: readonly SecretFinding[], limits: SecretLimits): readonly LimitedSecrets[] {
  const towards: Readonly<Record<SecretState, readonly SecretState[]>> = {
    verified: ['verified', 'unknown', 'unverified'],
    unknown: ['unknown', 'verified', 'unverified'],
    unverified: ['unverified'],
  }
  return secretStates.flatMap((state) => {
    const most = limits[state]
    if (most === undefined) return []
    const under = secrets.filter((one) => towards[one.state].find((other) => limits[other] !== undefined) === state)
    return [{ state, most, secrets: under }]
  })
}
