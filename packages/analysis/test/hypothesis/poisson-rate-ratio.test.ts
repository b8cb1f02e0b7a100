import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { poissonMass } from '../../src/distributions/index.ts'
import { poissonRateRatio, type Alternative } from '../../src/hypothesis/index.ts'
import { relativeError } from '../relative-error.ts'
import { alternatives, counted, mirrored } from './count-vectors.ts'

const fine = { events: 2, exposure: 3 }
const rate = fc.record({
  events: fc.nat({ max: 200 }),
  exposure: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
})

describe('the ratio of two rates', () => {
  test.each(counted.rates)('of $experiment to $control at $nullRatio agrees with R', (one) => {
    const { control, experiment, nullRatio, level } = one
    for (const alternative of alternatives) {
      const wanted = one.results[alternative]
      const result = poissonRateRatio(control, experiment, { alternative, level, nullRatio })
      expect(relativeError(result.pValue, wanted.p)).toBeLessThan(1e-10)
      expect(relativeError(result.lower, wanted.lower)).toBeLessThan(1e-10)
      expect(relativeError(result.upper, wanted.upper)).toBeLessThan(1e-10)
      expect(result.level).toBe(level)
    }
  })

  test('turns over when the sides are swapped, and grows with the unit of an exposure', () => {
    fc.assert(
      fc.property(rate, rate, fc.constantFrom(...alternatives), (control, experiment, alternative) => {
        const result = poissonRateRatio(control, experiment, { alternative, nullRatio: 2 })
        const swapped = poissonRateRatio(experiment, control, { alternative: mirrored[alternative], nullRatio: 0.5 })
        expect(relativeError(swapped.pValue, result.pValue)).toBeLessThan(1e-6)
        expect(relativeError(swapped.lower, 1 / result.upper)).toBeLessThan(1e-9)
        expect(relativeError(swapped.upper, 1 / result.lower)).toBeLessThan(1e-9)
        const slower = { events: control.events, exposure: 4 * control.exposure }
        const quadrupled = poissonRateRatio(slower, experiment, { alternative, nullRatio: 8 })
        expect(relativeError(quadrupled.pValue, result.pValue)).toBeLessThan(1e-9)
        expect(relativeError(quadrupled.lower, 4 * result.lower)).toBeLessThan(1e-12)
      }),
    )
  })

  test('rejects equal rates no more often than its level, and its interval holds the ratio', () => {
    const means = [0.5, 2, 6] as const
    for (const alternative of alternatives)
      for (const mean of means)
        for (const ratio of [1, 3]) {
          let [rejected, covered, all] = [0, 0, 0]
          for (let x = 0; x < 55; x += 1)
            for (let y = 0; y < 30; y += 1) {
              const chance = poissonMass(x, ratio * mean) * poissonMass(y, mean)
              const one = poissonRateRatio(
                { events: y, exposure: 1 },
                { events: x, exposure: 1 },
                { alternative, nullRatio: ratio, level: 0.9 },
              )
              all += chance
              if (one.pValue <= 0.1) rejected += chance
              if (one.lower <= ratio && ratio <= one.upper) covered += chance
            }
          expect(all).toBeGreaterThan(1 - 1e-6)
          expect(rejected).toBeLessThanOrEqual(0.1)
          expect(covered).toBeGreaterThanOrEqual(0.9 - 1e-6)
        }
  })

  test('without events on either side is no evidence', () => {
    for (const alternative of alternatives)
      expect(poissonRateRatio({ events: 0, exposure: 9 }, { events: 0, exposure: 1 }, { alternative })).toEqual({
        estimate: null,
        pValue: 1,
        lower: 0,
        upper: Infinity,
        level: 0.95,
      })
  })

  test('is open above where the control alone has no event, and 0 where the experiment has none', () => {
    const one = poissonRateRatio({ events: 0, exposure: 5 }, { events: 4, exposure: 5 })
    expect(one).toMatchObject({ estimate: Infinity, upper: Infinity })
    // (1 − (α/2)^¼) is the share's lower limit of 4 of 4: (α/2)^¼.
    const share = 0.025 ** 0.25
    expect(one.lower).toBeCloseTo(share / (1 - share), 10)
    expect(poissonRateRatio({ events: 4, exposure: 5 }, { events: 0, exposure: 5 })).toMatchObject({
      estimate: 0,
      lower: 0,
    })
  })

  test('keeps its digits where one side has nearly all events', () => {
    const { lower } = poissonRateRatio({ events: 0, exposure: 1 }, { events: 1e9, exposure: 1 })
    // The limit's share is 0.025 to the power of 1e-9, its odds 1e9 ÷ ln 40 to nine digits.
    expect(relativeError(lower, 1e9 / Math.log(40) - 0.5)).toBeLessThan(1e-12)
  })

  test.each([
    { events: -1, exposure: 1 },
    { events: 0.5, exposure: 1 },
    { events: NaN, exposure: 1 },
    { events: Infinity, exposure: 1 },
    { events: 1, exposure: 0 },
    { events: 1, exposure: -1 },
    { events: 1, exposure: NaN },
    { events: 1, exposure: Infinity },
  ])('refuses $events in $exposure', (odd) => {
    expect(() => poissonRateRatio(odd, fine)).toThrow('control')
    expect(() => poissonRateRatio(fine, odd)).toThrow('experiment')
  })

  test('refuses exposures too far apart to be divided', () => {
    const [tiny, huge] = [
      { events: 1, exposure: 1e-200 },
      { events: 1, exposure: 1e200 },
    ]
    expect(() => poissonRateRatio(tiny, huge)).toThrow('ratio of exposures')
    expect(() => poissonRateRatio(huge, tiny)).toThrow('ratio of exposures')
    expect(poissonRateRatio(tiny, tiny).pValue).toBe(1)
  })

  test('needs no sum of exposures, and refuses those whose ratio is no number', () => {
    const [one, other] = [
      { events: 0, exposure: 1e308 },
      { events: 3, exposure: 1e308 },
    ]
    expect(poissonRateRatio(one, other).pValue).toBeCloseTo(0.25, 12)
    expect(poissonRateRatio(fine, fine, { nullRatio: 1e-308, alternative: 'less' }).pValue).toBe(1)
    for (const [far, near] of [
      [1e300, 1e-300],
      [1e-300, 1e300],
    ] as const)
      expect(() => poissonRateRatio({ events: 0, exposure: far }, { events: 0, exposure: near })).toThrow('exposure')
  })

  test('refuses ratios, levels and alternatives outside', () => {
    for (const nullRatio of [0, -1, NaN, Infinity])
      expect(() => poissonRateRatio(fine, fine, { nullRatio })).toThrow('nullRatio')
    for (const level of [0, 1, NaN]) expect(() => poissonRateRatio(fine, fine, { level })).toThrow('level')
    const alternative = z.custom<Alternative>().parse('two.sided')
    expect(() => poissonRateRatio(fine, fine, { alternative })).toThrow('alternative')
  })
})
