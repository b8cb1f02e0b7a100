import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { regularSeries } from '../../src/series/index.ts'
import { momentsOf } from '../../src/series/time-grid.ts'
import { plain, pointsEvery } from './series-of.ts'
import { vectors } from './series-vectors.ts'

const grid: Parameters<typeof regularSeries>[1] = { start: 0, end: 30, step: 10 }
const valuesOn = (points: Parameters<typeof regularSeries>[0], on = grid) =>
  regularSeries(points, on).readings.map(({ value }) => plain(value))

describe('a series on a grid', () => {
  test('has one reading per moment, at the moment’s own time', () => {
    const { readings } = regularSeries([{ at: 9, value: 4 }], grid)
    expect(readings.map(({ at }) => at)).toEqual([0, 10, 20, 30])
    expect(readings[1]).toEqual({ at: 10, value: { kind: 'measured', value: 4 } })
  })

  test('carries nothing forward: a moment without a point is missing', () => {
    expect(valuesOn(pointsEvery(10, [1, null, 3]))).toEqual([1, 'no-data', 3, 'no-data'])
    expect(regularSeries([], grid).readings[2]?.value).toEqual({
      kind: 'missing',
      reason: 'no-data',
      detail: 'There is no point within 5 ms of 20',
    })
  })

  test('takes the nearest of several points', () => {
    const points = [
      { at: 8, value: 1 },
      { at: 11, value: 2 },
      { at: 13, value: 3 },
    ]
    expect(valuesOn(points)[1]).toBe(2)
    expect(regularSeries(points, grid)).toMatchObject({ displaced: 2, unplaced: 0 })
  })

  test('takes the later of two points that are equally near', () => {
    expect(
      valuesOn([
        { at: 9, value: 1 },
        { at: 11, value: 2 },
      ])[1],
    ).toBe(2)
  })

  test('keeps the earlier point where the later one is further away', () => {
    expect(
      valuesOn([
        { at: 9, value: 1 },
        { at: 12, value: 2 },
      ])[1],
    ).toBe(1)
  })

  test('gives a point halfway to the later moment', () => {
    expect(valuesOn([{ at: 15, value: 1 }])).toEqual(['no-data', 'no-data', 1, 'no-data'])
    expect(valuesOn([{ at: 14.9, value: 1 }])).toEqual(['no-data', 1, 'no-data', 'no-data'])
  })

  test('takes a point at the tolerance and none beyond it', () => {
    const strict = { ...grid, tolerance: 2 }
    expect(valuesOn([{ at: 12, value: 1 }], strict)[1]).toBe(1)
    expect(valuesOn([{ at: 12.1, value: 1 }], strict)[1]).toBe('no-data')
    expect(valuesOn([{ at: 7.9, value: 1 }], strict)[1]).toBe('no-data')
    expect(regularSeries([{ at: 12.1, value: 1 }], strict)).toMatchObject({ unplaced: 1, displaced: 0 })
  })

  test('takes exact times only with a tolerance of 0', () => {
    expect(
      valuesOn(
        [
          { at: 10, value: 1 },
          { at: 21, value: 2 },
        ],
        { ...grid, tolerance: 0 },
      ),
    ).toEqual(['no-data', 1, 'no-data', 'no-data'])
  })

  test('leaves out what lies before and after it, and counts it', () => {
    const points = [-6, -5, 34, 35].map((at) => ({ at, value: at }))
    expect(valuesOn(points)).toEqual([-5, 'no-data', 'no-data', 34])
    expect(regularSeries(points, grid)).toMatchObject({ unplaced: 2 })
  })

  test('ends with the last whole step', () => {
    expect(regularSeries([], { start: 0, end: 39, step: 10 }).readings).toHaveLength(4)
    expect(regularSeries([], { start: 5, end: 5, step: 10 }).readings).toHaveLength(1)
  })

  test('tells what was wrong with the points', () => {
    const points = [
      { at: 20, value: 1 },
      { at: 10, value: NaN },
      { at: 10, value: NaN },
      { at: NaN, value: 1 },
      { at: 0, value: 1 },
      { at: 0, value: 2 },
    ]
    expect(valuesOn(points)).toEqual(['inconsistent', 'not-finite', 1, 'no-data'])
    expect(regularSeries(points, grid)).toMatchObject({ unsorted: 4, repeated: 1, conflicts: 1, untimed: 1 })
  })

  test.each([
    { on: { ...grid, step: 0 }, says: 'Expected step to be a number above 0, got 0' },
    { on: { ...grid, step: -1 }, says: 'Expected step to be a number above 0, got -1' },
    { on: { ...grid, step: Infinity }, says: 'Expected step to be a number above 0, got Infinity' },
    { on: { ...grid, step: NaN }, says: 'Expected step to be a number above 0, got NaN' },
    { on: { ...grid, start: NaN }, says: 'Expected start to be a finite time, got NaN' },
    { on: { ...grid, end: -1 }, says: 'Expected end to be a finite time from start on, got -1' },
    { on: { ...grid, end: Infinity }, says: 'Expected end to be a finite time from start on, got Infinity' },
    { on: { ...grid, tolerance: -1 }, says: 'Expected tolerance to be between 0 and half a step, got -1' },
    { on: { ...grid, tolerance: 5.1 }, says: 'Expected tolerance to be between 0 and half a step, got 5.1' },
    { on: { ...grid, tolerance: NaN }, says: 'Expected tolerance to be between 0 and half a step, got NaN' },
    {
      on: { start: 0, end: 1_000_000, step: 1 },
      says: 'Expected step to be one that gives at most 1000000 moments, got 1',
    },
  ])('refuses $on', ({ on, says }) => {
    expect(() => regularSeries([], on)).toThrow(says)
  })

  test('may have a million moments', () => {
    expect(momentsOf({ start: 1, end: 1_000_000, step: 1 })).toBe(1_000_000)
  })

  test.each(vectors.alignments)('of $grid.step ms agrees with trying every point at every moment', (vector) => {
    for (const side of ['control', 'experiment'] as const) {
      const { readings } = regularSeries(vector[side], vector.grid)
      expect(readings.map(({ value }) => (value.kind === 'measured' ? value.value : null))).toEqual(vector[`${side}At`])
    }
  })

  test('places, displaces or leaves out every point, and moves with time', () => {
    const points = fc.array(fc.record({ at: fc.integer({ min: -20, max: 60 }), value: fc.integer({ min: 0, max: 9 }) }))
    fc.assert(
      fc.property(points, fc.integer({ min: -1000, max: 1000 }), (all, shift) => {
        const { readings, unplaced, displaced, repeated } = regularSeries(all, grid)
        const moments = new Set(all.map(({ at }) => at)).size
        const filled = readings.filter(({ value }) => value.kind === 'measured' || value.reason !== 'no-data').length
        expect(filled + unplaced + displaced).toBe(moments)
        expect(repeated).toBeLessThanOrEqual(all.length - moments)
        const moved = regularSeries(
          all.map(({ at, value }) => ({ at: at + shift, value })),
          { start: shift, end: 30 + shift, step: 10 },
        )
        expect(moved.readings.map(({ value }) => plain(value))).toEqual(readings.map(({ value }) => plain(value)))
      }),
    )
  })
})
