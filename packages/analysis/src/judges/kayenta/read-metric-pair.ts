import { configFault } from './config-fault.ts'
import { isRecord, ownField, pointerTo } from './own-field.ts'

/** The values of one metric on both sides. */
export interface MetricPair {
  readonly name: string
  readonly id: string | null
  readonly tags: Readonly<Record<string, string>>
  readonly control: Float64Array
  readonly experiment: Float64Array
}

const notNumbers: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
])

/** The pairs, unread. */
export function readPairList(given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given
  throw configFault('java.lang.NullPointerException', pointerTo('metricSetPairList'), 'a list', given)
}

/** The name of a pair, before its values are read. */
export function pairName(pair: unknown, at: number): string {
  const name = ownField(pair, 'name')
  if (typeof name === 'string') return name
  throw configFault('java.lang.IllegalArgumentException', pointerTo('metricSetPairList', at, 'name'), 'a name', name)
}

/**
 * Reads a metric set pair. Numbers may come as text, as Kayenta sends NaN and the infinities.
 *
 * @throws AnalysisError `kayenta-config-invalid` for a missing side, a `null` or anything that is no number.
 */
export function readMetricPair(pair: unknown, at: number): MetricPair {
  const id = ownField(pair, 'id')
  const values = ownField(pair, 'values')
  return {
    name: pairName(pair, at),
    id: typeof id === 'string' ? id : null,
    tags: readTags(ownField(pair, 'tags')),
    experiment: readValues(ownField(values, 'experiment'), at, 'experiment'),
    control: readValues(ownField(values, 'control'), at, 'control'),
  }
}

/** Entries, so that a tag that is named __proto__ is a tag. */
function readTags(tags: unknown): Readonly<Record<string, string>> {
  const entries = isRecord(tags) ? Object.entries(tags) : []
  return Object.freeze(
    Object.fromEntries(entries.flatMap(([key, tag]) => (typeof tag === 'string' ? [[key, tag] as const] : []))),
  )
}

function readValues(given: unknown, at: number, side: string): Float64Array {
  if (given instanceof Float64Array) return given
  if (Array.isArray(given)) return readList(given, at, side)
  const pointer = pointerTo('metricSetPairList', at, 'values', side)
  throw configFault('java.lang.NullPointerException', pointer, 'a list of numbers', given)
}

function readList(given: readonly unknown[], at: number, side: string): Float64Array {
  const values = new Float64Array(given.length)
  for (let index = 0; index < values.length; index += 1) {
    const value = given[index]
    values[index] = typeof value === 'number' ? value : readNumber(value, at, side, index)
  }
  return values
}

function readNumber(value: unknown, at: number, side: string, index: number): number {
  const pointer = pointerTo('metricSetPairList', at, 'values', side, index)
  if (value === null || value === undefined) {
    throw configFault('java.lang.NullPointerException', pointer, 'a number', value)
  }
  const number = typeof value === 'string' ? (notNumbers.get(value) ?? decimal(value)) : null
  if (number !== null) return number
  throw configFault('com.fasterxml.jackson.databind.exc.MismatchedInputException', pointer, 'a number', value)
}

/** A number as text, in decimal digits; `null` for anything else. */
export function decimal(text: string): number | null {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text.trim()) ? Number(text) : null
}
