import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hodgesLehmann, mannWhitney, rankComparison } from '../../src/hypothesis/index.ts'
import { compared } from './compared.ts'

const sample = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 30 })

describe('the test with its interval', () => {
  test('is what both functions give, for one sort', () => {
    const alternative = fc.constantFrom('two-sided', 'less', 'greater')
    fc.assert(
      fc.property(sample, sample, alternative, fc.constantFrom(0.8, 0.95, 0.99), (control, experiment, side, level) => {
        const { test: tested, shift } = compared(rankComparison(control, experiment, { alternative: side, level }))
        expect({ kind: 'compared', ...tested }).toEqual(mannWhitney(control, experiment, { alternative: side }))
        expect({ kind: 'compared', ...shift }).toEqual(hodgesLehmann(control, experiment, { level }))
      }),
    )
  })

  test('is at 95 %, of two sides, where nothing else is asked', () => {
    const result = compared(rankComparison([1, 2, 3, 4, 5, 6], [2.5, 3.5, 4.5, 5.5, 6.5]))
    expect(result.shift.level).toBe(0.95)
    expect({ kind: 'compared', ...result.test }).toEqual(mannWhitney([1, 2, 3, 4, 5, 6], [2.5, 3.5, 4.5, 5.5, 6.5]))
  })

  test('of nothing is no comparison, and of NaN or at a level of 1 a mistake', () => {
    expect(rankComparison([], [1])).toMatchObject({ kind: 'not-comparable', reason: 'empty' })
    expect(rankComparison([1], [])).toMatchObject({ kind: 'not-comparable', reason: 'empty' })
    expect(() => rankComparison([NaN], [1])).toThrow('control')
    expect(() => rankComparison([1], [Infinity])).toThrow('experiment')
    expect(() => rankComparison([], [], { level: 1 })).toThrow('level')
  })
})
