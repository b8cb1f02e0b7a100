import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logFactorial } from '../../src/numeric/index.ts'
import {
  betaBinomialMixtureBound,
  betaBinomialMixtureLogE,
  gammaExponentialMixtureBound,
  gammaExponentialMixtureLogE,
  gammaPoissonMixtureBound,
  gammaPoissonMixtureLogE,
  subGaussianMixtureBound,
  subGaussianMixtureLogE,
} from '../../src/sequential/index.ts'
import { relativeError } from '../relative-error.ts'
import { evidenceError, sequentialVectors as vectors } from './sequential-vectors.ts'

const positive = fc.double({ min: 1e-3, max: 1e4, noNaN: true })
const coarse = fc.double({ min: 0.5, max: 1e3, noNaN: true })
const tiny = fc.double({ min: 1e-8, max: 0.4, noNaN: true })

describe('the evidence of a sum', () => {
  test('is the integral of the likelihood ratio over the prior', () => {
    for (const { s, v, options, logE } of vectors.subGaussian)
      expect(evidenceError(subGaussianMixtureLogE(s, v, options), logE)).toBeLessThan(1e-13)
    for (const { s, v, options, logE } of vectors.betaBinomial)
      expect(evidenceError(betaBinomialMixtureLogE(s, v, options), logE)).toBeLessThan(2e-13)
    for (const { s, v, options, logE } of vectors.gammaExponential)
      expect(evidenceError(gammaExponentialMixtureLogE(s, v, options), logE)).toBeLessThan(2e-13)
    for (const { s, v, options, logE } of vectors.gammaPoisson)
      expect(evidenceError(gammaPoissonMixtureLogE(s, v, options), logE)).toBeLessThan(2e-13)
  })

  test('is none before anything was seen', () => {
    fc.assert(
      fc.property(positive, fc.constantFrom(1 as const, 2 as const), coarse, (tightestAt, sides, scale) => {
        expect(subGaussianMixtureLogE(0, 0, { tightestAt, sides })).toBeCloseTo(0, 14)
        expect(betaBinomialMixtureLogE(0, 0, { tightestAt, sides, below: 0.3, above: 0.7 })).toBe(0)
        expect(gammaExponentialMixtureLogE(0, 0, { tightestAt, scale })).toBe(0)
        expect(gammaPoissonMixtureLogE(0, 0, { tightestAt, scale })).toBe(0)
      }),
    )
  })

  test('has an expectation of 1 at most: beta-binomial and sub-Gaussian over all outcomes of 30 coins', () => {
    const n = 30
    for (const p of [0.05, 0.3, 0.5, 0.9]) {
      for (const sides of [1, 2] as const) {
        const tuning = { tightestAt: 5, tightestAlpha: 0.1, sides }
        let ofCounts = 0
        let ofSums = 0
        for (let k = 0; k <= n; k += 1) {
          const log = logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p)
          const chance = Math.exp(log + (n - k) * Math.log(1 - p))
          const options = { ...tuning, below: p, above: 1 - p }
          ofCounts += chance * Math.exp(betaBinomialMixtureLogE(k - n * p, p * (1 - p) * n, options))
          ofSums += chance * Math.exp(subGaussianMixtureLogE(k - n * p, n / 4, tuning))
        }
        expect(ofCounts).toBeCloseTo(1, 10)
        expect(ofSums).toBeLessThanOrEqual(1 + 1e-12)
      }
    }
  })

  test('has an expectation of 1 for a Poisson count less its mean', () => {
    const mean = 6
    let sum = 0
    // Far outcomes are rare and their evidence is large: the mean has a long tail.
    for (let k = 0; k < 500; k += 1) {
      const logChance = k * Math.log(mean) - mean - logFactorial(k)
      sum += Math.exp(logChance + gammaPoissonMixtureLogE(k - mean, mean, { scale: 1, tightestAt: 5 }))
    }
    expect(sum).toBeCloseTo(1, 10)
  })

  test('of one side grows with the sum, of two with its distance from 0', () => {
    fc.assert(
      fc.property(fc.double({ min: -80, max: 80, noNaN: true }), positive, positive, (s, v, tightestAt) => {
        const more = s + 1
        expect(subGaussianMixtureLogE(more, v, { tightestAt })).toBeGreaterThan(
          subGaussianMixtureLogE(s, v, { tightestAt }),
        )
        expect(subGaussianMixtureLogE(-s, v, { tightestAt, sides: 2 })).toBe(
          subGaussianMixtureLogE(s, v, { tightestAt, sides: 2 }),
        )
        for (const logE of [gammaExponentialMixtureLogE, gammaPoissonMixtureLogE]) {
          const [less, grown] = [logE(s, v, { tightestAt, scale: 2 }), logE(more, v, { tightestAt, scale: 2 })]
          expect(grown).toBeGreaterThan(less - 1e-12)
        }
      }),
    )
  })
})

describe('the evidence of a sum beyond all numbers in units of the scale', () => {
  test('is certain above, and nothing below', () => {
    const options = { tightestAt: 1e-20, scale: 1e-10 }
    for (const logE of [gammaExponentialMixtureLogE, gammaPoissonMixtureLogE]) {
      expect(logE(1e300, 0, options)).toBe(Infinity)
      expect(logE(-1e300, 0, options)).toBe(-Infinity)
    }
  })
})

describe('the bound of a sum', () => {
  test('agrees with 40 digits', () => {
    const { subGaussian, betaBinomial, gammaExponential, gammaPoisson } = vectors.bounds
    for (const { v, alpha, options, bound } of subGaussian)
      expect(relativeError(subGaussianMixtureBound(v, alpha, options), bound)).toBeLessThan(1e-13)
    for (const { v, alpha, options, bound } of betaBinomial)
      expect(relativeError(betaBinomialMixtureBound(v, alpha, options), bound)).toBeLessThan(1e-13)
    for (const { v, alpha, options, bound } of gammaExponential)
      expect(relativeError(gammaExponentialMixtureBound(v, alpha, options), bound)).toBeLessThan(1e-13)
    for (const { v, alpha, options, bound } of gammaPoisson)
      expect(relativeError(gammaPoissonMixtureBound(v, alpha, options), bound)).toBeLessThan(1e-13)
  })

  test('is where evidence reaches 1/α', () => {
    fc.assert(
      fc.property(positive, tiny, positive, coarse, (v, alpha, tightestAt, scale) => {
        for (const sides of [1, 2] as const) {
          const options = { tightestAt, sides, below: 0.4, above: 0.6 }
          const bound = subGaussianMixtureBound(v, alpha, options)
          expect(evidenceError(subGaussianMixtureLogE(bound, v, options), -Math.log(alpha))).toBeLessThan(1e-9)
          const most = betaBinomialMixtureBound(v, alpha, options)
          const reached = betaBinomialMixtureLogE(most, v, options)
          if (most < v / 0.4) expect(evidenceError(reached, -Math.log(alpha))).toBeLessThan(1e-8)
          else expect(reached).toBeLessThan(-Math.log(alpha) + 1e-9)
        }
        const options = { tightestAt, scale }
        const ofExponential = gammaExponentialMixtureBound(v, alpha, options)
        const ofPoisson = gammaPoissonMixtureBound(v, alpha, options)
        expect(evidenceError(gammaExponentialMixtureLogE(ofExponential, v, options), -Math.log(alpha))).toBeLessThan(
          1e-8,
        )
        expect(evidenceError(gammaPoissonMixtureLogE(ofPoisson, v, options), -Math.log(alpha))).toBeLessThan(1e-8)
      }),
      { numRuns: 60 },
    )
  })

  test('falls as more error is allowed', () => {
    fc.assert(
      fc.property(positive, tiny, (v, alpha) => {
        const options = { tightestAt: 20, scale: 1, below: 0.5, above: 0.5 }
        for (const bound of [
          subGaussianMixtureBound,
          betaBinomialMixtureBound,
          gammaExponentialMixtureBound,
          gammaPoissonMixtureBound,
        ])
          expect(bound(v, alpha, options)).toBeGreaterThanOrEqual(bound(v, alpha * 2, options))
      }),
      { numRuns: 60 },
    )
  })

  test('is tightest, in units of the deviation, near where it was tuned to be', () => {
    const widths = [1, 10, 100, 1000, 10_000].map(
      (v) => subGaussianMixtureBound(v, 0.05, { tightestAt: 100 }) / Math.sqrt(v),
    )
    expect(Math.min(...widths)).toBe(widths[2])
  })
})

describe('evidence and bounds of sums refuse', () => {
  const options = { tightestAt: 10, scale: 1, below: 0.5, above: 0.5 }
  const evidence = [
    subGaussianMixtureLogE,
    betaBinomialMixtureLogE,
    gammaExponentialMixtureLogE,
    gammaPoissonMixtureLogE,
  ] as const
  const bounds = [
    subGaussianMixtureBound,
    betaBinomialMixtureBound,
    gammaExponentialMixtureBound,
    gammaPoissonMixtureBound,
  ] as const

  test('what is no sum, variance, error or tuning', () => {
    for (const of of evidence) {
      expect(() => of(NaN, 1, options)).toThrow('Expected s to be')
      expect(() => of(Infinity, 1, options)).toThrow('Expected s to be')
      expect(() => of(0, NaN, options)).toThrow('Expected v to be')
      expect(() => of(0, -1, options)).toThrow('Expected v to be')
      expect(() => of(0, Infinity, options)).toThrow('Expected v to be')
      expect(() => of(0, 1, { ...options, tightestAt: 0 })).toThrow('Expected tightestAt to be')
      expect(() => of(0, 1, { ...options, tightestAt: NaN })).toThrow('Expected tightestAt to be')
      expect(() => of(0, 1, { ...options, tightestAlpha: 0.5 })).toThrow('Expected tightestAlpha to be')
      expect(() => of(0, 1, { ...options, tightestAlpha: NaN })).toThrow('Expected tightestAlpha to be')
    }
    for (const of of bounds) {
      expect(() => of(NaN, 0.05, options)).toThrow('Expected v to be')
      for (const alpha of [0, 1, NaN]) expect(() => of(1, alpha, options)).toThrow('Expected alpha to be')
    }
  })

  test('limits and scales that are none, and sums beyond their ends', () => {
    expect(() => betaBinomialMixtureLogE(0, 1, { ...options, below: 0 })).toThrow('Expected below to be')
    expect(() => betaBinomialMixtureLogE(0, 1, { ...options, above: NaN })).toThrow('Expected above to be')
    expect(() => betaBinomialMixtureLogE(2.1, 1, options)).toThrow('Expected s to be from -2 to 2')
    expect(() => betaBinomialMixtureLogE(-2.1, 1, options)).toThrow('Expected s to be from -2 to 2')
    expect(() => gammaExponentialMixtureLogE(0, 1, { ...options, scale: 0 })).toThrow('Expected scale to be')
    expect(() => gammaPoissonMixtureBound(1, 0.05, { ...options, scale: NaN })).toThrow('Expected scale to be')
    expect(() => gammaPoissonMixtureBound(1, 0.05, { ...options, scale: 1e-6 })).toThrow('Expected scale to be')
    expect(() => gammaExponentialMixtureBound(1, 0.05, { ...options, scale: 1e7 })).toThrow('Expected scale to be')
    expect(() => betaBinomialMixtureLogE(0, 1, { ...options, below: 1e-10 })).toThrow('Expected below to be')
    expect(() => betaBinomialMixtureLogE(0, 1e12, options)).toThrow('Expected v to be')
    expect(() => betaBinomialMixtureBound(1, 0.05, { ...options, tightestAt: 1e13 })).toThrow(
      'Expected tightestAt to be',
    )
  })
})
