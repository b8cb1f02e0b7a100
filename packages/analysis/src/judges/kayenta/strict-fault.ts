import type { z } from 'zod'
import type { KayentaFault } from '../../errors.ts'
import { suggest } from '../../units/index.ts'
import { describe } from './config-fault.ts'
import { ownField, pointerTo } from './own-field.ts'
import { strictKeys } from './strict-schema.ts'

/** A fault, with the known word nearest to what came. */
export function strictFault(
  at: readonly PropertyKey[],
  expected: string,
  received: unknown,
  known: readonly string[] = [],
): KayentaFault {
  const suggestion = typeof received === 'string' ? suggest(received, known) : null
  return { pointer: pointerTo(...at), expected, received: describe(received), suggestion }
}

/** The faults of a schema's issue: one per unknown key, else one. */
export function issueFaults(issue: z.core.$ZodIssue, root: string, document: unknown): readonly KayentaFault[] {
  const at = [root, ...issue.path]
  const received = issue.path.reduce<unknown>(step, document)
  if (issue.code === 'unrecognized_keys') {
    const known = strictKeys[String(issue.path.at(-1))] ?? []
    return issue.keys.map((key) => strictFault([...at, key], `one of the keys ${known.join(', ')}`, key, known))
  }
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(String)
    return [strictFault(at, known.join(' or '), received, known)]
  }
  if (issue.code === 'invalid_type') return [strictFault(at, `of type ${issue.expected}`, received)]
  return [strictFault(at, issue.message, received)]
}

function step(value: unknown, key: PropertyKey): unknown {
  if (Array.isArray(value) && typeof key === 'number') return value[key]
  return ownField(value, String(key))
}
