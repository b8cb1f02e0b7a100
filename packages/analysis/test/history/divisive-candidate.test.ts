import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { divisiveCandidate } from '../../src/history/index.ts'
import { relativeError } from '../relative-error.ts'
import { candidates } from './change-point-vectors.ts'

const series = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 12 })
const powers = fc.constantFrom(0.5, 1, 1.5)

/** The sum of |x − y|ᵖ over all pairs of two parts. */
function between(one: readonly number[], other: readonly number[], power: number): number {
  return one.reduce((sum, x) => sum + other.reduce((inner, y) => inner + Math.abs(x - y) ** power, 0), 0)
}

/** The energy distance of two parts as the paper writes it, by their means over pairs. */
function distance(before: readonly number[], after: readonly number[], power: number): number {
  const [n, m] = [before.length, after.length]
  const within = (part: readonly number[]) =>
    part.length < 2 ? 0 : between(part, part, power) / (part.length * (part.length - 1))
  const energy = (2 * between(before, after, power)) / (n * m) - within(before) - within(after)
  return ((n * m) / (n + m)) * energy
}

describe('the divisive candidate', () => {
  test.each(candidates)('agrees with sums over all pairs (power $power, $series.length values)', (one) => {
    const found = divisiveCandidate(one.series, one.power)
    expect(found?.index).toBe(one.index)
    expect(relativeError(found?.statistic ?? NaN, one.statistic)).toBeLessThan(1e-12)
  })

  test('has the largest energy distance of all divisions, and is one', () => {
    fc.assert(
      fc.property(series, powers, (values, power) => {
        const distances = values.flatMap((_, index) =>
          values.slice(index).map((__, at) => ({
            index,
            size: index === 0 ? -1 : distance(values.slice(0, index), values.slice(index, index + at + 1), power),
          })),
        )
        const largest = Math.max(...distances.map(({ size }) => size))
        const found = divisiveCandidate(values, power)
        expect(found?.statistic).toBeCloseTo(largest, 9)
        const own = distances.filter(({ index }) => index === found?.index).map(({ size }) => size)
        expect(Math.max(...own)).toBeCloseTo(largest, 9)
      }),
    )
  })

  test('moves with the unit of the values and not with their origin', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: -9, max: 9 }), (values, origin) => {
        const plain = divisiveCandidate(values)
        expect(divisiveCandidate(values.map((value) => 4 * value + origin))).toEqual({
          index: plain?.index,
          statistic: 4 * (plain?.statistic ?? NaN),
        })
      }),
    )
    expect(divisiveCandidate([0, 0, 16, 16], 0.5)?.statistic).toBe(
      4 * (divisiveCandidate([0, 0, 1, 1])?.statistic ?? 0),
    )
  })

  test('sees a change that goes back, and takes the first of equal divisions', () => {
    expect(divisiveCandidate([1, 1, 1, 1, 9, 9, 9, 9, 1, 1])).toMatchObject({ index: 4 })
    expect(divisiveCandidate([5, 5, 5, 5])).toEqual({ index: 1, statistic: 0 })
    expect(divisiveCandidate(Float64Array.of(2, 5))).toEqual({ index: 1, statistic: 3 })
    expect(divisiveCandidate([1, 1, 1, 5, 5, 5])).toEqual({ index: 3, statistic: 12 })
  })

  test('needs two values, all finite, and a power between 0 and 2', () => {
    expect([divisiveCandidate([]), divisiveCandidate([1])]).toEqual([null, null])
    for (const power of [0, 2, -1, NaN]) {
      expect(() => divisiveCandidate([1, 2], power)).toThrow(`Expected power to be above 0 and below 2, got ${power}`)
    }
    expect(() => divisiveCandidate([1, NaN])).toThrow('finite numbers')
    expect(() => divisiveCandidate([1, 2, Infinity])).toThrow('finite numbers')
  })
})
