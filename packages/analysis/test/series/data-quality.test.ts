import { describe, expect, test } from 'vitest'
import type { Measured, MissingReason } from '../../src/evidence/index.ts'
import { dataQuality } from '../../src/series/index.ts'

const measured = (value: number): Measured<number> => ({ kind: 'measured', value })
const missing = (reason: MissingReason): Measured<number> => ({ kind: 'missing', reason, detail: 'as said' })
const many = (count: number, value: Measured<number>) => Array.from({ length: count }, () => value)

describe('the quality of data', () => {
  test('counts what is missing by its reason', () => {
    const values = [measured(1), missing('stale'), missing('not-finite'), missing('stale'), measured(2)]
    expect(dataQuality(values)).toEqual({
      total: 5,
      measured: 2,
      missing: { stale: 2, 'not-finite': 1 },
      missingShare: 0.6,
      isDegraded: true,
      isConstant: false,
    })
  })

  test('is degraded above one missing value in twenty, not at it', () => {
    expect(dataQuality([...many(19, measured(1)), missing('not-finite')]).isDegraded).toBe(false)
    expect(dataQuality([...many(18, measured(1)), missing('not-finite')]).isDegraded).toBe(true)
    expect(dataQuality(many(3, measured(1))).isDegraded).toBe(false)
  })

  test('has a limit of its own where one is given', () => {
    const half = [measured(1), missing('stale')]
    expect(dataQuality(half, { limit: 0.5 }).isDegraded).toBe(false)
    expect(dataQuality(half, { limit: 0.49 }).isDegraded).toBe(true)
    expect(dataQuality([measured(1)], { limit: 0 }).isDegraded).toBe(false)
  })

  test('of nothing is degraded and has no share', () => {
    expect(dataQuality([])).toEqual({
      total: 0,
      measured: 0,
      missing: {},
      missingShare: null,
      isDegraded: true,
      isConstant: false,
    })
  })

  test.each([
    { values: [4, 4, 4], isConstant: true },
    { values: [4, 4], isConstant: true },
    { values: [4], isConstant: false },
    { values: [4, 5, 4], isConstant: false },
    { values: [0, -0], isConstant: true },
  ])('of $values is constant: $isConstant', ({ values, isConstant }) => {
    expect(dataQuality([missing('stale'), ...values.map(measured), missing('stale')]).isConstant).toBe(isConstant)
  })

  test.each([-0.01, 1, NaN])('cannot have the limit %d', (limit) => {
    expect(() => dataQuality([], { limit })).toThrow(`Expected limit to be from 0 to below 1, got ${limit}`)
  })
})
