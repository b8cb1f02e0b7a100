import type { z } from 'zod'
import { suggest } from './suggest.ts'

/** What was expected, what came, and the nearest known word. */
export function issueMessage(
  issue: z.core.$ZodIssue,
  known: readonly string[],
  received: unknown,
  kinds: readonly string[],
): string {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [key = ''] = issue.keys
      const near = suggest(key, known)
      return `expected one of the keys ${known.join(', ')}, got '${shorten(key)}'${near === null ? '' : `; did you mean '${near}'?`}`
    }
    case 'invalid_value': {
      const words = issue.values.map(String)
      const near = typeof received === 'string' ? suggest(received, words) : null
      const expected = issue.message.startsWith('expected') ? issue.message : `expected ${words.join(' or ')}`
      return `${expected}, got ${describe(received)}${near === null ? '' : `; did you mean '${near}'?`}`
    }
    case 'invalid_union':
      return issue.message.startsWith('expected') ? issue.message : unionMessage(received, kinds)
    case 'invalid_type':
      return issue.message.startsWith('expected')
        ? issue.message
        : `expected ${issue.expected}, got ${describe(received)}`
    default:
      return /^expected/i.test(issue.message)
        ? `${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`
        : issue.message
  }
}

/** A list of alternatives that are told apart by their `kind`. */
function unionMessage(received: unknown, kinds: readonly string[]): string {
  const kind = typeof received === 'object' && received !== null && 'kind' in received ? received.kind : received
  const near = typeof kind === 'string' ? suggest(kind, kinds) : null
  return `expected a kind of ${kinds.join(', ')}, got ${describe(kind)}${near === null ? '' : `; did you mean '${near}'?`}`
}

/** A value in a message: short, and without what a terminal or a page would act on. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return `'${shorten(value)}'`
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object'
}

function shorten(text: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
  return clean.length > 80 ? `${clean.slice(0, 79)}…` : clean
}
