import { invalidArgument } from '../errors.ts'

/** The standard schemas of Prometheus' native histograms. */
export const coarsestSchema = -4
export const finestSchema = 8

/** Highest power of two: the bucket that would end at 2^1024 ends at the largest number instead, the next one at ∞. */
const topExponent = 1024

/**
 * The upper bound of a native bucket: 2^(index·2^−schema). Its lower bound is that of the index before.
 *
 * @param index - whole; negative for bounds below 1.
 * @param schema - whole, −4 to 8.
 * @returns the largest finite number for the bucket that would end at 2^1024, and `Infinity` beyond it.
 * @throws AnalysisError `invalid-argument` for another schema and an index that is not whole.
 * @see Prometheus, Native Histograms, section Schema.
 * @example
 * ```ts
 * nativeBound(3, 0) // 8
 * nativeBound(-1, 1) // 0.7071067811865476
 * nativeBound(2, -1) // 16
 * ```
 */
export function nativeBound(index: number, schema: number): number {
  checkSchema(schema)
  if (!Number.isInteger(index)) throw invalidArgument('index', 'a whole number', String(index))
  const perDoubling = 2 ** schema
  if (index === topExponent * perDoubling) return Number.MAX_VALUE
  // The fraction of a doubling apart from the whole ones: powers of two then come out exact.
  const doublings = Math.floor(index / perDoubling)
  return 2 ** ((index - doublings * perDoubling) / perDoubling) * 2 ** doublings
}

/**
 * The factor between the bounds of a bucket, 2^(2^−schema): whatever an observation in a bucket is taken to be, it is off
 * by less than this factor.
 *
 * @throws AnalysisError `invalid-argument` for another schema than −4 to 8.
 * @example
 * ```ts
 * bucketFactor(3) // 1.0905077326652577
 * ```
 */
export function bucketFactor(schema: number): number {
  checkSchema(schema)
  return 2 ** (2 ** -schema)
}

/** Throws `invalid-argument` for anything but a standard schema. */
export function checkSchema(schema: number): void {
  if (!(Number.isInteger(schema) && schema >= coarsestSchema && schema <= finestSchema)) {
    throw invalidArgument('schema', 'a whole number from -4 to 8', String(schema))
  }
}

/** The place of a number above 0 among the bounds of a schema, not rounded: bound i lies at i. */
export function placeAmongBounds(value: number, schema: number): number {
  return Math.log2(value) * 2 ** schema
}

/** The index of the bucket that a bucket becomes part of at a coarser schema. */
export function coarserIndex(index: number, from: number, to: number): number {
  // Adding 0 turns −0, which is no index, into 0.
  return Math.ceil(index / 2 ** (from - to)) + 0
}
