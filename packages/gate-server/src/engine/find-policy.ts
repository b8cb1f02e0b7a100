import { createHash } from 'node:crypto'
import { parsePolicy, type ResolvedPolicy } from '@kosmos/analysis/policy'
import { ServerError } from '../errors.ts'
import type { PolicyReference } from './engine.ts'

/** A policy ready to be applied, with the text that it came from. */
export interface FoundPolicy {
  readonly policy: ResolvedPolicy
  readonly document: string
  /** `sha256:` and the hex digest of the document's UTF-8 bytes. */
  readonly digest: string
  /** What its references are kept under: `kept/` or `given/`, and the name. A given policy can say any name. */
  readonly key: string
}

/**
 * Resolves a policy before anything is measured.
 *
 * @throws ServerError `not-found` for a name that is not kept, with the names that are.
 * @throws AnalysisError `policy-invalid` for a document that breaks its schema or rules.
 */
export function findPolicy(policies: ReadonlyMap<string, string>, reference: PolicyReference): FoundPolicy {
  const document = 'name' in reference ? policies.get(reference.name) : reference.document
  if (document === undefined) {
    const name = 'name' in reference ? reference.name : ''
    const known = [...policies.keys()].sort().join(', ')
    throw new ServerError('not-found', `No policy is named '${name}'; known are: ${known}`)
  }
  const policy = parsePolicy(document)
  return {
    policy,
    document,
    digest: `sha256:${createHash('sha256').update(document, 'utf8').digest('hex')}`,
    key: 'name' in reference ? `kept/${reference.name}` : `given/${policy.name}`,
  }
}
