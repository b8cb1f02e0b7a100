import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  convertBounds,
  convertPoints,
  convertUnit,
  fromCumulative,
  type MeasurementUnit,
} from '../../src/series/index.ts'

const kinds: readonly (readonly MeasurementUnit[])[] = [
  ['nanoseconds', 'microseconds', 'milliseconds', 'seconds', 'minutes', 'hours'],
  ['bytes', 'kilobytes', 'megabytes', 'gigabytes', 'kibibytes', 'mebibytes', 'gibibytes'],
  ['ratio', 'percent'],
]

describe('a value in another unit', () => {
  test.each([
    [1, 'seconds', 'milliseconds', 1000],
    [7, 'milliseconds', 'seconds', 0.007],
    [9, 'milliseconds', 'seconds', 0.009],
    [1, 'milliseconds', 'microseconds', 1000],
    [1, 'microseconds', 'nanoseconds', 1000],
    [90, 'minutes', 'hours', 1.5],
    [2, 'minutes', 'seconds', 120],
    [1, 'kilobytes', 'bytes', 1000],
    [1, 'megabytes', 'kilobytes', 1000],
    [1, 'gigabytes', 'megabytes', 1000],
    [1, 'kibibytes', 'bytes', 1024],
    [1, 'mebibytes', 'kibibytes', 1024],
    [1, 'gibibytes', 'mebibytes', 1024],
    [1000, 'kibibytes', 'megabytes', 1.024],
    [1, 'gigabytes', 'gibibytes', 0.931_322_574_615_478_5],
    [12.5, 'percent', 'ratio', 0.125],
    [0.5, 'ratio', 'percent', 50],
    [-3, 'seconds', 'milliseconds', -3000],
    [Infinity, 'seconds', 'milliseconds', Infinity],
    [NaN, 'milliseconds', 'seconds', NaN],
  ] as const)('%d %s in %s is %d', (value, from, to, expected) => {
    expect(convertUnit(value, from, to)).toBe(expected)
  })

  test('in the same unit is the same', () => {
    for (const unit of kinds.flat()) expect(convertUnit(0.1, unit, unit)).toBe(0.1)
  })

  test('there and back is the same, but for rounding', () => {
    const two = fc
      .constantFrom(...kinds)
      .chain((units) => fc.tuple(fc.constantFrom(...units), fc.constantFrom(...units)))
    fc.assert(
      fc.property(two, fc.integer({ min: -1e9, max: 1e9 }), ([one, other], value) => {
        const back = convertUnit(convertUnit(value, one, other), other, one)
        expect(Math.abs(back - value)).toBeLessThanOrEqual(4e-16 * Math.abs(value))
      }),
    )
  })

  test('of another kind is refused', () => {
    expect(() => convertUnit(1, 'seconds', 'bytes')).toThrow('Expected to to be a unit of time like seconds, got bytes')
    expect(() => convertUnit(1, 'ratio', 'seconds')).toThrow(
      'Expected to to be a unit of share like ratio, got seconds',
    )
    expect(() => convertUnit(1, 'bytes', 'percent')).toThrow('Expected to to be a unit of size like bytes, got percent')
  })

  test('that does not exist is refused, with those that do', () => {
    const unit: string = 'toString'
    const known =
      'one of nanoseconds, microseconds, milliseconds, seconds, minutes, hours, bytes, kilobytes, megabytes, gigabytes, kibibytes, mebibytes, gibibytes, percent, ratio'
    expect(() => convertUnit(1, unit as MeasurementUnit, 'seconds')).toThrow(
      `Expected from to be ${known}, got toString`,
    )
    expect(() => convertUnit(1, 'seconds', unit as MeasurementUnit)).toThrow(`Expected to to be ${known}, got toString`)
  })
})

test('a series in another unit keeps its times', () => {
  const points = [
    { at: 5, value: 250 },
    { at: 6, value: NaN },
  ]
  expect(convertPoints(points, 'milliseconds', 'seconds')).toEqual([
    { at: 5, value: 0.25 },
    { at: 6, value: NaN },
  ])
  expect(() => convertPoints([], 'milliseconds', 'bytes')).toThrow('a unit of time')
})

test('a histogram in another unit keeps its counts', () => {
  const cumulative = [
    [250, 3],
    [Infinity, 4],
  ] as const
  const inSeconds = [
    [0.25, 3],
    [Infinity, 4],
  ] as const
  expect(convertBounds(fromCumulative(cumulative), 'milliseconds', 'seconds')).toEqual(fromCumulative(inSeconds))
  expect(() => convertBounds({ buckets: [], total: 0 }, 'milliseconds', 'bytes')).toThrow('a unit of time')
})
