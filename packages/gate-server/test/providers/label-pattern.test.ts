import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelPattern } from '../../src/providers/scrape/label-pattern.ts'

/** Patterns of everything that is read, over three letters. */
const { pattern } = fc.letrec<{ pattern: string; alternative: string; part: string }>((tie) => ({
  pattern: fc.array(tie('alternative'), { minLength: 1, maxLength: 3 }).map((all) => all.join('|')),
  alternative: fc.array(tie('part'), { maxLength: 4 }).map((all) => all.join('')),
  part: fc
    .tuple(
      fc.oneof(
        { maxDepth: 3, depthIdentifier: 'group' },
        fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '[a-b]', '\\.', '\\d', '\\W'),
        tie('pattern').map((inner) => `(${inner})`),
        tie('pattern').map((inner) => `(?:${inner})`),
      ),
      fc.constantFrom('', '', '*', '+', '?'),
    )
    .map(([atom, sign]) => atom + sign),
}))

describe('a label pattern', () => {
  test('matches whole values as a regular expression does', () => {
    fc.assert(
      fc.property(
        pattern.filter((text) => text.length <= 40),
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.', '1'), maxLength: 7 }), {
          minLength: 5,
          maxLength: 5,
        }),
        (text, values) => {
          const matches = labelPattern(text)
          const reference = new RegExp(`^(?:${text})$`, 's')
          for (const value of values)
            expect([text, value, matches(value)]).toEqual([text, value, reference.test(value)])
        },
      ),
      { numRuns: 500 },
    )
  })

  test.each([
    'a{2}',
    'a{1,9}',
    '(?=a)',
    '(?i)a',
    '^a',
    'a$',
    '*a',
    '(a',
    'a)',
    '[a',
    '[]',
    '[b-a]',
    'a**',
    '\\p',
    '\\',
  ])('%j is not read', (text) => expect(() => labelPattern(text)).toThrow('Expected a pattern'))

  test('more than 200 characters are not read', () => {
    expect(() => labelPattern('a'.repeat(201))).toThrow('at most 200')
  })

  // With a matcher that goes back and tries again each of these takes longer than the age of the universe.
  test.each(['(a+)+b', '(a|a)*b', `${'.?'.repeat(99)}b`, '.*a.*a.*a.*a.*a.*b', '(.*)*b', '((a*)*)*b'])(
    '%j ends on a long value that does not fit',
    (text) => {
      expect(labelPattern(text)('a'.repeat(4000))).toBe(false)
    },
  )
})
