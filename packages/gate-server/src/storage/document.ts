import { ServerError } from '../errors.ts'

const infinities: Readonly<Record<string, number>> = {
  '+Inf': Number.POSITIVE_INFINITY,
  '-Inf': Number.NEGATIVE_INFINITY,
}
/** The key that marks a number which JSON cannot write. */
const mark = '$number'

/**
 * A plain value as JSON text that reads back as it was. Infinities (bounds of histograms) are written as
 * `{"$number":"+Inf"}`, and a key of that name gets another `$` in front, so that no text from outside reads back as a
 * number. Fields that are undefined are left out; -0 reads back as 0.
 *
 * @throws ServerError `internal` for NaN, which JSON would turn to null and the next reader to 0, and for what is no
 *   plain data, which JSON would turn to something else.
 */
export function encodeDocument(value: unknown): string {
  return JSON.stringify(encodable(value, ''))
}

function encodable(value: unknown, pointer: string): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (Number.isNaN(value)) throw refused('NaN', pointer)
    return Number.isFinite(value) ? value : { [mark]: value > 0 ? '+Inf' : '-Inf' }
  }
  // Not `map`, which leaves out holes.
  if (Array.isArray(value)) return Array.from(value, (one: unknown, index) => encodable(one, `${pointer}/${index}`))
  if (typeof value !== 'object') throw refused(typeof value, pointer)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype) throw refused(`a ${value.constructor.name}`, pointer)
  const fields = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(
    fields.map(([key, one]) => [isMark(key) ? `$${key}` : key, encodable(one, `${pointer}/${key}`)]),
  )
}

function refused(what: string, pointer: string): ServerError {
  return new ServerError('internal', `A document to be stored holds ${what} at '${pointer}'`)
}

/** Reads what `encodeDocument` wrote. A key `__proto__` is dropped: nothing of ours has it. */
export function decodeDocument(text: string): unknown {
  return JSON.parse(text, (key, one: unknown) => {
    if (key === '__proto__') return undefined
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one
    const fields: readonly (readonly [string, unknown])[] = Object.entries(one)
    if (!fields.some(([name]) => isMark(name))) return one
    const [name, word] = fields[0] ?? []
    if (fields.length === 1 && name === mark && typeof word === 'string') return infinities[word] ?? one
    return Object.fromEntries(fields.map(([field, inner]) => [isMark(field) ? field.slice(1) : field, inner]))
  })
}

function isMark(key: string): boolean {
  return /^\$+number$/.test(key)
}
