import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TimeSeries } from '../../src/evidence/index.ts'
import { alignSeries, completePairs, type Alignment } from '../../src/series/index.ts'
import { plain, pointsEvery } from './series-of.ts'
import { vectors } from './series-vectors.ts'

type Points = TimeSeries['points']
const shifted = (points: Points, by: number): Points => points.map(({ at, value }) => ({ at: at + by, value }))

function aligned(...args: Parameters<typeof alignSeries>): Alignment {
  const result = alignSeries(...args)
  if (result.kind === 'missing') throw new Error(result.detail)
  return result.value
}

const rows = ({ readings }: Alignment) =>
  readings.map(({ at, control, experiment }) => [at, plain(control), plain(experiment)])

describe('aligned series', () => {
  test('pair what was read within half a step', () => {
    const result = aligned(pointsEvery(10, [1, 2, 3]), shifted(pointsEvery(10, [4, 5, 6]), 4), { step: 10 })
    expect(rows(result)).toEqual([
      [0, 1, 4],
      [10, 2, 5],
      [20, 3, 6],
    ])
    expect(result).toMatchObject({ paired: 3, unpaired: { control: 0, experiment: 0 } })
  })

  test('compare nothing that has no partner, and count it', () => {
    const result = aligned(pointsEvery(10, [1, null, 3, 4]), pointsEvery(10, [5, 6, NaN]), { step: 10 })
    expect(rows(result)).toEqual([
      [0, 1, 5],
      [10, 'no-data', 6],
      [20, 3, 'not-finite'],
      [30, 4, 'no-data'],
    ])
    expect(result).toMatchObject({ paired: 1, unpaired: { control: 2, experiment: 1 } })
    expect(completePairs(result.readings)).toEqual({
      at: Float64Array.of(0),
      control: Float64Array.of(1),
      experiment: Float64Array.of(5),
    })
  })

  test('reach over both series, on the grid of the control', () => {
    const result = aligned(
      [
        { at: 103, value: 1 },
        { at: 113, value: 2 },
      ],
      [
        { at: 84, value: 3 },
        { at: 122, value: 4 },
      ],
      {
        step: 10,
      },
    )
    expect(rows(result)).toEqual([
      [83, 'no-data', 3],
      [93, 'no-data', 'no-data'],
      [103, 1, 'no-data'],
      [113, 2, 'no-data'],
      [123, 'no-data', 4],
    ])
  })

  test('follow a grid that is given', () => {
    const options = { step: 10, start: 5, end: 25, tolerance: 1 }
    const result = aligned(pointsEvery(10, [1, 2, 3]), shifted(pointsEvery(10, [4, 5, 6]), 5), options)
    expect(rows(result)).toEqual([
      [5, 'no-data', 4],
      [15, 'no-data', 5],
      [25, 'no-data', 6],
    ])
    expect(result.facts.control).toMatchObject({ unplaced: 3 })
    expect(result.facts.experiment).toMatchObject({ unplaced: 0 })
  })

  test('begin where they are told, also after every point', () => {
    expect(rows(aligned(pointsEvery(10, [1]), [], { step: 10, start: 500 }))).toEqual([[500, 'no-data', 'no-data']])
  })

  test('tell of each side what was put right', () => {
    const result = aligned(
      [
        { at: 10, value: 1 },
        { at: 0, value: 2 },
      ],
      [
        { at: 0, value: 1 },
        { at: 0, value: 1 },
        { at: 3, value: 2 },
      ],
      {
        step: 10,
      },
    )
    expect(result.facts.control).toEqual({
      unsorted: 1,
      repeated: 0,
      conflicts: 0,
      untimed: 0,
      unplaced: 0,
      displaced: 0,
    })
    expect(result.facts.experiment).toMatchObject({ unsorted: 0, repeated: 1, displaced: 1 })
  })

  test('of one empty side have no pair', () => {
    const result = aligned([], pointsEvery(10, [1, 2]), { step: 10 })
    expect(result).toMatchObject({ paired: 0, unpaired: { control: 0, experiment: 2 } })
    expect(completePairs(result.readings).at).toHaveLength(0)
  })

  test('of two empty sides are missing, also on a grid that is given', () => {
    const expected = { kind: 'missing', reason: 'no-data', detail: 'Neither side has a point' }
    expect(alignSeries([], [], { step: 10 })).toEqual(expected)
    expect(alignSeries([], [], { step: 10, start: 0, end: 20 })).toEqual(expected)
  })

  test('are refused where the whole of one side lies more than a step later', () => {
    const control = pointsEvery(10, [1, 2, 3])
    expect(alignSeries(control, shifted(control, 10), { step: 10 }).kind).toBe('measured')
    expect(alignSeries(control, shifted(control, 11), { step: 10 })).toEqual({
      kind: 'missing',
      reason: 'inconsistent',
      detail: "The experiment's clock is 11 ms later than the control's, more than one step of 10 ms",
    })
    expect(alignSeries(control, shifted(control, -12), { step: 10 })).toMatchObject({
      detail: "The experiment's clock is 12 ms earlier than the control's, more than one step of 10 ms",
    })
  })

  test('take the smaller of the distances at both ends for the clocks', () => {
    const control = pointsEvery(10, [1, 2, 3, 4, 5, 6])
    const later = shifted(pointsEvery(10, [1, 2, 3, 4]), 21)
    // First 21 later, last 1 later.
    expect(alignSeries(control, later, { step: 10 }).kind).toBe('measured')
    const earlier = shifted(pointsEvery(10, [1, 2, 3, 4]), -1)
    expect(alignSeries(control, earlier, { step: 10 }).kind).toBe('measured')
  })

  test('accept a side that only began later, and one that only ended earlier', () => {
    const control = pointsEvery(10, [1, 2, 3, 4, 5, 6])
    expect(alignSeries(control, control.slice(3), { step: 10 }).kind).toBe('measured')
    expect(alignSeries(control, control.slice(0, 2), { step: 10 }).kind).toBe('measured')
    expect(alignSeries(control.slice(2, 4), control, { step: 10 }).kind).toBe('measured')
  })

  test('believe a skew that is known, rather than the ends', () => {
    const control = pointsEvery(10, [1, 2, 3])
    expect(alignSeries(control, control, { step: 10, skew: 10 }).kind).toBe('measured')
    expect(alignSeries(control, control, { step: 10, skew: -10.5 })).toMatchObject({ reason: 'inconsistent' })
    expect(alignSeries(control, shifted(control, 50), { step: 10, skew: 0 }).kind).toBe('measured')
  })

  test.each([
    { options: { step: 0 }, says: 'Expected step to be a number above 0, got 0' },
    { options: { step: Infinity }, says: 'Expected step to be a number above 0, got Infinity' },
    { options: { step: 10, skew: NaN }, says: 'Expected skew to be a finite number of milliseconds, got NaN' },
    { options: { step: 10, tolerance: 6 }, says: 'Expected tolerance to be between 0 and half a step, got 6' },
  ])('refuse $options', ({ options, says }) => {
    expect(() => alignSeries(pointsEvery(10, [1]), [], options)).toThrow(says)
  })

  test.each(vectors.alignments)('of $grid.step ms agree with trying every point at every moment', (vector) => {
    const result = aligned(vector.control, vector.experiment, { ...vector.grid, skew: 0 })
    const numbers = rows(result).map((row) => row.slice(1).map((value) => (typeof value === 'number' ? value : null)))
    expect(numbers).toEqual(vector.controlAt.map((value, index) => [value, vector.experimentAt[index]]))
    expect(result.paired).toBe(numbers.filter(([one, other]) => one !== null && other !== null).length)
  })

  test('mirror each other when the sides are swapped on one grid', () => {
    const side = fc.array(fc.record({ at: fc.integer({ min: 0, max: 90 }), value: fc.integer() }), { minLength: 1 })
    const options = { step: 10, start: 0, end: 90, skew: 0 }
    fc.assert(
      fc.property(side, side, (one, other) => {
        const [straight, swapped] = [aligned(one, other, options), aligned(other, one, options)]
        expect(rows(swapped)).toEqual(rows(straight).map(([at, a, b]) => [at, b, a]))
        expect(swapped.unpaired).toEqual({
          control: straight.unpaired.experiment,
          experiment: straight.unpaired.control,
        })
        expect(completePairs(straight.readings).control).toHaveLength(straight.paired)
      }),
    )
  })
})
