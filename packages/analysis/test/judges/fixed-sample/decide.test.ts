import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, outcomeOf, type Effect } from '../../../src/judges/fixed-sample/decide.ts'

function effect(lower: number | null, upper: number | null, wide = 1): Effect {
  const claim = { lower, upper, level: 0.9 }
  const harm = { lower: lower === null ? null : lower - wide, upper: upper === null ? null : upper + wide, level: 0.99 }
  return { estimate: 0, harm, claim }
}

describe('the rule of a fixed-sample comparison', () => {
  test.each([
    { harm: 'increase', lower: 4.5, upper: 9, requires: 'no-harm', finding: 'harm-shown' },
    { harm: 'increase', lower: 3.5, upper: 9, requires: 'no-harm', finding: 'no-harm-shown' },
    { harm: 'increase', lower: 3.5, upper: 9, requires: 'non-inferiority', finding: 'not-shown-non-inferior' },
    { harm: 'increase', lower: -50, upper: 4.9, requires: 'non-inferiority', finding: 'non-inferior' },
    { harm: 'increase', lower: -50, upper: 5, requires: 'non-inferiority', finding: 'not-shown-non-inferior' },
    { harm: 'increase', lower: -50, upper: -40, requires: 'no-harm', finding: 'no-harm-shown' },
    { harm: 'decrease', lower: -50, upper: -40, requires: 'no-harm', finding: 'harm-shown' },
    { harm: 'decrease', lower: 40, upper: 50, requires: 'non-inferiority', finding: 'non-inferior' },
    { harm: 'decrease', lower: -4.9, upper: 50, requires: 'non-inferiority', finding: 'non-inferior' },
    { harm: 'decrease', lower: -5, upper: 50, requires: 'non-inferiority', finding: 'not-shown-non-inferior' },
    { harm: 'either', lower: 40, upper: 50, requires: 'non-inferiority', finding: 'harm-shown' },
    { harm: 'either', lower: -50, upper: -40, requires: 'non-inferiority', finding: 'harm-shown' },
    { harm: 'either', lower: -4, upper: 4, requires: 'non-inferiority', finding: 'non-inferior' },
    { harm: 'either', lower: -4, upper: 6, requires: 'non-inferiority', finding: 'not-shown-non-inferior' },
    { harm: 'either', lower: -6, upper: 4, requires: 'non-inferiority', finding: 'not-shown-non-inferior' },
    { harm: 'increase', lower: null, upper: null, requires: 'no-harm', finding: 'level-not-attained' },
    { harm: 'increase', lower: null, upper: null, requires: 'non-inferiority', finding: 'level-not-attained' },
  ] as const)('finds $finding at $lower to $upper with harm $harm and $requires', (row) => {
    expect(decide(effect(row.lower, row.upper), row.harm, 3, 5, row.requires)).toBe(row.finding)
  })

  test('lets nothing go on where a number is NaN', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('increase' as const, 'decrease' as const, 'either' as const),
        fc.constantFrom('no-harm' as const, 'non-inferiority' as const),
        fc.double({ min: 0, max: 9 }),
        (harm, requires, limit) => {
          expect(outcomeOf(decide(effect(NaN, NaN), harm, limit, limit, requires))).toBe('inconclusive')
        },
      ),
    )
    expect(outcomeOf(decide(effect(-1, 1), 'increase', NaN, 5, 'no-harm'))).toBe('inconclusive')
    expect(outcomeOf(decide(effect(-1, 1), 'either', 3, NaN, 'non-inferiority'))).toBe('inconclusive')
    expect(outcomeOf(decide(effect(-1, NaN), 'increase', 3, 5, 'non-inferiority'))).toBe('inconclusive')
    expect(outcomeOf(decide(effect(NaN, 1), 'increase', 3, 5, 'no-harm'))).toBe('inconclusive')
  })

  test('lets only shown non-inferiority and not shown harm go on', () => {
    const found = [
      'harm-shown',
      'no-harm-shown',
      'non-inferior',
      'not-shown-non-inferior',
      'level-not-attained',
    ] as const
    expect(found.map((finding) => outcomeOf(finding))).toEqual(['fail', 'pass', 'pass', 'inconclusive', 'inconclusive'])
  })
})
