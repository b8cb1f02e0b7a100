import { expect, test } from 'vitest'
import { formatTraffic, parseTraffic } from '../../src/units/index.ts'

test.each([
  ['40rps', 40],
  ['0.5rps', 0.5],
  ['2400rpm', 40],
  ['1e3rps', 1000],
])('%s are %d requests per second', (text, perSecond) => {
  expect(parseTraffic(text)).toBe(perSecond)
})

test.each([
  '',
  '40',
  'rps',
  '0rps',
  '-1rps',
  '40 rps',
  '40RPS',
  '40/s',
  'Infinityrps',
  '1e999rps',
  '1e10rps',
  'NaNrpm',
])("'%s' is refused", (text) => {
  expect(() => parseTraffic(text)).toThrow(/^Expected requests per second or minute above 0/)
})

test('what is printed is read back', () => {
  expect(formatTraffic(1 / 3)).toBe('0.333rps')
  expect(parseTraffic(formatTraffic(40))).toBe(40)
})
