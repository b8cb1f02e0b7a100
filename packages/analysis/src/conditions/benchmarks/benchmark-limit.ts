import { AnalysisError } from '../../errors.ts'
import { parsePercentage, strictNumber } from '../../units/index.ts'

/** An absolute limit of a result. */
export interface BenchmarkLimit {
  readonly comparison: '<=' | '<' | '>=' | '>'
  readonly value: number
  /** The unit that the result must have: `seconds` for times; `null` where the limit names none. */
  readonly unit: string | null
  /** As it was written. */
  readonly text: string
}

/** Divisors, not factors: 500 ms is 0.5 s to the last digit. */
const perSecond: ReadonlyMap<string, number> = new Map([
  ['ns', 1e9],
  ['us', 1e6],
  ['\u00b5s', 1e6],
  ['ms', 1e3],
  ['s', 1],
])
const expected = "a limit such as '<= 500ms', '>= 0.9', '< 1%' or '<= 512 B/op'"

/**
 * Reads `<= 500ms` (a time: ns, us, ms, s, min), `< 1%` (a share), `>= 0.9` (in the result's own unit) and `<= 512 B/op` (in
 * a unit that the result must have).
 *
 * @throws AnalysisError `invalid-argument`.
 * @example
 * ```ts
 * parseBenchmarkLimit('<= 500ms').value // 0.5
 * ```
 */
export function parseBenchmarkLimit(text: string): BenchmarkLimit {
  const [, sign, digits = '', word = ''] =
    /^\s*(<=|>=|<|>)\s*(?!0x)(-?\d[\d.]*(?:[eE][+-]?\d+)?)\s*(\S.*)?$/.exec(text) ?? []
  const comparison = (['<=', '<', '>=', '>'] as const).find((known) => known === sign)
  const number = strictNumber(digits)
  if (comparison === undefined || number === null) {
    throw new AnalysisError('invalid-argument', `Expected ${expected}, got '${text}'`, {
      argument: 'limit',
      expected,
      received: text,
    })
  }
  const unit = word.trim()
  if (unit === '') return { comparison, value: number, unit: null, text }
  if (unit === '%') return { comparison, value: parsePercentage(`${digits}%`), unit: 'share', text }
  if (unit === 'min') return { comparison, value: number * 60, unit: 'seconds', text }
  const divisor = perSecond.get(unit)
  return divisor === undefined
    ? { comparison, value: number, unit, text }
    : { comparison, value: number / divisor, unit: 'seconds', text }
}

/** True only where a number is proven to be within. */
export function isWithin(value: number, { comparison, value: limit }: BenchmarkLimit): boolean {
  switch (comparison) {
    case '<=':
      return value <= limit
    case '<':
      return value < limit
    case '>=':
      return value >= limit
    case '>':
      return value > limit
  }
}
