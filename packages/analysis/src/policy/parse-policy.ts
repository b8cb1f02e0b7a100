import type { z } from 'zod'
import type { PolicyIssue } from '../errors.ts'
import { readGates } from './gate-schema.ts'
import { issueMessage } from './issue-message.ts'
import { knownKeys, knownKinds } from './known-keys.ts'
import { policySchema } from './policy-schema.ts'
import { readDocument, refused, type PolicyText } from './read-document.ts'
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
  const document = readDocument(text)
  const checked = policySchema.safeParse(document.value)
  if (checked.success) {
    const { version, name, canary = null } = checked.data
    return { version, name, gates: readGates(valueAt(document.value, ['gates']) ?? {}), canary }
  }
  throw refused(checked.error.issues.flatMap((issue) => policyIssues(issue, document)))
}

/** One issue, or one per unknown key. */
function policyIssues(issue: z.core.$ZodIssue, document: PolicyText): readonly PolicyIssue[] {
  if (issue.code !== 'unrecognized_keys') return [policyIssue(issue, document)]
  return issue.keys.map((key) => policyIssue({ ...issue, keys: [key] }, document, key))
}

function policyIssue(issue: z.core.$ZodIssue, { value, locate }: PolicyText, key?: string): PolicyIssue {
  const where = asWritten(issue.path, value)
  const received = valueAt(value, where)
  const path = key === undefined ? where : [...where, key]
  return {
    pointer: path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    ...locate(where, key),
    message: issueMessage(issue, knownKeys(where, received), received, knownKinds(where)),
  }
}

/** A gate that was written as a bare list has no key `conditions`. */
function asWritten(path: readonly PropertyKey[], value: unknown): readonly PropertyKey[] {
  const [section, name = '', list] = path
  const isBare = section === 'gates' && list === 'conditions' && Array.isArray(valueAt(value, ['gates', name]))
  return isBare ? [section, name, ...path.slice(3)] : path
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined
    current = Object.entries(current).find(([name]) => name === String(step))?.[1]
  }
  return current
}
