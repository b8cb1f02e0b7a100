import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeDocument, encodeDocument } from '../../src/storage/document.ts'

const leaf = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true }).map((value) => (value === 0 ? 0 : value)),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value')),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__' && key !== '$number'),
      tie('value'),
      { noNullPrototype: true },
    ),
  ),
}))

test('what is encoded reads back as it was, infinities included', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(decodeDocument(encodeDocument({ one }))).toEqual({ one })
    }),
  )
})

test.each([Number.NaN, [Number.NaN], { a: { b: Number.NaN } }, new Map(), { a: new Set() }])('%o is refused', (one) => {
  expect(() => encodeDocument(one)).toThrow('A document to be stored holds')
})

test('a key __proto__ reaches nothing', () => {
  expect(decodeDocument('{"__proto__":{"isAdmin":true}}')).toEqual({})
})
