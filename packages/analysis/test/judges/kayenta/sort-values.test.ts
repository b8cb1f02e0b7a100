import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortValues } from '../../../src/judges/kayenta/sort-values.ts'

const size = { minLength: 0, maxLength: 300 }

test.each(
  Object.entries({
    'of any kind': fc.array(fc.double({ noNaN: true }), size),
    'that lie evenly': fc.array(fc.double({ min: 5, max: 6, noNaN: true }), size),
    'with an outlier': fc.array(fc.double({ min: 0, max: 1, noNaN: true }), size).map((values) => [1e12, ...values]),
    'with many ties': fc.array(fc.integer({ min: 0, max: 5 }), size),
    'with zeros of both signs': fc.array(fc.constantFrom(-1, -0, 0, 1), size),
    'that are too small to be told apart': fc.array(fc.constantFrom(0, 5e-324, 1e-323), size),
  }),
)('values %s are sorted as the built-in sort does', (_, values) => {
  fc.assert(
    fc.property(values, (given) => {
      const before = Float64Array.from(given)
      const typed = before.slice()
      expect(sortValues(typed).sorted).toEqual(before.toSorted())
      expect(typed).toEqual(before)
    }),
  )
})
