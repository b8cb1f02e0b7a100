import type { z } from 'zod'
import { suggest } from '../units/index.ts'

/** What was expected, what came, and the nearest known word. */
export function issueMessage(
  issue: z.core.$ZodIssue,
  known: readonly string[],
  received: unknown,
  kinds: readonly string[],
): string {
  const says = issue.message.startsWith('expected') ? issue.message : null
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    return `expected one of the keys ${known.join(', ')}, got '${shorten(key)}'${hint(key, known)}`
  }
  if (issue.code === 'invalid_value') {
    const words = issue.values.map(String)
    return `${says ?? `expected ${words.join(' or ')}`}, got ${describe(received)}${hint(received, words)}`
  }
  if (issue.code === 'invalid_union') return says ?? unionMessage(received, kinds)
  if (issue.code === 'invalid_type') {
    return says ?? `expected ${typeNames.get(issue.expected) ?? issue.expected}, got ${describe(received)}`
  }
  return withReceived(issue.message.replace(/^Too (?:small|big): expected \w+ to be/, 'expected a value'), received)
}

/** The suggestion at the end of a message, where a known word is near. */
function hint(received: unknown, known: readonly string[]): string {
  const near = typeof received === 'string' ? suggest(received, known) : null
  return near === null ? '' : `; did you mean '${near}'?`
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['object', 'a mapping'],
  ['record', 'a mapping'],
  ['array', 'a list'],
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
])

/** A schema's own message, with what came where it does not say so itself. */
function withReceived(message: string, received: unknown): string {
  const text = `${message.charAt(0).toLowerCase()}${message.slice(1)}`
  const isPlain = typeof received !== 'object' && received !== undefined
  return isPlain && !text.includes(', got ') && !text.includes(' is of kind ')
    ? `${text}, got ${describe(received)}`
    : text
}

/** A list of alternatives that are told apart by their `kind`. */
function unionMessage(received: unknown, kinds: readonly string[]): string {
  const kind = typeof received === 'object' && received !== null && 'kind' in received ? received.kind : received
  return `expected a kind of ${kinds.join(', ')}, got ${describe(kind)}${hint(kind, kinds)}`
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
