import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proportionDifference } from '../../src/hypothesis/index.ts'
import { proportions } from './sample-vectors.ts'

const proportion = fc
  .tuple(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([total, share]) => ({ events: Math.round(total * share), total }))
const others = ({ events, total }: { events: number; total: number }) => ({ events: total - events, total })
const level = fc.double({ min: 0.5, max: 0.9999, noNaN: true })

describe("Newcombe's interval", () => {
  test.each(proportions)('of $experiment.events of $experiment.total agrees with the solved equations', (one) => {
    const result = proportionDifference(one.control, one.experiment, one.level)
    expect(Math.abs(result.difference - one.difference)).toBeLessThan(1e-14)
    expect(Math.abs(result.lower - one.lower)).toBeLessThan(1e-12)
    expect(Math.abs(result.upper - one.upper)).toBeLessThan(1e-12)
  })

  test('holds the difference and stays within −1 and 1', () => {
    fc.assert(
      fc.property(proportion, proportion, level, (control, experiment, at) => {
        const { lower, difference, upper } = proportionDifference(control, experiment, at)
        expect(-1 <= lower && lower <= difference && difference <= upper && upper <= 1).toBe(true)
      }),
    )
  })

  test('turns round when the sides are swapped, and when events are counted as the others', () => {
    fc.assert(
      fc.property(proportion, proportion, level, (control, experiment, at) => {
        const { lower, upper } = proportionDifference(control, experiment, at)
        for (const turned of [
          proportionDifference(experiment, control, at),
          proportionDifference(others(control), others(experiment), at),
        ]) {
          expect(Math.abs(turned.lower + upper)).toBeLessThan(1e-12)
          expect(Math.abs(turned.upper + lower)).toBeLessThan(1e-12)
        }
      }),
    )
  })

  test('narrows as the counts grow', () => {
    const widths = [1, 2, 20].map((times) => {
      const control = { events: 3 * times, total: 100 * times }
      const { lower, upper } = proportionDifference(control, { events: 5 * times, total: 100 * times }, 0.95)
      return upper - lower
    })
    expect(widths.toSorted((one, other) => other - one)).toEqual(widths)
  })

  test.each([
    { events: 0, total: 0 },
    { events: 3, total: 2 },
    { events: -1, total: 2 },
    { events: NaN, total: 2 },
    { events: 1, total: Infinity },
  ])('refuses $events of $total', (odd) => {
    const fine = { events: 1, total: 2 }
    expect(() => proportionDifference(fine, odd, 0.9)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
    expect(() => proportionDifference(odd, fine, 0.9)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })

  test.each([0, 1, -1, 2, NaN])('refuses the level %d', (at) => {
    const fine = { events: 1, total: 2 }
    expect(() => proportionDifference(fine, fine, at)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})
