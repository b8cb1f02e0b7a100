import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { poissonMass } from '../../src/distributions/index.ts'
import { poissonRateRatio, rateNonInferiority } from '../../src/hypothesis/index.ts'

const harms = ['increase', 'decrease'] as const
const control = { events: 40, exposure: 1000 }
const experiment = { events: 44, exposure: 1100 }

describe('non-inferiority of rates', () => {
  test('is shown where the limit on the harmful side stays within the factor, not at it', () => {
    const { lower, upper, estimate } = poissonRateRatio(control, experiment, { level: 0.9 })
    const claim = (harm: 'increase' | 'decrease', margin: number) =>
      rateNonInferiority(control, experiment, { harm, margin })
    expect(claim('increase', upper)).toEqual({ estimate, limit: upper, isNonInferior: false })
    expect(claim('increase', upper * (1 + 1e-12)).isNonInferior).toBe(true)
    expect(claim('decrease', (1 / lower) * (1 - 1e-12))).toEqual({ estimate, limit: lower, isNonInferior: false })
    expect(claim('decrease', (1 / lower) * (1 + 1e-12)).isNonInferior).toBe(true)
  })

  test('is the one-sided test of the margin', () => {
    for (const harm of harms)
      for (let events = 0; events < 120; events += 1) {
        const one = { events, exposure: 1000 }
        const margin = 1.6
        const { pValue } = poissonRateRatio(control, one, {
          nullRatio: harm === 'increase' ? margin : 1 / margin,
          alternative: harm === 'increase' ? 'less' : 'greater',
        })
        expect(rateNonInferiority(control, one, { harm, margin, alpha: 0.01 }).isNonInferior).toBe(pValue < 0.01)
      }
  })

  test('is claimed of a rate at the margin no more often than alpha', () => {
    for (const harm of harms)
      for (const mean of [1, 4, 9]) {
        const margin = 2
        const [ofControl, ofExperiment] = harm === 'increase' ? [mean, margin * mean] : [margin * mean, mean]
        let claimed = 0
        for (let y = 0; y < 60; y += 1)
          for (let x = 0; x < 60; x += 1)
            if (
              rateNonInferiority({ events: y, exposure: 1 }, { events: x, exposure: 1 }, { harm, margin, alpha: 0.1 })
                .isNonInferior
            )
              claimed += poissonMass(y, ofControl) * poissonMass(x, ofExperiment)
        expect(claimed).toBeLessThanOrEqual(0.1)
      }
  })

  test('is never shown without events', () => {
    const none = { events: 0, exposure: 1e9 }
    expect(rateNonInferiority(none, none, { harm: 'increase', margin: 1e6 })).toEqual({
      estimate: null,
      limit: Infinity,
      isNonInferior: false,
    })
    expect(rateNonInferiority(none, none, { harm: 'decrease', margin: 1e6 })).toEqual({
      estimate: null,
      limit: 0,
      isNonInferior: false,
    })
  })

  test('asks for an error of 5 % where nothing is asked', () => {
    const { limit } = rateNonInferiority(control, experiment, { harm: 'increase', margin: 2 })
    expect(limit).toBe(rateNonInferiority(control, experiment, { harm: 'increase', margin: 2, alpha: 0.05 }).limit)
    expect(limit).toBe(poissonRateRatio(control, experiment, { level: 0.9 }).upper)
  })

  test('refuses factors that are none, errors and directions outside', () => {
    const odd = (options: Partial<Parameters<typeof rateNonInferiority>[2]>) => () =>
      rateNonInferiority(control, experiment, { harm: 'increase', margin: 2, ...options })
    for (const margin of [-1, 0, 0.5, 1, NaN, Infinity]) expect(odd({ margin })).toThrow('margin')
    expect(odd({ margin: 1.001 })).not.toThrow()
    for (const alpha of [0, 0.5, NaN]) expect(odd({ alpha })).toThrow('alpha')
    expect(odd({ harm: z.custom<'increase'>().parse('either') })).toThrow('harm')
  })
})
