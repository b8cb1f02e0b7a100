import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnalysisError } from '../../src/errors.ts'
import {
  assembleVerdict,
  goesOn,
  outcomes,
  verdictOf,
  worst,
  type Exposure,
  type OnInconclusive,
  type Outcome,
  type Part,
  type VerdictWord,
} from '../../src/verdict/index.ts'

const subject = { service: 'shop', environment: null, version: '2', commit: null, digest: null, branch: null }

function part(outcome: Outcome, fields: Partial<Part> = {}): Part {
  return {
    id: 'unit',
    role: 'condition',
    kind: 'tests',
    required: true,
    outcome,
    reasons: [{ code: 'x', outcome, sentence: `it is ${outcome}`, facts: {} }],
    measurement: null,
    evidence: [],
    ...fields,
  }
}

function assembled(parts: readonly Part[], fields: Partial<Parameters<typeof assembleVerdict>[0]> = {}) {
  return assembleVerdict({
    subject,
    policy: { name: 'p', digest: 'sha256:0' },
    gate: 'merge',
    exposure: 'after',
    judgedAt: 0,
    deadlinePassed: false,
    onInconclusive: 'rollback',
    parts,
    evidence: [],
    ...fields,
  })
}

describe('the worst outcome', () => {
  test.each<[Outcome[], Outcome]>([
    [['pass'], 'pass'],
    [['pass', 'warn'], 'warn'],
    [['warn', 'inconclusive'], 'inconclusive'],
    [['inconclusive', 'error'], 'error'],
    [['error', 'fail'], 'fail'],
    [['fail', 'pass', 'pass'], 'fail'],
    [[], 'error'],
  ])('of %j is %s', (found, expected) => {
    expect(worst(found)).toBe(expected)
  })

  test('does not depend on order or repetition', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...outcomes), { minLength: 1 }), (found) => {
        expect(worst(found.toReversed())).toBe(worst(found))
        expect(worst([...found, ...found])).toBe(worst(found))
      }),
    )
  })

  test('of a word that is no outcome is error, so that nothing unknown goes on', () => {
    // @ts-expect-error a word from a newer version or a broken store
    expect(worst(['pass', 'success'])).toBe('error')
  })
})

/** The whole rule, row by row: outcome, before exposure, after exposure, and after a deadline with each choice. */
const table: readonly [Outcome, VerdictWord, VerdictWord, VerdictWord, VerdictWord][] = [
  ['pass', 'promote', 'promote', 'promote', 'promote'],
  ['warn', 'promote', 'promote', 'promote', 'promote'],
  ['fail', 'hold', 'rollback', 'rollback', 'rollback'],
  ['inconclusive', 'hold', 'hold', 'rollback', 'hold'],
  ['error', 'hold', 'hold', 'rollback', 'hold'],
]

describe.each(table)('the outcome %s', (outcome, before, after, atDeadline, atDeadlineHold) => {
  const given = (exposure: Exposure, deadlinePassed: boolean, onInconclusive: OnInconclusive) =>
    verdictOf({ outcome, exposure, deadlinePassed, onInconclusive })

  test(`is ${before} before exposure, whatever the deadline and the choice for undecided`, () => {
    for (const passed of [true, false]) {
      for (const choice of ['rollback', 'hold'] as const) expect(given('before', passed, choice)).toBe(before)
    }
  })

  test(`is ${after} after exposure while its deadline is ahead`, () => {
    for (const choice of ['rollback', 'hold'] as const) expect(given('after', false, choice)).toBe(after)
  })

  test(`is ${atDeadline} or ${atDeadlineHold} past the deadline, by the choice for undecided`, () => {
    expect(given('after', true, 'rollback')).toBe(atDeadline)
    expect(given('after', true, 'hold')).toBe(atDeadlineHold)
  })
})

test('a verdict on words from elsewhere never promotes', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.boolean(), (outcome, exposure, onInconclusive, passed) => {
      fc.pre(outcome !== 'pass' && outcome !== 'warn')
      // @ts-expect-error words that did not go through the checker
      expect(verdictOf({ outcome, exposure, onInconclusive, deadlinePassed: passed })).not.toBe('promote')
    }),
  )
})

describe('an assembled verdict', () => {
  test('without a required part is refused, because it would pass by being empty', () => {
    expect(() => assembled([])).toThrow(AnalysisError)
    expect(() => assembled([part('pass', { required: false })])).toThrow(/at least one required part/)
  })

  test('ignores what is not required, and shows it', () => {
    const verdict = assembled([part('pass'), part('fail', { id: 'extra', required: false })])
    expect(verdict).toMatchObject({ verdict: 'promote', outcome: 'pass' })
    expect(verdict.parts.map(({ id }) => id)).toEqual(['unit', 'extra'])
  })

  test('says the first reason of the first part with the worst outcome', () => {
    const verdict = assembled([part('inconclusive'), part('fail', { id: 'coverage' }), part('fail', { id: 'other' })])
    expect(verdict).toMatchObject({ verdict: 'rollback', outcome: 'fail', reason: 'it is fail' })
  })

  test('that passed says how many parts it rests on', () => {
    expect(assembled([part('pass')]).reason).toBe('it is pass')
    expect(assembled([part('pass'), part('pass', { id: 'two' })]).reason).toBe(
      'it is pass; all 2 required parts passed',
    )
  })

  test('promotes exactly when every required part goes on', () => {
    const parts = fc.array(fc.record({ outcome: fc.constantFrom(...outcomes), required: fc.boolean() }), {
      minLength: 1,
    })
    fc.assert(
      fc.property(
        parts,
        fc.boolean(),
        fc.constantFrom('before' as const, 'after' as const),
        (all, passed, exposure) => {
          const required = all.filter((one) => one.required)
          fc.pre(required.length > 0)
          const verdict = assembled(
            all.map(({ outcome, required }, index) => part(outcome, { id: String(index), required })),
            { deadlinePassed: passed, exposure },
          )
          expect(verdict.verdict === 'promote').toBe(required.every(({ outcome }) => goesOn(outcome)))
        },
      ),
    )
  })
})
