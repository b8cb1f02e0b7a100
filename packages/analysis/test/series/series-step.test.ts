import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seriesStep } from '../../src/series/index.ts'
import { pointsEvery } from './series-of.ts'

const at = (...times: readonly number[]) => times.map((time) => ({ at: time, value: 1 }))

describe('the step of a series', () => {
  test.each([
    { times: [0, 15, 30, 45], step: 15, intervals: 3, irregular: 0 },
    { times: [45, 0, 30, 15], step: 15, intervals: 3, irregular: 0 },
    { times: [0, 15, 30, 60, 75, 150], step: 15, intervals: 5, irregular: 0 },
    { times: [0, 10, 25], step: 10, intervals: 2, irregular: 1 },
    { times: [0, 100, 200, 310, 410], step: 100, intervals: 4, irregular: 0 },
    { times: [0, 100, 200, 311, 411], step: 100, intervals: 4, irregular: 1 },
    { times: [0, 100, 200, 390, 490], step: 100, intervals: 4, irregular: 0 },
    { times: [0, 100, 200, 389, 489], step: 100, intervals: 4, irregular: 1 },
    { times: [0, 100, 200, 220, 320], step: 100, intervals: 4, irregular: 1 },
    { times: [7, 7, 9], step: 2, intervals: 1, irregular: 0 },
  ])('at $times is $step', ({ times, ...expected }) => {
    expect(seriesStep(at(...times))).toEqual({ kind: 'measured', value: expected })
  })

  test('of fewer than two moments is missing', () => {
    expect(seriesStep([])).toEqual({
      kind: 'missing',
      reason: 'no-data',
      detail: 'A step needs two moments, the series has 0',
    })
    expect(seriesStep(at(3, 3))).toMatchObject({ detail: 'A step needs two moments, the series has 1' })
  })

  test('is held against an expected one, a tenth of it allowed', () => {
    expect(seriesStep(at(0, 110), { expected: 100 }).kind).toBe('measured')
    expect(seriesStep(at(0, 90), { expected: 100 }).kind).toBe('measured')
    expect(seriesStep(at(0, 111), { expected: 100 })).toEqual({
      kind: 'missing',
      reason: 'inconsistent',
      detail: 'The points are 111 ms apart, expected 100 ms',
    })
    expect(seriesStep(at(0, 89), { expected: 100 })).toMatchObject({ reason: 'inconsistent' })
  })

  test.each([0, -1, NaN, Infinity])('cannot be expected to be %d', (expected) => {
    expect(() => seriesStep(at(0, 1), { expected })).toThrow(
      `Expected expected to be a number above 0, got ${expected}`,
    )
  })

  test('is found though any third of the inner points is lost', () => {
    const lost = fc.uniqueArray(fc.integer({ min: 1, max: 29 }), { maxLength: 9 })
    fc.assert(
      fc.property(lost, fc.integer({ min: 1, max: 60_000 }), (missing, step) => {
        const values = Array.from({ length: 31 }, (_, index) => (missing.includes(index) ? null : 1))
        expect(seriesStep(pointsEvery(step, values))).toMatchObject({ kind: 'measured', value: { step, irregular: 0 } })
      }),
    )
  })
})
