import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { locationInterval, type LocationShift } from '../../../src/judges/kayenta/location-interval.ts'
import { sortValues } from '../../../src/judges/kayenta/sort-values.ts'
import { relativeError } from '../../relative-error.ts'
import { readVectors } from '../../vectors/read-vectors.ts'

const sample = z.array(z.number())
const vectors = readVectors(
  'kayenta-interval',
  z.array(z.object({ control: sample, experiment: sample, interval: z.tuple([z.number(), z.number()]) })),
)

function intervalOf(control: readonly number[], experiment: readonly number[]): LocationShift | null {
  return locationInterval(sortValues(Float64Array.from(control)), sortValues(Float64Array.from(experiment)))
}

describe('the interval of the shift', () => {
  test.each(vectors)(
    "is R's ($control.length against $experiment.length values)",
    ({ control, experiment, interval }) => {
      const found = intervalOf(control, experiment)
      expect(relativeError(found?.lower ?? NaN, interval[0])).toBeLessThan(1e-9)
      expect(relativeError(found?.upper ?? NaN, interval[1])).toBeLessThan(1e-9)
    },
  )

  test('is the whole range of the differences where the samples are too small for its level', () => {
    expect(intervalOf([1, 2], [10, 12])).toMatchObject({ lower: 8, upper: 11 })
  })

  test('is none where all values are tied at an end of the range', () => {
    expect(intervalOf([5], [6])).toBeNull()
  })

  test('has infinite ends where a value is infinite', () => {
    expect(intervalOf([1, 2, 3, 4, 5], [1, 2, Infinity, 4, 5])).toEqual({
      lower: Infinity,
      upper: Infinity,
      estimate: Infinity,
    })
  })

  test('has its ends in order', () => {
    const value = fc.double({ min: 1, max: 100, noNaN: true })
    const values = fc.uniqueArray(value, { minLength: 8, maxLength: 40 })
    fc.assert(
      fc.property(values, values, (control, experiment) => {
        const found = intervalOf(control, experiment)
        expect(found?.lower).toBeLessThanOrEqual(found?.upper ?? NaN)
      }),
    )
  })
})
