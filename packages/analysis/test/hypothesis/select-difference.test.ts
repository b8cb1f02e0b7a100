import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { selectDifference } from '../../src/hypothesis/select-difference.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 })
const values = fc.array(fc.oneof(finite, fc.integer({ min: -3, max: 3 })), { minLength: 1, maxLength: 18 })

test('every order statistic of the differences is the one that sorting gives', () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      const x = Float64Array.from(one).sort()
      const y = Float64Array.from(other).sort()
      const sorted = Float64Array.from([...x].flatMap((value) => [...y].map((less) => value - less))).sort()
      for (const [k, wanted] of sorted.entries()) expect(selectDifference(x, y, k) === wanted).toBe(true)
    }),
  )
})
