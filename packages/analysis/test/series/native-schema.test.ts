import { describe, expect, test } from 'vitest'
import { bucketFactor, nativeBound } from '../../src/series/index.ts'
import { coarserIndex } from '../../src/series/native-schema.ts'
import { relativeError } from '../relative-error.ts'
import { vectors } from './series-vectors.ts'

describe('the bound of a native bucket', () => {
  test.each(vectors.bounds)('%i at schema %i agrees with 50-digit arithmetic', (index, schema, bound) => {
    if (bound === Infinity) expect(nativeBound(index, schema)).toBe(Infinity)
    else expect(relativeError(nativeBound(index, schema), bound)).toBeLessThan(3e-16)
  })

  test.each([
    [0, 0, 1],
    [10, 0, 1024],
    [-1, 0, 0.5],
    [24, 3, 8],
    [1, -4, 65536],
    [-2, -2, 2 ** -8],
    [256, 8, 2],
    [1023, 0, 2 ** 1023],
    [1024, 0, Number.MAX_VALUE],
    [1025, 0, Infinity],
    [64, -4, Number.MAX_VALUE],
    [65, -4, Infinity],
    [262_144, 8, Number.MAX_VALUE],
    [262_145, 8, Infinity],
    [-1074, 0, 5e-324],
  ])('%i at schema %i is exactly %d', (index, schema, bound) => {
    expect(nativeBound(index, schema)).toBe(bound)
  })

  test.each([-5, 9, 0.5, NaN])('has no schema %d', (schema) => {
    expect(() => nativeBound(1, schema)).toThrow(`Expected schema to be a whole number from -4 to 8, got ${schema}`)
    expect(() => bucketFactor(schema)).toThrow('Expected schema to be a whole number from -4 to 8')
  })

  test.each([0.5, NaN, Infinity])('has no index %d', (index) => {
    expect(() => nativeBound(index, 0)).toThrow(`Expected index to be a whole number, got ${index}`)
  })
})

test('the factor between two bounds is that of every bucket', () => {
  expect([-4, -1, 0, 1, 8].map(bucketFactor)).toEqual([65536, 4, 2, Math.SQRT2, 1.0027112750502025])
})

test.each([
  { index: 1, from: 1, to: 0, coarser: 1 },
  { index: 2, from: 1, to: 0, coarser: 1 },
  { index: 3, from: 1, to: 0, coarser: 2 },
  { index: 0, from: 3, to: 0, coarser: 0 },
  { index: -1, from: 3, to: 0, coarser: 0 },
  { index: -7, from: 3, to: 0, coarser: 0 },
  { index: -8, from: 3, to: 0, coarser: -1 },
  { index: 5, from: 2, to: 2, coarser: 5 },
])('bucket $index of schema $from is part of $coarser of schema $to', ({ index, from, to, coarser }) => {
  expect(coarserIndex(index, from, to)).toBe(coarser)
})
