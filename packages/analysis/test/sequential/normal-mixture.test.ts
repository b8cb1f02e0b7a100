import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalLogCdf } from '../../src/distributions/index.ts'
import { normalMixtureBoundary, normalMixtureLogE, withLevelEffect } from '../../src/sequential/index.ts'
import { relativeError } from '../relative-error.ts'
import { eProcessVectors } from './e-process-vectors.ts'
import { evidenceError } from './sequential-vectors.ts'

const information = fc.double({ min: 1e-6, max: 1e8, noNaN: true })
const scale = fc.double({ min: 1e-3, max: 1e3, noNaN: true })
const z = fc.double({ min: -30, max: 30, noNaN: true })

describe('the evidence of a difference of known noise', () => {
  test('is the likelihood ratio integrated over the prior, in 40 digits', () => {
    for (const { score, information: seen, scale: prior, logE } of eProcessVectors.normal)
      expect(evidenceError(normalMixtureLogE({ score, information: seen }, prior), logE)).toBeLessThan(1e-13)
  })

  test('is the formula of its docstring', () => {
    fc.assert(
      fc.property(z, information, scale, (standard, v, tau) => {
        const total = v + 1 / (tau * tau)
        const score = standard * Math.sqrt(v)
        const formula =
          0.5 * Math.log(4 / (tau * tau * total)) + score ** 2 / (2 * total) + normalLogCdf(score / Math.sqrt(total))
        expect(evidenceError(normalMixtureLogE({ score, information: v }, tau), formula)).toBeLessThan(1e-11)
      }),
    )
  })

  test('has an expectation of 1 where the difference is 0, and below 1 where it is below', () => {
    for (const [v, tau] of [
      [0.01, 1],
      [4, 0.5],
      [100, 0.3],
    ] as const) {
      const expectation = (difference: number): number => {
        const step = 0.01
        let sum = 0
        for (let x = -14; x <= 26; x += step) {
          const score = difference * v + x * Math.sqrt(v)
          const density = Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI)
          sum += step * density * Math.exp(normalMixtureLogE({ score, information: v }, tau))
        }
        return sum
      }
      expect(expectation(0)).toBeCloseTo(1, 3)
      expect(expectation(-0.2)).toBeLessThan(expectation(-0.1))
      expect(expectation(-0.1)).toBeLessThan(1)
    }
  })

  test('grows with the score, and is 1 without information', () => {
    fc.assert(
      fc.property(z, information, scale, (standard, v, tau) => {
        const at = (score: number) => normalMixtureLogE({ score, information: v }, tau)
        const score = standard * Math.sqrt(v)
        expect(at(score + 0.01 * Math.sqrt(v + 1 / (tau * tau)))).toBeGreaterThan(at(score))
        expect(normalMixtureLogE({ score: 0, information: 0 }, tau)).toBe(0)
      }),
    )
  })

  test('does not depend on the unit of the difference', () => {
    fc.assert(
      fc.property(z, information, scale, fc.double({ min: 1e-4, max: 1e4, noNaN: true }), (standard, v, tau, unit) => {
        const plain = normalMixtureLogE({ score: standard * Math.sqrt(v), information: v }, tau)
        const other = { score: (standard * Math.sqrt(v)) / unit, information: v / (unit * unit) }
        expect(evidenceError(normalMixtureLogE(other, tau * unit), plain)).toBeLessThan(1e-9)
      }),
    )
  })

  test('is a number for information from 1e-300 to 1e15', () => {
    for (const v of [0, 1e-300, 1, 1e15])
      for (const score of [-1e15, -1, 0, 1e-300, 1e15])
        for (const tau of [1e-6, 1, 1e6]) {
          expect(Number.isFinite(normalMixtureLogE({ score, information: v }, tau))).toBe(true)
        }
  })

  test('is refused for what is none', () => {
    const right = { score: 1, information: 1 }
    for (const wrong of [NaN, Infinity, -Infinity])
      expect(() => normalMixtureLogE({ ...right, score: wrong }, 1)).toThrow('Expected score to be')
    for (const wrong of [NaN, Infinity, -1])
      expect(() => normalMixtureLogE({ ...right, information: wrong }, 1)).toThrow('Expected information to be')
    for (const wrong of [NaN, Infinity, 0, -1])
      expect(() => normalMixtureLogE(right, wrong)).toThrow('Expected scale to be')
  })
})

describe('the boundary of the score', () => {
  test('has the digits of 40', () => {
    for (const { information: v, scale: tau, alpha, score } of eProcessVectors.boundaries)
      expect(relativeError(normalMixtureBoundary({ information: v, scale: tau, alpha }), score)).toBeLessThan(1e-13)
  })

  test('is where the evidence reaches 1/α, below the closed form by up to 1.7 % at usual levels', () => {
    const alpha = fc.double({ min: 1e-12, max: 0.2, noNaN: true })
    fc.assert(
      fc.property(information, scale, alpha, (v, tau, level) => {
        const score = normalMixtureBoundary({ information: v, scale: tau, alpha: level })
        expect(evidenceError(normalMixtureLogE({ score, information: v }, tau), -Math.log(level))).toBeLessThan(1e-11)
        const total = v + 1 / (tau * tau)
        const closed = Math.sqrt(2 * total * Math.log(1 + (Math.sqrt(total) * tau) / (2 * level)))
        expect(score).toBeLessThanOrEqual(closed * (1 + 1e-14))
        if (level <= 0.05) expect(score).toBeGreaterThan(closed * 0.983)
      }),
    )
  })

  test('falls as more error is allowed, and rises with the information', () => {
    const at = (v: number, alpha: number) => normalMixtureBoundary({ information: v, scale: 0.1, alpha })
    expect([0.001, 0.01, 0.05, 0.5].map((alpha) => at(500, alpha))).toEqual(
      [0.001, 0.01, 0.05, 0.5].map((alpha) => at(500, alpha)).toSorted((one, other) => other - one),
    )
    expect(at(1000, 0.01)).toBeGreaterThan(at(500, 0.01))
  })

  test('is refused for what is none', () => {
    const right = { information: 1, scale: 1, alpha: 0.01 }
    for (const wrong of [0, 1, -1, NaN])
      expect(() => normalMixtureBoundary({ ...right, alpha: wrong })).toThrow('Expected alpha to be')
    expect(() => normalMixtureBoundary({ ...right, information: -1 })).toThrow('Expected information to be')
    expect(() => normalMixtureBoundary({ ...right, scale: 0 })).toThrow('Expected scale to be')
  })
})

describe('a lasting difference of the machines', () => {
  test('divides score and information by 1 + σ²V, so that what can be known ends at 1/σ²', () => {
    expect(withLevelEffect({ score: 6, information: 4 }, 0)).toEqual({ score: 6, information: 4 })
    const { score, information: left } = withLevelEffect({ score: 6e12, information: 1e12 }, 0.1)
    expect(left).toBeCloseTo(100, 6)
    expect(score / left).toBeCloseTo(6, 10)
  })

  test('is integrated out of both hypotheses: a normal law of variance 1/V + σ²', () => {
    fc.assert(
      fc.property(information, fc.double({ min: 0, max: 10, noNaN: true }), (v, sd) => {
        const { information: left } = withLevelEffect({ score: 1, information: v }, sd)
        expect(relativeError(1 / left, 1 / v + sd * sd)).toBeLessThan(1e-12)
      }),
    )
  })

  test.each([-1, NaN, Infinity])('has no spread of %s', (wrong) => {
    expect(() => withLevelEffect({ score: 1, information: 1 }, wrong)).toThrow('Expected levelSd to be')
  })
})
