import { describe, expect, test } from 'vitest'
import { conditions } from '../../../src/conditions/index.ts'
import { now, subject } from '../report.ts'
import { accepted, counts, judge, summary } from './coverage-report.ts'

const maxDrop = { reference: 'main', points: '0.5pp' }
const pull = { subject: { ...subject, branch: 'feature' } }

describe('coverage compared with a branch', () => {
  test('asks for that branch', () => {
    expect(conditions.coverage.referenceBranch({ maxDrop })).toBe('main')
    expect(conditions.coverage.referenceBranch({ lines: '>= 80%' })).toBeNull()
  })

  test.each([
    [795, 'pass', 'Coverage of lines is 79.5 % (795 of 1 000), 0.5 points below 80 % on main (bbbbbbb)'],
    [
      794,
      'fail',
      'Coverage of lines is 79.4 % (794 of 1 000), 0.6 points below 80 % on main (bbbbbbb), at most 0.5 points are allowed',
    ],
    [800, 'pass', 'Coverage of lines is 80 % (800 of 1 000), the same as 80 % on main (bbbbbbb)'],
    [812, 'pass', 'Coverage of lines is 81.2 % (812 of 1 000), 1.2 points above 80 % on main (bbbbbbb)'],
  ])('with %i of 1000 lines: %s', (covered, outcome, sentence) => {
    const references = accepted([[null, counts(800, 1000)]])
    const judged = judge({ maxDrop }, [summary(covered, 1000)], { ...pull, references })
    expect([judged.outcome, judged.sentences[0]?.replaceAll('\u202f', ' ')]).toEqual([outcome, sentence])
  })

  test('a drop is no failure at or above a level', () => {
    const references = accepted([[null, counts(99, 100)]])
    const options = { maxDrop: { ...maxDrop, unlessAbove: '>= 90%' } }
    expect(judge(options, [summary(92, 100)], { ...pull, references })).toMatchObject({
      outcome: 'pass',
      sentences: [
        'Coverage of lines is 92 % (92 of 100), 7 points below 99 % on main (bbbbbbb), at most 0.5 points are allowed below 90 %',
      ],
    })
    expect(judge(options, [summary(89, 100)], { ...pull, references }).outcome).toBe('fail')
  })

  test('without a reference is undecided elsewhere, and the floor beside it is judged all the same', () => {
    expect(judge({ maxDrop }, [summary(8, 10)], pull).outcome).toBe('inconclusive')
    expect(judge({ maxDrop, lines: '>= 90%' }, [summary(8, 10)], pull).outcome).toBe('fail')
    const accepting = { maxDrop: { ...maxDrop, whenMissing: 'accept' } }
    expect(judge(accepting, [summary(8, 10)], pull)).toMatchObject({
      outcome: 'pass',
      sentences: ['There is no accepted coverage of main yet: the drop was not judged, which the policy accepts'],
    })
    expect(judge({ ...accepting, lines: '>= 90%' }, [summary(8, 10)], pull).outcome).toBe('fail')
  })

  test('without a reference passes on the branch itself, which has to begin somewhere', () => {
    const judged = judge({ maxDrop }, [summary(8, 10)])
    expect(judged.outcome).toBe('pass')
    expect(judged.observation).toEqual({
      kind: 'coverage',
      flags: [{ flag: null, counts: counts(8, 10), measuredAt: now - 60_000 }],
    })
  })

  test.each([
    [0, 0, 'fail'],
    [11, 10, 'error'],
    [Number.NaN, 10, 'error'],
    [1, Number.NaN, 'fail'],
  ])('%d of %d never passes for want of a reference, and is never kept', (covered, total, outcome) => {
    for (const options of [{ maxDrop }, { maxDrop: { ...maxDrop, whenMissing: 'accept' } }]) {
      const judged = judge(options, [summary(covered, total)])
      expect([judged.outcome, judged.observation]).toEqual([outcome, null])
    }
  })

  test('with a reference of nothing, or of something else, is undecided', () => {
    expect(judge({ maxDrop }, [summary(8, 10)], { references: accepted([[null, counts(0, 0)]]) }).outcome).toBe(
      'inconclusive',
    )
    const [reference] = accepted([])
    const other = { ...reference, observation: { kind: 'findings', keys: [] } } as unknown as typeof reference
    const references = other === undefined ? [] : [other]
    expect(judge({ maxDrop }, [summary(8, 10)], { ...pull, references }).outcome).toBe('inconclusive')
  })

  test('compares each suite with its own, and a suite that did not come leaves it undecided', () => {
    const references = accepted([
      ['unit', counts(80, 100)],
      ['e2e', counts(50, 100)],
    ])
    const unit = summary(85, 100, { suite: 'unit' })
    const judged = judge({ maxDrop }, [unit], { ...pull, references })
    expect(judged.outcome).toBe('inconclusive')
    expect(judged.sentences[0]).toBe("There is no coverage report labelled suite 'e2e', and nothing is carried forward")
    expect(judge({ maxDrop, suite: 'unit' }, [unit], { ...pull, references }).outcome).toBe('pass')
    const both = judge({ maxDrop }, [unit, summary(40, 100, { suite: 'e2e' })], { ...pull, references })
    expect(both.outcome).toBe('fail')
    expect(both.sentences[0]).toContain("Coverage of lines of suite 'e2e' is 40 %")
  })

  test('a suite under another name is no way around it', () => {
    const references = accepted([['unit', counts(80, 100)]])
    const judged = judge({ maxDrop }, [summary(10, 100, { suite: 'unit2' })], { ...pull, references })
    expect(judged.outcome).toBe('inconclusive')
  })
})

describe('coverage of suites', () => {
  const flags = { unit: { lines: '>= 80%' }, e2e: { lines: '>= 40%' } }

  test('each has its floor', () => {
    const reports = [summary(85, 100, { suite: 'unit' }), summary(30, 100, { suite: 'e2e', name: 'e2e.xml' })]
    expect(judge({ flags }, reports)).toMatchObject({
      outcome: 'fail',
      sentences: [
        "Coverage of lines is 30 % (30 of 100, suite 'e2e', e2e.xml), 10 points below the floor of 40 %",
        "Coverage of lines is 85 % (85 of 100, suite 'unit', coverage.xml), at or above the floor of 80 %",
      ],
    })
  })

  test('without a report it is undecided; carried forward it says since when', () => {
    const reports = [summary(85, 100, { suite: 'unit' })]
    expect(judge({ flags }, reports).outcome).toBe('inconclusive')
    const references = accepted([['e2e', counts(45, 100)]], now - 2 * 86_400_000 - 30_000)
    const options = { flags, carryForward: { reference: 'main', maxAge: '7d' } }
    const judged = judge(options, reports, { references })
    expect(judged.outcome).toBe('pass')
    expect(judged.sentences[1]).toBe(
      "Coverage of lines is 45 % (45 of 100, suite 'e2e', carried forward from main, measured 2d ago), at or above the floor of 40 %",
    )
    expect(judged.observation).toMatchObject({
      flags: [{ flag: 'unit' }, { flag: 'e2e', measuredAt: now - 2 * 86_400_000 - 30_000 }],
    })
    expect(conditions.coverage.referenceBranch(options)).toBe('main')
  })

  test('nothing is carried forward beyond its age, from the future, or without having been accepted', () => {
    const options = { flags: { e2e: { lines: '>= 40%' } }, carryForward: { reference: 'main', maxAge: '1d' } }
    for (const measuredAt of [now - 86_400_001, now + 3_600_000, Number.NaN]) {
      const references = accepted([['e2e', counts(45, 100)]], measuredAt)
      expect(judge(options, [], { references }).outcome).toBe('inconclusive')
    }
    expect(judge(options, [], { references: accepted([['unit', counts(45, 100)]]) }).outcome).toBe('inconclusive')
    expect(judge(options, [], { references: accepted([['e2e', counts(45, 100)]]) }).outcome).toBe('pass')
  })

  test('what is carried forward is no drop', () => {
    const references = accepted([
      ['unit', counts(80, 100)],
      ['e2e', counts(50, 100)],
    ])
    const options = { maxDrop, carryForward: { reference: 'main', maxAge: '7d' } }
    const judged = judge(options, [summary(80, 100, { suite: 'unit' })], { ...pull, references })
    expect(judged.outcome).toBe('pass')
    expect(judged.sentences[1]).toBe(
      "Coverage of suite 'e2e' has no report and is carried forward from main, measured 1h ago: it did not fall",
    )
  })

  test('a floor of everything is not carried forward', () => {
    const options = {
      lines: '>= 10%',
      flags: { e2e: { lines: '>= 40%' } },
      carryForward: { reference: 'main', maxAge: '7d' },
    }
    expect(judge(options, [], { references: accepted([['e2e', counts(45, 100)]]) }).outcome).toBe('inconclusive')
  })
})

test.each([
  [{}, 'a floor'],
  [{ perFile: { include: ['src/**'] } }, 'a floor'],
  [{ flags: {} }, 'at least one flag'],
  [{ suite: 'unit', flags: { unit: { lines: '>= 1%' } } }, 'suite or flags'],
  [{ maxDrop, carryForward: { reference: 'develop', maxAge: '1d' } }, 'the same reference'],
  [{ maxDrop: { reference: 'main', points: '0.5%' } }, 'percentage points'],
  [{ perFile: { lines: '>= 50%', exclude: ['a**'] } }, 'a pattern of paths'],
])('the options %j are refused: %s', (options, expected) => {
  const parsed = conditions.coverage.options.safeParse(options)
  expect(JSON.stringify(parsed.error?.issues)).toContain(expected)
})
