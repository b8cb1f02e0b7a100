import type { Request } from 'express'
import type { z } from 'zod'
import { suggest } from '@kosmos/analysis/policy'
import { ServerError, type FaultyField } from '../errors.ts'

/**
 * A body, or the parameters of a request, by their schema.
 *
 * @throws ServerError `request-invalid` with every fault: its place, what was expected and what came, and a suggestion
 *   for a misspelt key.
 */
export function readBy<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  known: readonly string[] = [],
): z.output<Schema> {
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  const faults = checked.error.issues.flatMap((issue) => faultsOf(issue, known))
  throw new ServerError('request-invalid', `The request is not valid: ${faults[0]?.detail ?? 'unknown fault'}`, {
    faults,
  })
}

function faultsOf(issue: z.core.$ZodIssue, known: readonly string[]): readonly FaultyField[] {
  const pointer = issue.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: issue.message }]
  return issue.keys.map((key) => {
    const near = suggest(key, known)
    const detail = `Expected no key '${key.slice(0, 60)}'${near === null ? '' : `; did you mean '${near}'?`}`
    return { pointer: `${pointer}/${key.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1')}`, detail }
  })
}

/** Every key that an object schema and the objects in it know, for suggestions. */
export function keysOf(schema: z.ZodObject): readonly string[] {
  return Object.keys(schema.shape)
}

const maxDepth = 64
const maxKeys = 10_000

/**
 * Refuses what would only break later: nesting that other functions cannot walk, and keys without end.
 *
 * @param maxValues - numbers and texts in lists are not counted as keys, but lists of lists are.
 * @throws ServerError `request-invalid`.
 */
export function assertBounded(body: unknown): void {
  const stack: { readonly value: unknown; readonly depth: number }[] = [{ value: body, depth: 0 }]
  let keys = 0
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, depth } = next
    if (typeof value !== 'object' || value === null) continue
    if (depth >= maxDepth)
      throw new ServerError('request-invalid', `Expected at most ${maxDepth} levels of nesting in the body`)
    const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
    if (!Array.isArray(value)) keys += inner.length
    if (keys > maxKeys) throw new ServerError('request-invalid', `Expected at most ${maxKeys} keys in the body`)
    for (const one of inner) if (typeof one === 'object' && one !== null) stack.push({ value: one, depth: depth + 1 })
  }
}

/** A path parameter. */
export function pathParameter(request: Request, name: string): string {
  const value = request.params[name]
  return typeof value === 'string' ? value : ''
}
