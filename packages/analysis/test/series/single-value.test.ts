import { describe, expect, test } from 'vitest'
import { countOf, gaugeOf } from '../../src/series/index.ts'
import { seriesOf } from './series-of.ts'

describe.each([
  { name: 'a count', read: countOf },
  { name: 'a gauge', read: gaugeOf },
])('$name', ({ read }) => {
  test('is the one point of the one series', () => {
    expect(read([seriesOf({ job: 'shop' }, 12.5)])).toEqual({ kind: 'measured', value: 12.5 })
  })

  test('of zero is a measured zero', () => {
    expect(read([seriesOf({}, 0)])).toEqual({ kind: 'measured', value: 0 })
  })

  test('is missing where there is no series or no point', () => {
    expect(read([])).toMatchObject({ kind: 'missing', reason: 'no-data' })
    expect(read([seriesOf({})])).toMatchObject({ kind: 'missing', reason: 'no-data' })
  })

  test.each([NaN, Infinity, -Infinity])('is missing where the point is %d', (value) => {
    expect(read([seriesOf({}, value)])).toMatchObject({ kind: 'missing', reason: 'not-finite' })
  })

  test('is missing where several series came, and names up to five of them', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((pod) => seriesOf({ pod }, 1))
    const result = read(many)
    expect(result).toMatchObject({ kind: 'missing', reason: 'unexpected-cardinality' })
    expect(result).toHaveProperty('detail', expect.stringContaining('got 7'))
    expect(result).toHaveProperty('detail', expect.stringContaining('{pod="e"}'))
    expect(result).toHaveProperty('detail', expect.not.stringContaining('{pod="f"}'))
  })

  test('is missing where a series has several points', () => {
    expect(read([seriesOf({}, 1, 2)])).toMatchObject({ kind: 'missing', reason: 'unexpected-cardinality' })
  })
})

test('a count below zero is missing, a gauge below zero is measured', () => {
  expect(countOf([seriesOf({}, -1)])).toMatchObject({ kind: 'missing', reason: 'negative' })
  expect(gaugeOf([seriesOf({}, -1)])).toEqual({ kind: 'measured', value: -1 })
})
