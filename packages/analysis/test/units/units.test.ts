import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnalysisError } from '../../src/errors.ts'
import {
  formatDuration,
  formatQuantile,
  formatShare,
  parseDuration,
  parseFloor,
  parseMargin,
  parseMultiple,
  parsePercentage,
  parsePoints,
  parseQuantile,
  parseShare,
  parseSize,
  strictNumber,
} from '../../src/units/index.ts'

const parsers = {
  parseDuration,
  parseFloor,
  parseMargin,
  parseMultiple,
  parsePercentage,
  parsePoints,
  parseQuantile,
  parseShare,
  parseSize,
}

describe('durations', () => {
  test.each([
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['250ms', 250],
    ['1d', 86_400_000],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
    expect(formatDuration(ms)).toBe(text)
  })

  test.each(['', ' 5m', '5 m', '5', '1m1h', '-1s', '1.5h', '1e3s', 'm', '99999999999999999999d', '5M'])(
    '%j is refused',
    (text) => {
      expect(() => parseDuration(text)).toThrow(AnalysisError)
    },
  )

  test('what is printed reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300_000_000_000 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms)
      }),
    )
  })
})

describe('sizes of effects', () => {
  test.each([
    ['10%', { absolute: 0, relative: 0.1 }],
    ['0.1pp', { absolute: 0.001, relative: 0 }],
    ['max(0.1pp, 50% of baseline)', { absolute: 0.001, relative: 0.5 }],
    ['5', { absolute: 5, relative: 0 }],
  ])('%s', (text, margin) => expect(parseMargin(text)).toEqual(margin))

  test.each(['', 'max(1%', '1%, 2%', 'max(1%,2%,3%)', '5 of baseline', '-1%', 'NaN', 'Infinity', '1e999'])(
    '%j is refused',
    (text) => {
      expect(() => parseMargin(text)).toThrow(/Expected a margin/)
    },
  )
})

test('shares, quantiles, multiples, floors and sizes read as people write them', () => {
  expect(parseShare('12.5%')).toBe(0.125)
  expect(parsePercentage('250%')).toBe(2.5)
  expect(parsePoints('0.5pp')).toBe(0.005)
  expect(parseQuantile('p99.9')).toBe(0.999)
  expect(formatQuantile(0.999)).toBe('p99.9')
  expect(parseMultiple('2x')).toBe(2)
  expect(parseFloor('>= 80%')).toBe(0.8)
  expect(parseSize('20MiB')).toBe(20_971_520)
  expect(formatShare(0.0623)).toBe('6.23 %')
})

test.each(['100.1%', '-1%', '%', '1', '10 %', '0x10%', 'NaN%'])('the share %j is refused', (text) => {
  expect(() => parseShare(text)).toThrow(/Expected a share/)
})

/** The numbers that a parser makes of a text, none where it refuses it; any other error goes through. */
function numbersOf(parse: (text: string) => unknown, text: string): readonly unknown[] {
  try {
    const value = parse(text)
    return typeof value === 'object' && value !== null ? Object.values(value) : [value]
  } catch (error) {
    if (error instanceof AnalysisError) return []
    throw error
  }
}

test('no text makes a parser return a number that is not finite or throw anything but its own error', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(parsers)),
      fc.oneof(
        fc.string(),
        fc.double().map(String),
        fc.double().map((value) => `${value}%`),
      ),
      (parse, text) => {
        expect(numbersOf(parse, text).every((number) => Number.isFinite(number))).toBe(true)
      },
    ),
  )
})

test.each(['', ' ', '0x10', '1e999', 'Infinity', 'NaN', '+1', '.5', '1_000'])('%j is no strict number', (text) => {
  expect(strictNumber(text)).toBeNull()
})
