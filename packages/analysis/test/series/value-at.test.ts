import { describe, expect, test } from 'vitest'
import { valueAt } from '../../src/series/index.ts'
import { plain, pointsEvery } from './series-of.ts'

const points = pointsEvery(10, [1, 2, 3])
const step = { step: 10 }

describe('the value of a series at a time', () => {
  test.each([
    { at: 0, value: 1 },
    { at: 9, value: 1 },
    { at: 10, value: 2 },
    { at: 40, value: 3 },
    { at: 40.5, value: 'stale' },
    { at: -1, value: 'no-data' },
  ])('$at is $value', ({ at, value }) => {
    expect(plain(valueAt(points, at, step))).toBe(value)
  })

  test('says how old its newest point is', () => {
    expect(valueAt(points, 45, step)).toEqual({
      kind: 'missing',
      reason: 'stale',
      detail: 'The newest point is 25 ms old, more than 2 steps of 10 ms',
    })
    expect(valueAt([], 45, step)).toMatchObject({ detail: 'There is no point up to 45' })
  })

  test('may be as old as it is told', () => {
    expect(valueAt(points, 50, { step: 10, maxSteps: 3 }).kind).toBe('measured')
    expect(valueAt(points, 51, { step: 10, maxSteps: 3 })).toMatchObject({ reason: 'stale' })
    expect(valueAt(points, 26, { step: 10, maxSteps: 0.5 })).toMatchObject({ reason: 'stale' })
  })

  test('ends with a NaN: no older point stands in', () => {
    const ended = [...points, { at: 25, value: NaN }]
    expect(valueAt(ended, 26, step)).toMatchObject({ reason: 'not-finite' })
    expect(valueAt(ended, 24, step)).toMatchObject({ value: 3 })
    expect(valueAt(ended, 46, step)).toMatchObject({ reason: 'stale' })
  })

  test('is missing where its newest moment has two', () => {
    expect(valueAt([...points, { at: 20, value: 4 }], 21, step)).toMatchObject({ reason: 'inconsistent' })
  })

  test('does not depend on the order of the points', () => {
    expect(valueAt(points.toReversed(), 25, step)).toMatchObject({ value: 3 })
  })

  test.each([
    { at: NaN, options: step, says: 'Expected at to be a finite time, got NaN' },
    { at: 0, options: { step: 0 }, says: 'Expected step to be a number above 0, got 0' },
    { at: 0, options: { step: Infinity }, says: 'Expected step to be a number above 0, got Infinity' },
    { at: 0, options: { step: 1, maxSteps: 0 }, says: 'Expected maxSteps to be a number above 0, got 0' },
    { at: 0, options: { step: 1, maxSteps: Infinity }, says: 'Expected maxSteps to be a number above 0, got Infinity' },
  ])('refuses $at and $options', ({ at, options, says }) => {
    expect(() => valueAt(points, at, options)).toThrow(says)
  })
})
