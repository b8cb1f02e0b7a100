import { documentIssues, documentRefused, readDocument, valueAt } from '../documents/index.ts'
import { readGates } from './gate-schema.ts'
import { knownKeys, knownKinds } from './known-keys.ts'
import { policySchema } from './policy-schema.ts'
import type { ResolvedPolicy } from './resolved-policy.ts'

/**
 * Reads a policy (YAML or JSON) and resolves it: defaults filled in, durations in milliseconds, shares as numbers.
 *
 * @throws AnalysisError `policy-invalid` with every fault: its JSON pointer, line and column, what was expected and what
 *   came, and a suggestion for a misspelt key or word.
 * @example
 * ```ts
 * parsePolicy('version: 1\nname: mine\ngates: { merge: [{ id: unit, kind: tests }] }').name // 'mine'
 * ```
 */
export function parsePolicy(text: string): ResolvedPolicy {
  const document = readDocument(text, 'policy')
  const checked = policySchema.safeParse(document.value)
  if (checked.success) {
    const { version, name, canary = null } = checked.data
    return { version, name, gates: readGates(valueAt(document.value, ['gates']) ?? {}), canary }
  }
  const known = { keys: knownKeys, kinds: knownKinds, asWritten }
  throw documentRefused('policy', documentIssues(checked.error, document, known))
}

/** A gate that was written as a bare list has no key `conditions`. */
function asWritten(path: readonly PropertyKey[], value: unknown): readonly PropertyKey[] {
  const [section, name = '', list] = path
  const isBare = section === 'gates' && list === 'conditions' && Array.isArray(valueAt(value, ['gates', name]))
  return isBare ? [section, name, ...path.slice(3)] : path
}
