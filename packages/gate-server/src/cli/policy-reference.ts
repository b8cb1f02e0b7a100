import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { kosmosPolicy } from '@kosmos/analysis/policy'
import type { CommandIo } from './command-io.ts'
import { readInputText } from './read-input.ts'
import { UsageError } from './usage-error.ts'

/** A policy as the caller gave it: a document from a file, or a name that somebody else has to know. */
export type GivenPolicy = { readonly document: string } | { readonly name: string }

/**
 * Tells a file from a name: what looks like a path or exists is a file.
 *
 * @throws UsageError for a path without a file.
 */
export async function givenPolicy(text: string, io: CommandIo): Promise<GivenPolicy> {
  const isPath = /[\\/]|\.(?:ya?ml|json)$/i.test(text) || (await exists(resolve(io.cwd, text)))
  return isPath ? { document: await readInputText(text, 'policy', io) } : { name: text }
}

/**
 * The document itself, where no service is asked.
 *
 * @throws UsageError for a name other than the shipped policy's: names are the service's to know.
 */
export function policyDocument(policy: GivenPolicy): string {
  if ('document' in policy) return policy.document
  if (policy.name === 'kosmos') return kosmosPolicy
  throw new UsageError(
    `Expected --policy with a file, or 'kosmos' for the shipped policy, got '${policy.name}'; other names are known to a service (--server)`,
  )
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
