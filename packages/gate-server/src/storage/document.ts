import { ServerError } from '../errors.ts'

const special: Readonly<Record<string, number>> = { '+Inf': Number.POSITIVE_INFINITY, '-Inf': Number.NEGATIVE_INFINITY }

/**
 * A plain value as JSON text that reads back as it was. Infinities (bounds of histograms) are written as
 * `{"$number":"+Inf"}`; NaN is refused, because JSON would turn it to null and the next reader to 0.
 *
 * @throws ServerError `internal` for NaN and for what is no plain data.
 */
export function encodeDocument(value: unknown): string {
  return JSON.stringify(value, (key, one: unknown) => {
    if (typeof one === 'number' && !Number.isFinite(one)) {
      if (Number.isNaN(one)) throw new ServerError('internal', `A document to be stored holds NaN at '${key}'`)
      return { $number: one > 0 ? '+Inf' : '-Inf' }
    }
    if (one instanceof Map || one instanceof Set) {
      throw new ServerError('internal', `A document to be stored holds a ${one.constructor.name} at '${key}'`)
    }
    return one
  })
}

/** Reads what `encodeDocument` wrote. A key `__proto__` is dropped: nothing of ours has it. */
export function decodeDocument(text: string): unknown {
  return JSON.parse(text, (key, one: unknown) => {
    if (key === '__proto__') return undefined
    if (typeof one === 'object' && one !== null && '$number' in one && typeof one.$number === 'string') {
      return special[one.$number] ?? one
    }
    return one
  })
}
