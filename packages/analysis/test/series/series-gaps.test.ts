import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { regularSeries, seriesGaps } from '../../src/series/index.ts'
import { pointsEvery } from './series-of.ts'

const readings = (...values: readonly (number | null)[]) =>
  regularSeries(pointsEvery(10, values), { start: 0, end: (values.length - 1) * 10, step: 10 }).readings

describe('gaps', () => {
  test('are runs of moments without a number', () => {
    expect(seriesGaps(readings(null, null, 1, 2, NaN, 3, null))).toEqual({
      gaps: [
        { start: 0, end: 10, moments: 2 },
        { start: 40, end: 40, moments: 1 },
        { start: 60, end: 60, moments: 1 },
      ],
      longest: 2,
      covered: 3,
      moments: 7,
      share: 3 / 7,
    })
  })

  test('of a whole series are none, of an empty one all', () => {
    expect(seriesGaps(readings(1, 2))).toEqual({ gaps: [], longest: 0, covered: 2, moments: 2, share: 1 })
    expect(seriesGaps(readings(null, null))).toMatchObject({ gaps: [{ start: 0, end: 10, moments: 2 }], share: 0 })
  })

  test('of no moment at all have no share', () => {
    expect(seriesGaps([])).toEqual({ gaps: [], longest: 0, covered: 0, moments: 0, share: null })
  })

  test('and covered moments are all moments', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer()), { minLength: 1 }), (values) => {
        const { gaps, covered, moments, longest } = seriesGaps(readings(...values))
        expect(covered + gaps.reduce((sum, gap) => sum + gap.moments, 0)).toBe(moments)
        expect(longest).toBe(Math.max(0, ...gaps.map((gap) => gap.moments)))
        expect(gaps.every((gap) => gap.end - gap.start === (gap.moments - 1) * 10)).toBe(true)
      }),
    )
  })
})
