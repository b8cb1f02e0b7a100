import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findRoot } from '../../src/numeric/index.ts'

describe('findRoot', () => {
  test('finds the root of a straight line to the last digit', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (root) => {
        const found = findRoot((x) => x - root, -2e6, 2e6)
        expect(Math.abs(found - root)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(root) + 1e-300)
      }),
    )
  })

  test('finds roots of flat and of steep functions', () => {
    expect(findRoot((x) => (x - 1) ** 3, 0, 5)).toBeCloseTo(1, 5)
    expect(findRoot((x) => Math.exp(x) - 1e-100, -1000, 0)).toBeCloseTo(-230.25850929940458, 11)
    expect(findRoot((x) => Math.sign(x - Math.E), 0, 10)).toBeCloseTo(Math.E, 14)
  })

  test('gives an end that is a root, and calls no more', () => {
    let calls = 0
    const line = (x: number): number => {
      calls += 1
      return x
    }
    expect(findRoot(line, 0, 1)).toBe(0)
    expect(findRoot(line, -1, 0)).toBe(0)
    expect(calls).toBe(4)
  })

  test('stops within the relative tolerance that is asked for, sooner than without', () => {
    const count = (tolerance: number): readonly [number, number] => {
      let calls = 0
      const root = findRoot(
        (x) => {
          calls += 1
          return x ** 5 - 2
        },
        0,
        9,
        tolerance,
      )
      return [root, calls]
    }
    const [rough, few] = count(1e-2)
    const [, many] = count(0)
    expect(Math.abs(rough / 2 ** 0.2 - 1)).toBeLessThan(1e-2)
    expect(few).toBeLessThan(many)
  })

  test.each<[string, (x: number) => number]>([
    ['one sign at both ends', () => 1],
    ['no number at an end', () => NaN],
  ])('refuses a function with %s', (_, value) => {
    expect(() => findRoot(value, 0, 1)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})

test('a NaN on the way and ends that are not finite are refused: what was found would be no root', () => {
  const holed = (x: number): number => (x === 0 ? -1 : x === 10 ? 1 : Number.NaN)
  expect(() => findRoot(holed, 0, 10)).toThrow('Expected value to be a number everywhere between, got NaN at')
  expect(() => findRoot((x) => x - 1, -Infinity, Infinity)).toThrow('Expected low and high to be finite numbers')
})
