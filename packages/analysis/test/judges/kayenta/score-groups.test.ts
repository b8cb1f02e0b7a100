import { describe, expect, test } from 'vitest'
import { roundHalfUp } from '../../../src/judges/kayenta/round-half-up.ts'
import { scoreGroups, type Scored } from '../../../src/judges/kayenta/score-groups.ts'

const thresholds = { pass: 75, marginal: 50 }
const of = (classification: Scored['classification'], groups: readonly string[] = ['g'], critical = false): Scored => ({
  classification,
  classificationReason: classification === 'Pass' ? null : `m was classified as ${classification}`,
  critical,
  groups,
})
const score = (results: readonly Scored[], weights: Readonly<Record<string, number>> = {}, strict = false) =>
  scoreGroups(results, new Map(Object.entries(weights)), thresholds, strict)

describe('a score', () => {
  test('is the share of Pass, rounded to hundredths', () => {
    const seven = [...Array.from({ length: 2 }, () => of('Pass')), ...Array.from({ length: 5 }, () => of('High'))]
    expect(score(seven).groupScores[0]?.score).toBe(28.57142857142857)
    expect(score(seven).score).toEqual({ score: 28.57, classification: 'Fail', classificationReason: '' })
  })

  test('is exactly on a threshold when it reaches it', () => {
    expect(score([of('Pass'), of('High')]).score.classification).toBe('Marginal')
    expect(score([of('Pass'), of('Pass'), of('Pass'), of('Low')]).score.classification).toBe('Pass')
  })

  test('counts a group of errors as 100, though it shows 0', () => {
    expect(score([of('Error')])).toMatchObject({ groupScores: [{ score: 0 }], score: { score: 100 } })
    expect(score([of('Error')], {}, true)).toMatchObject({ groupScores: [{ score: 0 }], score: { score: 0 } })
  })

  test('loses the weight of groups that are absent, and goes over 100 with weights that do', () => {
    expect(score([of('Pass')], { g: 50, ghost: 50 }).score.score).toBe(50)
    expect(score([of('Pass', ['g']), of('Pass', ['h'])], { g: 100, h: 50 }).score.score).toBe(150)
  })

  test('shares what is left of 100 among groups without a weight', () => {
    expect(score([of('Pass', ['g']), of('High', ['h']), of('Pass', ['i'])], { g: 40 }).score.score).toBe(70)
  })

  test('counts a metric twice where its group is named twice, and nowhere without groups', () => {
    expect(score([of('Pass', ['g', 'g']), of('High')]).groupScores[0]?.score).toBe((2 / 3) * 100)
    expect(score([of('Pass', [])]).score).toMatchObject({ score: 0, classification: 'Fail' })
  })

  test('is 0 for the first critical result, and then for half of the results without data', () => {
    expect(score([of('Pass'), of('High', ['g'], true)]).score).toEqual({
      score: 0,
      classification: 'Fail',
      classificationReason: 'Canary Failed: m was classified as High',
    })
    expect(score([of('Pass'), of('Nodata')]).score.classificationReason).toContain('50% or more')
    expect(score([of('Pass'), of('Pass'), of('Nodata')]).score.score).toBe(100)
  })

  test('is 0 of no results', () => {
    expect(score([])).toEqual({
      groupScores: [],
      score: { score: 0, classification: 'Fail', classificationReason: '' },
    })
  })

  test('takes groups by any name', () => {
    const { groupScores } = score([of('Pass', ['__proto__']), of('High', ['constructor'])])
    expect(groupScores.map(({ name, score: own }) => [name, own])).toEqual([
      ['__proto__', 100],
      ['constructor', 0],
    ])
  })
})

test.each([
  [1.005, 1.01],
  [28.574999999999996, 28.57],
  [0.125, 0.13],
  [-0.125, -0.13],
  [66.66666666666667, 66.67],
  [99.995, 100],
  [1e-7, 0],
  [100, 100],
])('%d is rounded to %d', (value, rounded) => {
  expect(roundHalfUp(value)).toBe(rounded)
})
