import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { adjustPValues, type Adjustment } from '../../src/hypothesis/index.ts'
import { relativeError } from '../relative-error.ts'
import { counted } from './count-vectors.ts'

const methods = ['bonferroni', 'holm', 'hochberg', 'benjamini-hochberg', 'benjamini-yekutieli'] as const
const pValues = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 0.5, 1)), {
  maxLength: 30,
})
const nowhereAbove = (one: readonly number[], other: readonly number[]) =>
  one.every((value, at) => value <= (other[at] ?? NaN) * (1 + 1e-12))

describe('p-values together', () => {
  test.each(counted.adjusted)('agree with R on $p', (one) => {
    for (const method of methods) {
      const got = adjustPValues(one.p, method)
      expect(got.length).toBe(one.p.length)
      expect(Math.max(...got.map((value, at) => relativeError(value, one[method][at] ?? NaN)))).toBeLessThan(1e-13)
    }
  })

  test('are never below what they were nor above 1, and stay with their comparison', () => {
    fc.assert(
      fc.property(pValues, fc.constantFrom(...methods), (p, method) => {
        const got = adjustPValues(p, method)
        expect(nowhereAbove(p, got)).toBe(true)
        expect(got.every((value) => value <= 1)).toBe(true)
        expect(adjustPValues(p.toReversed(), method)).toEqual(got.toReversed())
        expect(adjustPValues(Float64Array.from(p), method)).toEqual(got)
        const ranked = p.map((value, at) => [value, got[at] ?? NaN] as const).toSorted(([one], [other]) => one - other)
        expect(ranked.every(([, value], at) => at === 0 || value >= (ranked[at - 1]?.[1] ?? NaN))).toBe(true)
      }),
    )
  })

  test('of Holm are nowhere above those of Bonferroni, of Hochberg nowhere above Holm, and so on', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const of = (method: Adjustment) => adjustPValues(p, method)
        expect(nowhereAbove(of('holm'), of('bonferroni'))).toBe(true)
        expect(nowhereAbove(of('hochberg'), of('holm'))).toBe(true)
        expect(nowhereAbove(of('benjamini-hochberg'), of('hochberg'))).toBe(true)
        expect(nowhereAbove(of('benjamini-hochberg'), of('benjamini-yekutieli'))).toBe(true)
      }),
    )
  })

  test('of one comparison stay as they are, of none there are none, and the list given is not touched', () => {
    const given = [0.5, 0.25]
    for (const method of methods) {
      expect(adjustPValues([0.03], method)).toEqual([0.03])
      expect(adjustPValues([], method)).toEqual([])
      adjustPValues(given, method)
    }
    expect(given).toEqual([0.5, 0.25])
  })

  test('refuse what is no probability, and unknown methods', () => {
    for (const odd of [NaN, -0.1, 1.1, Infinity])
      expect(() => adjustPValues([0.1, odd], 'holm')).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
    for (const name of ['fdr', 'toString'])
      expect(() => adjustPValues([0.1], z.custom<Adjustment>().parse(name))).toThrow('method')
  })
})
