import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeTable } from '../../../src/judges/kayenta/place-table.ts'
import { rankStatistic } from '../../../src/judges/kayenta/rank-statistic.ts'
import { rankedSide } from '../../../src/judges/kayenta/ranked-side.ts'
import { sortValues } from '../../../src/judges/kayenta/sort-values.ts'
import { naiveStatistic } from './naive-statistic.ts'

function statistic(experiment: readonly number[], control: readonly number[], shift: number): number {
  const y = rankedSide(sortValues(Float64Array.from(control)).sorted)
  return rankStatistic(rankedSide(sortValues(Float64Array.from(experiment)).sorted), y, placeTable(y), shift)
}

const list = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: 1, maxLength: 60 })
const kinds = {
  'that all differ': fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  'on a lattice': fc.integer({ min: -6, max: 6 }).map((value) => value / 4),
  'of any size': fc.double({ noNaN: true }),
  'around the zeros and infinities': fc.constantFrom(-Infinity, -1, -0, 0, 1, Infinity),
  'so large that rounding makes ties': fc.integer({ min: 0, max: 9 }).map((value) => 2 ** 53 + 2 * value),
}

describe.each(Object.entries(kinds))('the rank statistic of values %s', (_, value) => {
  test('is that of all values ranked anew, at any shift', () => {
    fc.assert(
      fc.property(list(value), list(value), value, (experiment, control, shift) => {
        expect(statistic(experiment, control, shift)).toBe(naiveStatistic(experiment, control, shift))
      }),
      { numRuns: 300 },
    )
  })

  test('is that of all values ranked anew at the differences themselves, where ties are', () => {
    fc.assert(
      fc.property(list(value), list(value), fc.nat(), fc.nat(), (experiment, control, one, other) => {
        const shift = (experiment[one % experiment.length] ?? 0) - (control[other % control.length] ?? 0)
        expect(statistic(experiment, control, shift)).toBe(naiveStatistic(experiment, control, shift))
      }),
      { numRuns: 300 },
    )
  })
})

test('the table of places that sorting leaves gives the same statistic as the one that is made anew', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), { minLength: 50, maxLength: 90 }),
      fc.double({ min: -10, max: 10, noNaN: true }),
      (values, shift) => {
        const distinct = Float64Array.from(new Set(values))
        fc.pre(distinct.length >= 40)
        const { sorted, places } = sortValues(distinct)
        const side = rankedSide(sorted)
        expect(places).not.toBeNull()
        if (places !== null) {
          expect(rankStatistic(side, side, places, shift)).toBe(rankStatistic(side, side, placeTable(side), shift))
        }
      },
    ),
  )
})
