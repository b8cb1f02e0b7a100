import { expect, test } from 'vitest'
import { isWithin, parseBenchmarkLimit } from '../../../src/conditions/benchmarks/benchmark-limit.ts'
import { AnalysisError } from '../../../src/errors.ts'

test.each([
  ['<= 500ms', '<=', 0.5, 'seconds'],
  ['<250 us', '<', 0.00025, 'seconds'],
  ['>= 2 min', '>=', 120, 'seconds'],
  ['< 1%', '<', 0.01, 'share'],
  ['> 1e3', '>', 1000, null],
  ['<= 512 B/op', '<=', 512, 'B/op'],
])('%s', (text, comparison, value, unit) => {
  expect(parseBenchmarkLimit(text)).toEqual({ comparison, value, unit, text })
})

test.each(['500ms', '<=', '<= ms', '= 5', '<= 1.2.3', '<= 0x10', ''])('%s is no limit', (text) => {
  expect(() => parseBenchmarkLimit(text)).toThrow(AnalysisError)
})

test('NaN is within no limit', () => {
  for (const text of ['<= 1', '< 1', '>= 1', '> 1']) expect(isWithin(Number.NaN, parseBenchmarkLimit(text))).toBe(false)
})
