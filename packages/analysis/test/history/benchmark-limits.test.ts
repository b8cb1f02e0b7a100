import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { benchmarkLimits, benchmarkThreshold, type BenchmarkThreshold } from '../../src/history/index.ts'
import { relativeError } from '../relative-error.ts'
import { readVectors } from '../vectors/read-vectors.ts'

const measuring = ['percentage', 'z-score', 't-test', 'log-normal', 'iqr', 'delta-iqr'] as const
const cases = readVectors(
  'thresholds',
  z.array(
    z.object({
      history: z.array(z.number()),
      method: z.enum(measuring),
      boundary: z.number(),
      limits: z.tuple([z.number(), z.number(), z.number()]),
    }),
  ),
)

function compared(history: Float64Array | readonly number[], threshold: BenchmarkThreshold) {
  const limits = benchmarkLimits(history, threshold)
  if (limits.kind !== 'compared') throw new Error(`${limits.reason}: ${limits.detail}`)
  return limits
}

/** A boundary that each method takes. */
const boundaryOf = (method: BenchmarkThreshold['method'], share: number) =>
  ['z-score', 't-test', 'log-normal'].includes(method) ? 0.5 + 0.499 * share : share
const histories = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 3, maxLength: 30 })
const varied = histories.filter((values) => new Set(values).size > 1)
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('limits of a benchmark', () => {
  test.each(cases)('are those of R ($method at $boundary, $history.length results)', (one) => {
    const { history, method, boundary } = one
    for (const values of [history, Float64Array.from(history)]) {
      const { baseline, lower, upper } = compared(values, { method, lower: boundary, upper: boundary })
      const [base, low, high] = one.limits
      expect(relativeError(baseline ?? NaN, base)).toBeLessThan(1e-13)
      // The lower limit may come close to 0, where its distance from the baseline still has its digits.
      expect(Math.abs((lower ?? NaN) - low)).toBeLessThan(1e-12 * Math.max(base, high))
      expect(relativeError(upper ?? NaN, high)).toBeLessThan(1e-12)
    }
  })

  test('are drawn only on the sides that were asked for', () => {
    for (const method of measuring) {
      const boundary = boundaryOf(method, 0.8)
      const both = compared([9, 10, 12, 11], { method, lower: boundary, upper: boundary })
      expect(compared([9, 10, 12, 11], { method, upper: boundary })).toEqual({ ...both, lower: null })
      expect(compared([9, 10, 12, 11], { method, lower: boundary })).toEqual({ ...both, upper: null })
    }
    expect(compared([], { method: 'static', upper: -3 })).toEqual({
      kind: 'compared',
      baseline: null,
      lower: null,
      upper: -3,
    })
    expect(compared([], { method: 'static', lower: 2, upper: 2 })).toMatchObject({ lower: 2, upper: 2 })
  })

  test.each(measuring)('grow with the unit and lie as far below as above (%s)', (method) => {
    fc.assert(
      fc.property(varied, share, (history, at) => {
        const boundary = boundaryOf(method, at)
        const { baseline, lower, upper } = compared(history, { method, lower: boundary, upper: boundary })
        const [base, low, high] = [baseline ?? NaN, lower ?? NaN, upper ?? NaN]
        expect(high - base).toBeCloseTo(base - low, 6)
        expect(low <= base && base <= high).toBe(true)
        const scaled = compared(
          history.map((value) => 8 * value),
          { method, lower: boundary, upper: boundary },
        )
        expect(relativeError(scaled.upper ?? NaN, 8 * high)).toBeLessThan(1e-9)
      }),
    )
  })

  test.each(measuring)('go apart as the boundary grows (%s)', (method) => {
    fc.assert(
      fc.property(varied, share, share, (history, one, other) => {
        const [near, far] = [Math.min(one, other), Math.max(one, other)].map((at) => boundaryOf(method, at))
        const upper = (boundary = NaN) => compared(history, { method, upper: boundary }).upper ?? NaN
        expect(upper(far)).toBeGreaterThanOrEqual(upper(near))
      }),
    )
  })

  test('know no order, except for changes from run to run', () => {
    const history = [3, 9, 4, 8, 5]
    for (const method of measuring) {
      const upper = boundaryOf(method, 0.9)
      const sorted = compared([3, 4, 5, 8, 9], { method, upper }).upper
      if (method === 'delta-iqr') expect(compared(history, { method, upper }).upper).not.toBe(sorted)
      else expect(relativeError(compared(history, { method, upper }).upper ?? NaN, sorted ?? NaN)).toBeLessThan(1e-12)
    }
  })

  test.each([
    ['percentage', [], 'empty'],
    ['iqr', [], 'empty'],
    ['z-score', [5], 'too-few-values'],
    ['t-test', [5], 'too-few-values'],
    ['log-normal', [5], 'too-few-values'],
    ['iqr', [5], 'too-few-values'],
    ['delta-iqr', [5, 6], 'too-few-values'],
    ['z-score', [0.1, 0.1, 0.1], 'no-variation'],
    ['t-test', [0.1, 0.1, 0.1], 'no-variation'],
    ['log-normal', [0.1, 0.1, 0.1], 'no-variation'],
    ['percentage', [0], 'not-positive'],
    ['percentage', [-2, 1], 'not-positive'],
    ['log-normal', [1, 0], 'not-positive'],
    ['log-normal', [1, -1], 'not-positive'],
    ['delta-iqr', [1, 0, 2], 'not-positive'],
    ['delta-iqr', [-1, 1, 2], 'not-positive'],
  ] as const)('do not exist for %s of %j: %s', (method, history, reason) => {
    const threshold = { method, upper: 0.9, lower: 0.9 }
    expect(benchmarkLimits(history, threshold)).toMatchObject({ kind: 'not-comparable', reason })
    expect(benchmarkThreshold(history, 1, threshold)).toEqual(benchmarkLimits(history, threshold))
  })

  test('say in numbers why there are none', () => {
    expect(benchmarkLimits([], { method: 'iqr', upper: 1 })).toMatchObject({ detail: 'the history has no value' })
    expect(benchmarkLimits([5, 6], { method: 'delta-iqr', upper: 1 })).toMatchObject({
      detail: 'delta-iqr needs 3 values, got 2',
    })
    expect(benchmarkLimits([7, 7], { method: 't-test', upper: 0.9 })).toMatchObject({ detail: 'every value is 7' })
    expect(benchmarkLimits([-3, 1], { method: 'percentage', upper: 0.9 })).toMatchObject({
      detail: 'the history needs values above 0, got -1',
    })
    expect(benchmarkLimits([3, -1], { method: 'log-normal', upper: 0.9 })).toMatchObject({
      detail: 'the history needs values above 0, got -1',
    })
  })

  test('exist from as many values on as a method needs', () => {
    expect(compared([5], { method: 'percentage', upper: 0.2 }).upper).toBe(6)
    for (const method of ['z-score', 't-test', 'log-normal', 'iqr'] as const)
      expect(compared([5, 6], { method, upper: 0.9 }).upper).toBeGreaterThan(5.5)
    expect(compared([4, 5, 5], { method: 'delta-iqr', upper: 2 })).toMatchObject({ baseline: 5, upper: 6.25 })
    // Quartiles have no deviation to be 0: a history that does not vary has limits at its value.
    expect(compared([5, 5, 5], { method: 'iqr', upper: 2 }).upper).toBe(5)
  })
})

describe('a threshold', () => {
  test.each([
    ['percentage', -0.01, 'a number from 0'],
    ['percentage', Infinity, 'a number from 0'],
    ['iqr', -1, 'a number from 0'],
    ['delta-iqr', -1, 'a number from 0'],
    ['z-score', 0.49, 'a probability from 0.5 and below 1'],
    ['t-test', 1, 'a probability from 0.5 and below 1'],
    ['log-normal', NaN, 'a probability from 0.5 and below 1'],
    ['static', NaN, 'a number'],
    ['static', -Infinity, 'a number'],
  ] as const)('refuses %s at %d', (method, boundary, words) => {
    const wanted = (side: string) => `Expected ${side} to be ${words}, got ${boundary}`
    expect(() => benchmarkLimits([1, 2, 3], { method, upper: boundary })).toThrow(wanted('upper'))
    expect(() => benchmarkLimits([1, 2, 3], { method, lower: boundary })).toThrow(wanted('lower'))
  })

  test('refuses to check nothing, limits that cross, and a method that it does not know', () => {
    expect(() => benchmarkLimits([1, 2, 3], { method: 'iqr' })).toThrow(
      'Expected threshold to be a lower or an upper boundary, got none',
    )
    expect(() => benchmarkLimits([], { method: 'static', lower: 3, upper: 2 })).toThrow(
      'Expected lower to be 2, the upper limit, or less, got 3',
    )
    // Distances from the baseline do not cross, however far one is from the other.
    expect(compared([100], { method: 'percentage', lower: 0.5, upper: 0.1 })).toMatchObject({ lower: 50 })
    // A caller without types.
    const method = z.custom<'iqr'>().parse('mad')
    expect(() => benchmarkLimits([1, 2, 3], { method, upper: 1 })).toThrow('Expected method to be static, percentage')
  })

  test('refuses values that are not finite', () => {
    for (const value of [NaN, Infinity]) {
      expect(() => benchmarkLimits([1, value], { method: 'static', upper: 1 })).toThrow(`got ${value} at index 1`)
      expect(() => benchmarkThreshold([1, 2], value, { method: 'static', upper: 1 })).toThrow(
        `Expected value to be a finite number, got ${value}`,
      )
    }
  })

  test('leaves a result at a limit within, and tells the sides apart', () => {
    const threshold = { method: 'static', lower: 90, upper: 110 } as const
    const side = (value: number) => {
      const check = benchmarkThreshold([], value, threshold)
      return check.kind === 'compared' ? check.side : check.reason
    }
    expect([90, 100, 110].map(side)).toEqual(['within', 'within', 'within'])
    expect([side(89.999), side(110.001)]).toEqual(['below', 'above'])
    expect(benchmarkThreshold([], 1e9, { method: 'static', lower: 0 })).toMatchObject({ side: 'within', upper: null })
    expect(benchmarkThreshold([], -1e9, { method: 'static', upper: 0 })).toMatchObject({ side: 'within', lower: null })
    expect(benchmarkThreshold([], 5, { method: 'static', upper: 0 })).toMatchObject({ side: 'above' })
    expect(benchmarkThreshold([], -5, { method: 'static', lower: 0 })).toMatchObject({ side: 'below' })
  })

  test('judges by the limits that it gives', () => {
    fc.assert(
      fc.property(
        varied,
        fc.integer({ min: -100, max: 900 }),
        fc.constantFrom(...measuring),
        (history, value, method) => {
          const threshold = { method, lower: boundaryOf(method, 0.7), upper: boundaryOf(method, 0.7) }
          const check = benchmarkThreshold(history, value, threshold)
          const { lower, upper } = compared(history, threshold)
          const wanted = value < (lower ?? NaN) ? 'below' : value > (upper ?? NaN) ? 'above' : 'within'
          expect(check).toMatchObject({ lower, upper, side: wanted })
        },
      ),
    )
  })
})

test('limits that no number can hold are no limits: everything would be within', () => {
  const history = [1e-300, 1e300, 1e-300, 1e300]
  expect(benchmarkLimits(history, { method: 'log-normal', upper: 0.99 })).toMatchObject({
    kind: 'not-comparable',
    reason: 'overflow',
    detail: 'the upper limit of 4 values is Infinity',
  })
  expect(benchmarkLimits([1e-300, 1e300, 1], { method: 'delta-iqr', upper: 2 })).toMatchObject({
    kind: 'not-comparable',
    reason: 'overflow',
    detail: 'a change from run to run is Infinity',
  })
  const apart = [-1.7e308, 1.7e308]
  for (const [method, upper] of [
    ['iqr', 2],
    ['z-score', 0.9],
    ['t-test', 0.9],
  ] as const)
    expect(benchmarkThreshold(apart, 0, { method, upper })).toMatchObject({ reason: 'overflow' })
})

test('limits of small values are as sharp as those of large ones', () => {
  expect(compared([1e-200, 2e-200], { method: 'z-score', upper: 0.5 }).upper).toBe(1.5e-200)
  expect(compared([1e-200, 2e-200], { method: 't-test', lower: 0.9 }).lower).toBeLessThan(1e-200)
})
