import { observationText } from '@kosmos/analysis/gates'
import type { z } from 'zod'
import type { ListedReference } from '../../storage/index.ts'
import type { references as schema } from '../schemas/reference.ts'
import { timeOf } from './verdict.ts'

/** The references of a branch as they are answered. */
export function referencesBody(
  of: { readonly service: string; readonly branch: string },
  listed: readonly ListedReference[],
): z.input<typeof schema> {
  return {
    service: of.service,
    branch: of.branch,
    references: listed.map(({ policy, condition, kind, commit, acceptedAt, origin, observation, used }) => ({
      policy,
      condition,
      kind,
      commit,
      acceptedAt: timeOf(acceptedAt),
      origin: { ...origin },
      summary: observationText(observation),
      used,
    })),
  }
}
