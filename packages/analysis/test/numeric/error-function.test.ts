import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { erf, erfc, erfcScaled, gaussian } from '../../src/numeric/index.ts'
import { relativeError } from '../relative-error.ts'
import { readVectors } from '../vectors/read-vectors.ts'

const vectors = readVectors('distributions', z.object({ erfc: z.array(z.tuple([z.number(), z.number()])) }))

describe('the complementary error function', () => {
  test.each(vectors.erfc)('of %d agrees with 60-digit arithmetic', (x, wanted) => {
    expect(relativeError(erfc(x), wanted)).toBeLessThan(1e-14)
  })

  test('ends at 2 and 0, and keeps NaN', () => {
    expect([erfc(-Infinity), erfc(0), erfc(Infinity), erfc(NaN)]).toEqual([2, 1, 0, NaN])
  })

  test('and the error function add up to 1', () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (x) => {
        expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThan(1e-15)
      }),
    )
  })

  test('is what its scaled form and the steep factor make together', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 25, noNaN: true }), (x) => {
        expect(relativeError(erfcScaled(x) * gaussian(x, 1), erfc(x))).toBeLessThan(1e-14)
      }),
    )
  })
})

test('the error function is odd and keeps all digits of small arguments', () => {
  expect(relativeError(erf(1e-12), 1.1283791670955126e-12)).toBeLessThan(1e-15)
  expect(erf(-0.3)).toBe(-erf(0.3))
  expect([erf(0), erf(Infinity), erf(NaN)]).toEqual([0, 1, NaN])
})
