import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { normalCdf, normalLogCdf, normalQuantile, normalSurvival } from '../../src/distributions/index.ts'
import { relativeError } from '../relative-error.ts'
import { readVectors } from '../vectors/read-vectors.ts'

const pair = z.tuple([z.number(), z.number()])
const vectors = readVectors(
  'distributions',
  z.object({
    normal: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
    normalLogTail: z.array(pair),
    normalQuantile: z.array(pair),
  }),
)

describe('the normal law', () => {
  test.each(vectors.normal)('at %d agrees with 60-digit arithmetic', (at, cdf, survival, log) => {
    expect(relativeError(normalCdf(at), cdf)).toBeLessThan(1e-14)
    expect(relativeError(normalSurvival(at), survival)).toBeLessThan(1e-14)
    expect(relativeError(normalLogCdf(at), log)).toBeLessThan(1e-14)
  })

  test.each(vectors.normalLogTail)('has a logarithm at %d, where the probability itself is 0', (at, log) => {
    expect(normalCdf(at)).toBe(0)
    expect(relativeError(normalLogCdf(at), log)).toBeLessThan(1e-14)
  })

  test('ends at 0 and 1, and keeps NaN', () => {
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(NaN)]).toEqual([0, 1, NaN])
    expect([normalLogCdf(-Infinity), Math.abs(normalLogCdf(Infinity)), normalLogCdf(NaN)]).toEqual([-Infinity, 0, NaN])
  })
})

describe('the normal quantile', () => {
  test.each(vectors.normalQuantile)('of %d agrees with 60-digit arithmetic', (p, wanted) => {
    expect(relativeError(normalQuantile(p), wanted)).toBeLessThan(1e-14)
  })

  test('is infinite at 0 and 1, and 0 in the middle', () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity])
  })

  test.each([-1e-9, 1.000001, NaN, Infinity])('of %d is refused', (p) => {
    expect(() => normalQuantile(p)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })

  test('is the inverse of the cdf from the smallest number on', () => {
    fc.assert(
      fc.property(fc.double({ min: -740, max: -0.7, noNaN: true }), (log) => {
        const p = Math.exp(log)
        expect(Math.abs(normalLogCdf(normalQuantile(p)) - Math.log(p))).toBeLessThan(1e-12)
      }),
    )
  })
})
