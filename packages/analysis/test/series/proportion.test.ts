import { describe, expect, test } from 'vitest'
import type { Measured, MissingReason } from '../../src/evidence/index.ts'
import { proportionOf, sumProportions } from '../../src/series/index.ts'

const measured = (value: number): Measured<number> => ({ kind: 'measured', value })
const missing = (reason: MissingReason): Measured<number> => ({ kind: 'missing', reason, detail: 'as said' })

describe('a proportion', () => {
  test('is events out of the total', () => {
    expect(proportionOf(measured(3), measured(60), 'missing')).toEqual(measuredOf(3, 60))
  })

  test('without traffic is measured as 0 of 0, which proves nothing', () => {
    expect(proportionOf(measured(0), measured(0), 'missing')).toEqual(measuredOf(0, 0))
  })

  test('is missing where its total is', () => {
    expect(proportionOf(measured(3), missing('stale'), 'zero')).toMatchObject({ kind: 'missing', reason: 'stale' })
    expect(proportionOf(missing('no-data'), missing('no-data'), 'zero')).toMatchObject({ kind: 'missing' })
  })

  test('takes no data for no events only where the policy says so and requests were served', () => {
    expect(proportionOf(missing('no-data'), measured(60), 'zero')).toEqual(measuredOf(0, 60))
    expect(proportionOf(missing('no-data'), measured(60), 'missing')).toMatchObject({ kind: 'missing' })
    expect(proportionOf(missing('no-data'), measured(0), 'zero')).toMatchObject({ kind: 'missing', reason: 'no-data' })
  })

  test.each(['source-error', 'stale', 'partial', 'not-finite', 'negative', 'unexpected-cardinality'] as const)(
    'never takes %s for no events',
    (reason) => {
      expect(proportionOf(missing(reason), measured(60), 'zero')).toMatchObject({ kind: 'missing', reason })
    },
  )

  test('is inconsistent where events pass the total by more than rounding', () => {
    expect(proportionOf(measured(61), measured(60), 'zero')).toMatchObject({ kind: 'missing', reason: 'inconsistent' })
    expect(proportionOf(measured(60.000_000_1), measured(60), 'zero')).toEqual(measuredOf(60, 60))
  })
})

test('proportions add up, and none add up to 0 of 0', () => {
  expect(
    sumProportions([
      { events: 1, total: 4 },
      { events: 2, total: 6 },
    ]),
  ).toEqual({ events: 3, total: 10 })
  expect(sumProportions([])).toEqual({ events: 0, total: 0 })
})

function measuredOf(events: number, total: number) {
  return { kind: 'measured', value: { events, total } }
}
