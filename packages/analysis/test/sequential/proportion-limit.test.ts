import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { binomialMass } from '../../src/distributions/index.ts'
import { proportionLimitRatios } from '../../src/sequential/index.ts'

/** Evidence of one look: the mean of the likelihood ratios. */
function evidence(events: number, total: number, limit: number): number {
  const ratios = proportionLimitRatios({ events, total }, limit)
  return ratios.reduce((sum, ratio) => sum + Math.exp(ratio) / ratios.length, 0)
}

describe('what a look adds to the evidence against a limit', () => {
  test.each([0.001, 0.01, 0.05, 0.3, 0.5, 0.9])(
    'is 1 on average for a share at the limit of %d, and less below it',
    (limit) => {
      const total = 40
      const average = (share: number) =>
        Array.from({ length: total + 1 }, (_, events) => events).reduce(
          (sum, events) => sum + binomialMass(events, total, share) * evidence(events, total, limit),
          0,
        )
      expect(average(limit)).toBeCloseTo(1, 9)
      expect(average(limit / 2)).toBeLessThan(1)
      expect(average(0)).toBeLessThan(1)
      expect(average((1 + limit) / 2)).toBeGreaterThan(1)
    },
  )

  test('is at most 1 on average where the share changes inside the look and stays within the limit', () => {
    // Ten observations at 1 % and ten at 9 %: binomials of each, together.
    const counts = Array.from({ length: 11 }, (_, events) => events)
    const average = counts
      .flatMap((one) => counts.map((other) => [one, other] as const))
      .reduce(
        (sum, [one, other]) =>
          sum + binomialMass(one, 10, 0.01) * binomialMass(other, 10, 0.09) * evidence(one + other, 20, 0.09),
        0,
      )
    expect(average).toBeLessThan(1)
  })

  test('is the likelihood ratio against odds above those of the limit', () => {
    const limit = 0.05
    const [smallest = NaN] = proportionLimitRatios({ events: 3, total: 20 }, limit)
    const odds = (limit / (1 - limit)) * Math.exp(0.021515536418598793)
    const share = odds / (1 + odds)
    expect(smallest).toBeCloseTo(Math.log(binomialMass(3, 20, share)) - Math.log(binomialMass(3, 20, limit)), 12)
  })

  test('adds up over looks', () => {
    const one = proportionLimitRatios({ events: 3, total: 20 }, 0.05)
    const other = proportionLimitRatios({ events: 1, total: 30 }, 0.05)
    const both = proportionLimitRatios({ events: 4, total: 50 }, 0.05)
    for (const [at, ratio] of both.entries()) expect((one[at] ?? NaN) + (other[at] ?? NaN)).toBeCloseTo(ratio, 12)
  })

  test('is never NaN, and grows with events and falls with observations', () => {
    const sized = fc.tuple(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(sized, fc.double({ min: 0, max: 1, noNaN: true }), ([total, share], limit) => {
        const events = Math.min(total, total * share)
        const ratios = proportionLimitRatios({ events, total }, limit)
        expect(ratios).toHaveLength(32)
        const more = proportionLimitRatios({ events: total, total }, limit)
        const longer = proportionLimitRatios({ events, total: total + 1 }, limit)
        for (const [at, ratio] of ratios.entries()) {
          expect(ratio).not.toBeNaN()
          expect(more[at]).toBeGreaterThanOrEqual(ratio)
          expect(longer[at]).toBeLessThanOrEqual(ratio)
        }
      }),
    )
  })

  test('of a single event against a limit of 0 is a proof, and no event proves nothing', () => {
    expect(proportionLimitRatios({ events: 1, total: 1e6 }, 0)).toEqual(Array.from({ length: 32 }, () => Infinity))
    expect(evidence(0, 1e6, 0)).toBe(1)
  })

  test('against a limit of 1 is never above 1', () => {
    expect(evidence(100, 100, 1)).toBeCloseTo(1, 9)
    expect(evidence(99, 100, 1)).toBeLessThan(1)
  })

  test.each([
    [{ events: 1, total: 2 }, -0.1],
    [{ events: 1, total: 2 }, 1.1],
    [{ events: 1, total: 2 }, NaN],
    [{ events: -1, total: 2 }, 0.5],
    [{ events: 3, total: 2 }, 0.5],
    [{ events: NaN, total: 2 }, 0.5],
    [{ events: 1, total: NaN }, 0.5],
    [{ events: 1, total: Infinity }, 0.5],
    [{ events: 0, total: -1 }, 0.5],
  ])('%j against %d is refused', (look, limit) => {
    expect(() => proportionLimitRatios(look, limit)).toThrow(/Expected/)
  })
})
