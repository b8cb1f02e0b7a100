import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { binomialMass } from '../../src/distributions/index.ts'
import { binomialTest, clopperPearson, wilsonInterval, type Alternative } from '../../src/hypothesis/index.ts'
import { relativeError } from '../relative-error.ts'
import { alternatives, counted, counts, fractions, oddCounts, outcomes } from './count-vectors.ts'

const shares = Array.from({ length: 49 }, (_, at) => (at + 1) / 50)
const level = fc.double({ min: 0.01, max: 0.999, noNaN: true })

describe('the exact binomial test', () => {
  test.each(counted.binomial)('of $events of $total against $nullShare agrees with R', (one) => {
    for (const alternative of alternatives) {
      const wanted = one.results[alternative]
      const result = binomialTest(one, one.nullShare, { alternative, level: one.level })
      expect(relativeError(result.pValue, wanted.p)).toBeLessThan(1e-10)
      expect(relativeError(result.lower, wanted.lower)).toBeLessThan(1e-10)
      expect(relativeError(result.upper, wanted.upper)).toBeLessThan(1e-10)
      expect(result).toMatchObject({ estimate: one.events / one.total, level: one.level })
    }
  })

  test('adds, two-sided, what is no more probable than the outcome', () => {
    fc.assert(
      fc.property(counts(60), fc.double({ min: 0, max: 1, noNaN: true }), (one, share) => {
        const limit = binomialMass(one.events, one.total, share) * (1 + 1e-7)
        const masses = outcomes(one.total).map(({ events }) => binomialMass(events, one.total, share))
        const wanted = masses.filter((mass) => mass <= limit).reduce((sum, mass) => sum + mass, 0)
        expect(binomialTest(one, share).pValue).toBeCloseTo(wanted, 10)
      }),
    )
  })

  test('counts outcomes as equal that differ by rounding alone', () => {
    // 20 and 40 of 60 at ½, 4 and 7 of 11: both tails, to the last outcome.
    expect(binomialTest({ events: 40, total: 60 }, 0.5).pValue).toBe(
      binomialTest({ events: 20, total: 60 }, 0.5).pValue,
    )
    expect(binomialTest({ events: 4, total: 11 }, 0.5).pValue).toBeCloseTo(1124 / 2048, 12)
    expect(binomialTest({ events: 7, total: 11 }, 0.5).pValue).toBeCloseTo(1124 / 2048, 12)
  })

  test('rejects at every share no more often than its level', () => {
    for (const total of [1, 5, 12, 25])
      for (const share of shares)
        for (const alternative of alternatives)
          for (const alpha of [0.01, 0.05, 0.2]) {
            const size = outcomes(total)
              .filter((one) => binomialTest(one, share, { alternative }).pValue <= alpha)
              .reduce((sum, { events }) => sum + binomialMass(events, total, share), 0)
            expect(size).toBeLessThanOrEqual(alpha + 1e-12)
          }
  })

  test('has tails far below anything that could be summed', () => {
    const far = binomialTest({ events: 1_000_000, total: 1_000_000 }, 0.9995, { alternative: 'greater' })
    expect(relativeError(far.pValue, Math.exp(1_000_000 * Math.log(0.9995)))).toBeLessThan(1e-11)
    const both = binomialTest({ events: 600_000_000, total: 1_000_000_000 }, 0.6)
    expect(both).toMatchObject({ pValue: 1, estimate: 0.6 })
  })

  test('of nothing is no evidence', () => {
    for (const alternative of alternatives)
      expect(binomialTest({ events: 0, total: 0 }, 0.3, { alternative })).toEqual({
        estimate: null,
        pValue: 1,
        lower: 0,
        upper: 1,
        level: 0.95,
      })
  })

  test.each([...oddCounts, ...fractions])('refuses $events of $total', (odd) => {
    expect(() => binomialTest(odd, 0.5)).toThrow('proportion')
    expect(() => clopperPearson(odd, 0.95)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })

  test('refuses shares, levels and alternatives outside', () => {
    const one = { events: 1, total: 2 }
    for (const share of [-0.1, 1.1, NaN]) expect(() => binomialTest(one, share)).toThrow('nullShare')
    for (const at of [0, 1, NaN]) expect(() => binomialTest(one, 0.5, { level: at })).toThrow('level')
    const alternative = z.custom<Alternative>().parse('two.sided')
    expect(() => binomialTest(one, 0.5, { alternative })).toThrow('alternative')
  })
})

describe("Clopper and Pearson's interval", () => {
  test('covers every share at least as often as its level says, on one side and on both', () => {
    for (const total of [1, 4, 11, 24])
      for (const alternative of alternatives)
        for (const at of [0.5, 0.9, 0.99]) {
          const limits = outcomes(total).map((one) => clopperPearson(one, at, alternative))
          for (const share of shares) {
            const covered = limits.reduce(
              (sum, { lower, upper }, events) =>
                lower <= share && share <= upper ? sum + binomialMass(events, total, share) : sum,
              0,
            )
            expect(covered).toBeGreaterThanOrEqual(at - 1e-12)
          }
        }
  })

  test('leaves out exactly the shares that the one-sided tests reject', () => {
    fc.assert(
      fc.property(counts(200), level, (one, at) => {
        const { lower, upper } = clopperPearson(one, at)
        const alpha = (1 - at) / 2
        if (lower > 0) {
          const { pValue } = binomialTest(one, lower, { alternative: 'greater' })
          expect(relativeError(pValue, alpha)).toBeLessThan(1e-9)
        }
        if (upper < 1) {
          const { pValue } = binomialTest(one, upper, { alternative: 'less' })
          expect(relativeError(pValue, alpha)).toBeLessThan(1e-9)
        }
      }),
    )
  })
})

describe("Wilson's interval", () => {
  test.each(counted.binomial)('of $events of $total agrees with R', (one) => {
    const { lower, upper, estimate, level: at } = wilsonInterval(one, one.level)
    expect([lower, upper]).toEqual([expect.closeTo(one.wilson[0], 12), expect.closeTo(one.wilson[1], 12)])
    expect([estimate, at]).toEqual([one.events / one.total, one.level])
  })

  test('holds the share, lies within 0 and 1, mirrors and widens with the level', () => {
    fc.assert(
      fc.property(counts(5000), level, level, (one, at, other) => {
        const { lower, estimate, upper } = wilsonInterval(one, at)
        expect(0 <= lower && lower <= estimate && estimate <= upper && upper <= 1).toBe(true)
        const turned = wilsonInterval({ events: one.total - one.events, total: one.total }, at)
        expect([turned.lower, turned.upper]).toEqual([expect.closeTo(1 - upper, 12), expect.closeTo(1 - lower, 12)])
        const [narrow, wide] = [wilsonInterval(one, Math.min(at, other)), wilsonInterval(one, Math.max(at, other))]
        expect(wide.lower <= narrow.lower && narrow.upper <= wide.upper).toBe(true)
      }),
    )
  })

  test('begins or ends at the share itself where nothing, or nothing else, was counted', () => {
    for (const total of [1, 3, 450, 1e9]) {
      expect(wilsonInterval({ events: 0, total }, 0.95).lower).toBe(0)
      expect(wilsonInterval({ events: total, total }, 0.95).upper).toBe(1)
    }
  })

  test('takes counts with fractions, and refuses shares of nothing', () => {
    expect(wilsonInterval({ events: 0.5, total: 2 }, 0.9).estimate).toBe(0.25)
    expect(() => wilsonInterval({ events: 0, total: 0 }, 0.9)).toThrow('proportion')
    for (const odd of oddCounts) expect(() => wilsonInterval(odd, 0.9)).toThrow('proportion')
    for (const at of [0, 1, NaN]) expect(() => wilsonInterval({ events: 1, total: 2 }, at)).toThrow('level')
  })
})
