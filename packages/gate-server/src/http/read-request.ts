import { suggest } from '@kosmos/analysis/policy'
import { z } from 'zod'
import { ServerError, type FaultyField } from '../errors.ts'

/**
 * A body by its schema. Faults are told by JSON pointers.
 *
 * @throws ServerError `request-invalid` with every fault: its place, what was expected and what came, and a suggestion
 *   for a misspelt key.
 */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  return read(schema, body, (path) =>
    path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
  )
}

/** The parameters of a path or a query by their schema. Faults are told by the names of the parameters. */
export function readParameters<Schema extends z.ZodType>(schema: Schema, parameters: unknown): z.output<Schema> {
  return read(schema, parameters, (path) => path.map(String).join('.'))
}

type Place = (path: readonly PropertyKey[]) => string

function read<Schema extends z.ZodType>(schema: Schema, value: unknown, place: Place): z.output<Schema> {
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  const known = keysOf(schema)
  const faults = checked.error.issues.flatMap((issue) => faultsOf(issue, [], known, place)).slice(0, maxFaults)
  const [first] = faults
  const where = first === undefined || first.pointer === '' ? '' : `${first.pointer}: `
  throw new ServerError('request-invalid', `${where}${first?.detail ?? 'The request is not valid'}`, { faults })
}

const maxFaults = 100
const maxShown = 60

function faultsOf(
  issue: z.core.$ZodIssue,
  above: readonly PropertyKey[],
  known: readonly string[],
  place: Place,
): readonly FaultyField[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const near = suggest(key, known)
      const detail = `Expected no key '${key.slice(0, maxShown)}'${near === null ? '' : `; did you mean '${near}'?`}`
      return { pointer: place([...path, key.slice(0, maxShown)]), detail }
    })
  }
  if (issue.code === 'invalid_union') {
    // Of several forms the one that fits best is the one that was meant.
    const nearest = [...issue.errors].sort((one, other) => one.length - other.length)[0] ?? []
    return nearest.flatMap((inner) => faultsOf(inner, path, known, place))
  }
  return [{ pointer: place(path), detail: issue.message.replace(/^Invalid input: e/, 'E') }]
}

const knownKeys = new WeakMap<z.ZodType, readonly string[]>()

/** Every key that a schema knows at any depth, for suggestions. */
function keysOf(schema: z.ZodType): readonly string[] {
  const known = knownKeys.get(schema)
  if (known !== undefined) return known
  const found = new Set<string>()
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('properties' in node && typeof node.properties === 'object' && node.properties !== null) {
      for (const key of Object.keys(node.properties)) found.add(key)
    }
    for (const inner of Object.values(node)) walk(inner)
  }
  walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  const keys = [...found]
  knownKeys.set(schema, keys)
  return keys
}

const maxDepth = 64
const maxKeys = 10_000

/**
 * Refuses what would only break later: nesting that other functions cannot walk, keys without end, and the key that
 * changes what an object is.
 *
 * @throws ServerError `request-invalid`.
 */
export function assertBounded(body: unknown): void {
  const stack: { readonly value: object; readonly depth: number }[] = []
  const visit = (value: unknown, depth: number): void => {
    if (typeof value === 'object' && value !== null) stack.push({ value, depth })
  }
  visit(body, 1)
  let keys = 0
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, depth } = next
    if (depth > maxDepth) throw invalid(`Expected at most ${maxDepth} levels of nesting in the body`)
    if (!Array.isArray(value)) {
      keys += Object.keys(value).length
      if (Object.hasOwn(value, '__proto__')) throw invalid("Expected no key '__proto__' in the body")
    }
    if (keys > maxKeys) throw invalid(`Expected at most ${maxKeys} keys in the body`)
    for (const inner of Object.values(value)) visit(inner, depth + 1)
  }
}

function invalid(message: string): ServerError {
  return new ServerError('request-invalid', message)
}
