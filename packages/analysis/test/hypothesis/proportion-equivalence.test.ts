import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proportionDifference, proportionEquivalence, proportionNonInferiority } from '../../src/hypothesis/index.ts'
import { counts } from './count-vectors.ts'

const control = { events: 20, total: 1000 }
const experiment = { events: 24, total: 1000 }

describe('equivalence of shares', () => {
  test('is shown where the whole interval lies within the margin, not at it', () => {
    const interval = proportionDifference(control, experiment, 0.9)
    const claim = (margin: number) => proportionEquivalence(control, experiment, { margin })
    // The experiment is above: the upper limit is the farther one, and the lower one when the sides are swapped.
    expect(claim(interval.upper)).toEqual({ ...interval, isEquivalent: false })
    expect(claim(interval.upper + 1e-9).isEquivalent).toBe(true)
    const swapped = proportionDifference(experiment, control, 0.9)
    expect(proportionEquivalence(experiment, control, { margin: -swapped.lower }).isEquivalent).toBe(false)
    expect(proportionEquivalence(experiment, control, { margin: -swapped.lower + 1e-9 }).isEquivalent).toBe(true)
  })

  test('is to be non-inferior in both directions', () => {
    const margin = fc.double({ min: 0.001, max: 0.5, noNaN: true })
    const alpha = fc.double({ min: 0.001, max: 0.4, noNaN: true })
    fc.assert(
      fc.property(counts(2000), counts(2000), margin, alpha, (one, other, at, error) => {
        const shown = (harm: 'increase' | 'decrease') =>
          proportionNonInferiority(one, other, { harm, margin: at, alpha: error }).isNonInferior
        expect(proportionEquivalence(one, other, { margin: at, alpha: error }).isEquivalent).toBe(
          shown('increase') && shown('decrease'),
        )
      }),
    )
  })

  test('refuses margins and errors outside, and shares of nothing', () => {
    for (const margin of [0, -1, NaN])
      expect(() => proportionEquivalence(control, experiment, { margin })).toThrow('margin')
    for (const alpha of [0, 0.5, NaN])
      expect(() => proportionEquivalence(control, experiment, { margin: 0.1, alpha })).toThrow('alpha')
    expect(() => proportionEquivalence({ events: 0, total: 0 }, experiment, { margin: 0.1 })).toThrow('control')
  })
})
