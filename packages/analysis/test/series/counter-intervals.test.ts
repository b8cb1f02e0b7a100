import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { counterIncrease, counterIntervals } from '../../src/series/index.ts'
import { plain, pointsEvery } from './series-of.ts'

const grid = { start: 0, end: 3000, step: 1000 }
const growthOf = (points: Parameters<typeof counterIntervals>[0], on = grid) =>
  counterIntervals(points, on).map(({ growth }) => plain(growth))

describe('the intervals of a counter', () => {
  test('have an increase and a rate each, restarts flagged', () => {
    expect(counterIntervals(pointsEvery(1000, [10, 15, 3, 3]), grid)).toEqual([
      { start: 0, end: 1000, growth: { kind: 'measured', value: { increase: 5, resets: 0, perSecond: 5 } } },
      { start: 1000, end: 2000, growth: { kind: 'measured', value: { increase: 3, resets: 1, perSecond: 3 } } },
      { start: 2000, end: 3000, growth: { kind: 'measured', value: { increase: 0, resets: 0, perSecond: 0 } } },
    ])
  })

  test('over a gap are missing, on both sides of it', () => {
    const intervals = counterIntervals(pointsEvery(1000, [10, null, 30, 40]), grid)
    expect(intervals.map(({ growth }) => growth.kind)).toEqual(['missing', 'missing', 'measured'])
    expect(intervals.map(({ growth }) => (growth.kind === 'missing' ? growth.detail : ''))).toEqual([
      'No reading stands for the end of the interval from 0',
      'No reading stands for the beginning of the interval from 1000',
      '',
    ])
    expect(intervals[0]?.growth).toMatchObject({ reason: 'window-not-covered' })
  })

  test('see a restart between their ends', () => {
    const points = [
      { at: 0, value: 100 },
      { at: 400, value: 120 },
      { at: 600, value: 7 },
      { at: 1000, value: 130 },
    ]
    expect(growthOf(points, { ...grid, end: 1000 })).toEqual([{ increase: 150, resets: 1, perSecond: 150 }])
  })

  test('have the rate between the readings themselves', () => {
    const points = [
      { at: 100, value: 0 },
      { at: 900, value: 40 },
    ]
    expect(growthOf(points, { ...grid, end: 1000 })).toEqual([{ increase: 40, resets: 0, perSecond: 50 }])
  })

  test.each([
    { values: [1, NaN, 3], reasons: ['not-finite', 'not-finite'] },
    { values: [1, -2, 3], reasons: ['negative', 'negative'] },
  ])('with a reading among $values are missing', ({ values, reasons }) => {
    expect(growthOf(pointsEvery(1000, values), { ...grid, end: 2000 })).toEqual(reasons)
  })

  test('are missing for a bad reading between their ends, and say which', () => {
    const points = [
      { at: 0, value: 1 },
      { at: 500.5, value: -2 },
      { at: 1000, value: 3 },
    ]
    expect(counterIntervals(points, { ...grid, end: 1000, tolerance: 10 })[0]?.growth).toEqual({
      kind: 'missing',
      reason: 'negative',
      detail: 'A counter cannot be -2',
    })
  })

  test('count from 0 on', () => {
    expect(growthOf(pointsEvery(1000, [0, 0]), { ...grid, end: 1000 })).toEqual([
      { increase: 0, resets: 0, perSecond: 0 },
    ])
  })

  test('are none on a grid of one moment', () => {
    expect(counterIntervals([], { start: 0, end: 0, step: 10 })).toEqual([])
  })

  test('add up to the growth over the whole', () => {
    const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 5 }), (all, scale) => {
        const end = (all.length - 1) * 1000
        const parts = growthOf(pointsEvery(1000, all), { start: 0, end, step: 1000 })
        const whole = counterIncrease(all)
        const sum = (of: 'increase' | 'resets') =>
          parts.reduce((total, part) => total + (typeof part === 'string' ? NaN : part[of]), 0)
        expect({ increase: sum('increase'), resets: sum('resets') }).toEqual(whole)
        const scaled = growthOf(
          pointsEvery(
            1000,
            all.map((value) => value * scale),
          ),
          { start: 0, end, step: 1000 },
        )
        expect(scaled).toEqual(
          parts.map((part) =>
            typeof part === 'string'
              ? part
              : { ...part, increase: part.increase * scale, perSecond: part.perSecond * scale },
          ),
        )
      }),
    )
  })
})
