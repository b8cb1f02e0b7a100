import { deepStrictEqual } from 'node:assert/strict'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeDocument, encodeDocument } from '../../src/storage/document.ts'

const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom('+Inf', '-Inf'),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true }).map((value) => (value === 0 ? 0 : value)),
)
const key = fc.oneof(
  fc.string().filter((one) => one !== '__proto__'),
  fc.constantFrom('$number', '$$number', '$$$number', 'constructor', 'toString'),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value')),
    fc.dictionary(key, tie('value'), { noNullPrototype: true }),
  ),
}))

test('what is encoded reads back as it was, infinities and keys like our own mark included', () => {
  fc.assert(
    fc.property(value, (one) => {
      // Not vitest's own: it asks fields named `constructor` for the type.
      deepStrictEqual(decodeDocument(encodeDocument(one)), one)
    }),
  )
})

test.each([
  [Number.NaN, 'NaN', ''],
  [[Number.NaN], 'NaN', '/0'],
  [{ a: { b: Number.NaN } }, 'NaN', '/a/b'],
  [new Map(), 'a Map', ''],
  [{ a: new Set() }, 'a Set', '/a'],
  [{ a: new Date(Number.NaN) }, 'a Date', '/a'],
  [[undefined], 'undefined', '/0'],
  [Array(1), 'undefined', '/0'],
  [undefined, 'undefined', ''],
  [{ a: 1n }, 'bigint', '/a'],
  [{ a: () => 0 }, 'function', '/a'],
])('%o is refused with what it is and where', (one, what, pointer) => {
  expect(() => encodeDocument(one)).toThrow(`A document to be stored holds ${what} at '${pointer}'`)
})

test('a field that is undefined is left out', () => {
  expect(decodeDocument(encodeDocument({ a: undefined, b: 1 }))).toStrictEqual({ b: 1 })
})

test('a key __proto__ reaches nothing', () => {
  expect(decodeDocument('{"__proto__":{"isAdmin":true}}')).toEqual({})
})
