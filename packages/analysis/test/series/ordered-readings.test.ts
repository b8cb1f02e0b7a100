import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderedReadings } from '../../src/series/index.ts'
import { plain } from './series-of.ts'

const point = (at: number, value: number) => ({ at, value })

describe('ordered readings', () => {
  test('are sorted by time, and what stood too late is counted', () => {
    const input = [point(30, 3), point(10, 1), point(20, 2), point(40, 4)]
    const { readings, unsorted, repeated, conflicts, untimed } = orderedReadings(input)
    expect(readings.map(({ at, value }) => [at, plain(value)])).toEqual([
      [10, 1],
      [20, 2],
      [30, 3],
      [40, 4],
    ])
    expect({ unsorted, repeated, conflicts, untimed }).toEqual({ unsorted: 2, repeated: 0, conflicts: 0, untimed: 0 })
    expect(input[0]).toEqual(point(30, 3))
  })

  test('say each moment once', () => {
    const { readings, repeated, conflicts, unsorted } = orderedReadings([
      point(1, 5),
      point(1, 5),
      point(1, 5),
      point(2, 6),
    ])
    expect(readings).toHaveLength(2)
    expect({ repeated, conflicts, unsorted }).toEqual({ repeated: 2, conflicts: 0, unsorted: 0 })
  })

  test('of NaN twice are the same thing twice', () => {
    expect(orderedReadings([point(1, NaN), point(1, NaN)])).toMatchObject({ repeated: 1, conflicts: 0 })
  })

  test('of NaN and a number contradict each other, in either order', () => {
    expect(orderedReadings([point(1, NaN), point(1, 0)])).toMatchObject({ repeated: 0, conflicts: 1 })
    expect(orderedReadings([point(1, 0), point(1, NaN)])).toMatchObject({ repeated: 0, conflicts: 1 })
  })

  test('of several values for one moment are missing, once per moment', () => {
    const { readings, repeated, conflicts } = orderedReadings([point(7, 5), point(7, 6), point(7, 5), point(7, 8)])
    expect(readings).toEqual([
      { at: 7, value: { kind: 'missing', reason: 'inconsistent', detail: 'Several values came for the time 7' } },
    ])
    expect({ repeated, conflicts }).toEqual({ repeated: 1, conflicts: 1 })
  })

  test.each([NaN, Infinity, -Infinity])('with the value %d are missing as not-finite', (value) => {
    expect(orderedReadings([point(1, value)]).readings[0]?.value).toEqual({
      kind: 'missing',
      reason: 'not-finite',
      detail: `The value is ${value}`,
    })
  })

  test('leave out points without a time', () => {
    expect(orderedReadings([point(NaN, 1), point(Infinity, 2), point(3, 3)])).toMatchObject({ untimed: 2, unsorted: 0 })
    expect(orderedReadings([point(NaN, 1), point(Infinity, 2), point(3, 3)]).readings).toHaveLength(1)
  })

  test('of nothing are nothing', () => {
    expect(orderedReadings([])).toEqual({ readings: [], unsorted: 0, repeated: 0, conflicts: 0, untimed: 0 })
  })

  test('do not depend on the order of the points, and lose none', () => {
    const points = fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 }), value: fc.integer({ min: 0, max: 2 }) }))
    fc.assert(
      fc.property(points, fc.integer(), (all, seed) => {
        const shuffled = all.toSorted(
          (one, other) =>
            ((one.at * 7919 + one.value * 31 + seed) % 13) - ((other.at * 7919 + other.value * 31 + seed) % 13),
        )
        const [one, other] = [orderedReadings(all), orderedReadings(shuffled)]
        expect(other.readings).toEqual(one.readings)
        expect(one.readings.map(({ at }) => at)).toEqual([...new Set(all.map(({ at }) => at))].sort((a, b) => a - b))
      }),
    )
  })
})
