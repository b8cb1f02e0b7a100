import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  betaCdf,
  betaQuantile,
  betaSurvival,
  binomialCdf,
  binomialMass,
  binomialQuantile,
  binomialSurvival,
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredSurvival,
  gammaCdf,
  gammaQuantile,
  gammaSurvival,
  hypergeometricCdf,
  hypergeometricMass,
  hypergeometricSurvival,
  poissonCdf,
  poissonMass,
  poissonQuantile,
  poissonSurvival,
  studentTCdf,
  studentTQuantile,
  studentTSurvival,
} from '../../src/distributions/index.ts'
import { logBeta, logGamma } from '../../src/numeric/index.ts'
import { relativeError } from '../relative-error.ts'
import { readVectors } from '../vectors/read-vectors.ts'

const rows = (length: number) => z.array(z.array(z.number()).length(length))
const vectors = readVectors(
  'laws',
  z.object({
    logGamma: rows(2),
    logBeta: rows(3),
    beta: rows(5),
    gamma: rows(4),
    student: rows(4),
    binomial: rows(6),
    poisson: rows(5),
    hypergeometric: rows(7),
  }),
)

/** Largest relative error of a function over rows whose last numbers are its arguments' result. */
function worst(
  table: readonly (readonly number[])[],
  got: (...row: readonly number[]) => number,
  wanted: (row: readonly number[]) => number | undefined,
): number {
  return Math.max(...table.map((row) => relativeError(got(...row), wanted(row) ?? Number.NaN)))
}

/** What the issue asks of every tail, those near 1e-300 included. */
const digits = 1e-12

describe('special functions agree with 50-digit arithmetic', () => {
  test('ln Γ to 1e-15, around its zeros too', () => {
    expect(
      worst(
        vectors.logGamma,
        (x = 0) => logGamma(x),
        (row) => row[1],
      ),
    ).toBeLessThan(1e-15)
  })
  test('ln B to 1e-15', () => {
    expect(
      worst(
        vectors.logBeta,
        (a = 0, b = 0) => logBeta(a, b),
        (row) => row[2],
      ),
    ).toBeLessThan(1e-15)
  })
})

describe('laws agree with 50-digit arithmetic in both tails', () => {
  test('beta', () => {
    expect(
      worst(
        vectors.beta,
        (x = 0, a = 0, b = 0) => betaCdf(x, a, b),
        (row) => row[3],
      ),
    ).toBeLessThan(digits)
    expect(
      worst(
        vectors.beta,
        (x = 0, a = 0, b = 0) => betaSurvival(x, a, b),
        (row) => row[4],
      ),
    ).toBeLessThan(digits)
  })
  test('gamma', () => {
    expect(
      worst(
        vectors.gamma,
        (a = 0, x = 0) => gammaCdf(x, a),
        (row) => row[2],
      ),
    ).toBeLessThan(digits)
    expect(
      worst(
        vectors.gamma,
        (a = 0, x = 0) => gammaSurvival(x, a),
        (row) => row[3],
      ),
    ).toBeLessThan(digits)
  })
  test('Student, from a tenth to a million million degrees of freedom', () => {
    expect(
      worst(
        vectors.student,
        (t = 0, df = 0) => studentTCdf(t, df),
        (row) => row[2],
      ),
    ).toBeLessThan(digits)
    expect(
      worst(
        vectors.student,
        (t = 0, df = 0) => studentTSurvival(t, df),
        (row) => row[3],
      ),
    ).toBeLessThan(digits)
  })
  test('binomial', () => {
    expect(
      worst(
        vectors.binomial,
        (k = 0, n = 0, p = 0) => binomialMass(k, n, p),
        (row) => row[3],
      ),
    ).toBeLessThan(digits)
    expect(
      worst(
        vectors.binomial,
        (k = 0, n = 0, p = 0) => binomialCdf(k, n, p),
        (row) => row[4],
      ),
    ).toBeLessThan(digits)
    const above = worst(
      vectors.binomial,
      (k = 0, n = 0, p = 0) => binomialSurvival(k, n, p),
      (row) => row[5],
    )
    expect(above).toBeLessThan(digits)
  })
  test('Poisson', () => {
    expect(
      worst(
        vectors.poisson,
        (k = 0, mean = 0) => poissonMass(k, mean),
        (row) => row[2],
      ),
    ).toBeLessThan(digits)
    expect(
      worst(
        vectors.poisson,
        (k = 0, mean = 0) => poissonCdf(k, mean),
        (row) => row[3],
      ),
    ).toBeLessThan(digits)
    expect(
      worst(
        vectors.poisson,
        (k = 0, mean = 0) => poissonSurvival(k, mean),
        (row) => row[4],
      ),
    ).toBeLessThan(digits)
  })
  test('hypergeometric', () => {
    const of =
      (law: (k: number, marked: number, unmarked: number, draws: number) => number) =>
      (k = 0, marked = 0, unmarked = 0, draws = 0): number =>
        law(k, marked, unmarked, draws)
    expect(worst(vectors.hypergeometric, of(hypergeometricMass), (row) => row[4])).toBeLessThan(digits)
    expect(worst(vectors.hypergeometric, of(hypergeometricCdf), (row) => row[5])).toBeLessThan(digits)
    expect(worst(vectors.hypergeometric, of(hypergeometricSurvival), (row) => row[6])).toBeLessThan(digits)
  })
})

describe('quantiles', () => {
  // Where the tail is flat the quantile is known to fewer digits than the probability: these rows have a slope.
  const lower = (probability: number | undefined): boolean =>
    probability !== undefined && probability > 1e-300 && probability < 0.9

  test('of beta, gamma and Student give back the point that their probability came from', () => {
    const beta = vectors.beta.filter((row) => lower(row[3]))
    const gamma = vectors.gamma.filter((row) => lower(row[2]))
    const student = vectors.student.filter((row) => lower(row[2]) && (row[2] ?? 1) < 0.4)
    expect(Math.min(beta.length, gamma.length, student.length)).toBeGreaterThan(15)
    expect(
      worst(
        beta,
        (_x = 0, a = 0, b = 0, p = 0) => betaQuantile(p, a, b),
        (row) => row[0],
      ),
    ).toBeLessThan(1e-11)
    expect(
      worst(
        gamma,
        (a = 0, _x = 0, p = 0) => gammaQuantile(p, a),
        (row) => row[1],
      ),
    ).toBeLessThan(1e-11)
    expect(
      worst(
        student,
        (_t = 0, df = 0, p = 0) => studentTQuantile(p, df),
        (row) => row[0],
      ),
    ).toBeLessThan(1e-11)
  })

  test('invert their law from its upper tail too', () => {
    const p = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true })
    const shape = fc.double({ min: 0.2, max: 5000, noNaN: true })
    fc.assert(
      fc.property(p, shape, shape, (probability, a, b) => {
        const smaller = Math.min(probability, 1 - probability)
        for (const back of [
          betaCdf(betaQuantile(probability, a, b), a, b),
          gammaCdf(gammaQuantile(probability, a), a),
          studentTCdf(studentTQuantile(probability, a), a),
          chiSquaredCdf(chiSquaredQuantile(probability, a), a),
        ]) {
          // A beta quantile next to 1 is as coarse as the numbers there.
          if (betaQuantile(probability, a, b) < 0.999) {
            expect(Math.abs(back - probability)).toBeLessThan(1e-9 * smaller + 1e-15)
          }
        }
      }),
    )
  })

  test('reach the ends', () => {
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1])
    expect([gammaQuantile(0, 2), gammaQuantile(1, 2)]).toEqual([0, Infinity])
    expect([studentTQuantile(0, 2), studentTQuantile(0.5, 2), studentTQuantile(1, 2)]).toEqual([-Infinity, 0, Infinity])
    expect([binomialQuantile(0, 9, 0.3), binomialQuantile(1, 9, 0.3)]).toEqual([0, 9])
    expect([poissonQuantile(0, 9), poissonQuantile(1, 9), poissonQuantile(0.9, 0)]).toEqual([0, Infinity, 0])
    expect(betaQuantile(1e-300, 0.5, 0.5)).toBe(0)
    expect(gammaQuantile(1e-300, 0.01)).toBe(0)
    expect(relativeError(studentTQuantile(1e-300, 1), -3.183098861837907e299)).toBeLessThan(1e-13)
  })

  test('of counts are the smallest whole number that reaches the probability', () => {
    const p = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })
    fc.assert(
      fc.property(p, fc.integer({ min: 1, max: 5000 }), p, (probability, n, share) => {
        const k = binomialQuantile(probability, n, share)
        expect(binomialCdf(k, n, share)).toBeGreaterThanOrEqual(probability * (1 - 1e-13))
        expect(k === 0 || binomialCdf(k - 1, n, share) < probability).toBe(true)
        const j = poissonQuantile(probability, n * share)
        expect(poissonCdf(j, n * share)).toBeGreaterThanOrEqual(probability * (1 - 1e-13))
        expect(j === 0 || poissonCdf(j - 1, n * share) < probability).toBe(true)
      }),
    )
  })
})

describe('laws at their edges', () => {
  test('have all or nothing outside their range', () => {
    expect([betaCdf(-1, 2, 3), betaCdf(2, 2, 3), betaSurvival(-1, 2, 3), betaSurvival(2, 2, 3)]).toEqual([0, 1, 1, 0])
    expect([gammaCdf(-1, 2), gammaSurvival(-1, 2), gammaCdf(Infinity, 2), gammaSurvival(Infinity, 2)]).toEqual([
      0, 1, 1, 0,
    ])
    expect([binomialCdf(-1, 5, 0.5), binomialCdf(5, 5, 0.5), binomialSurvival(-1, 5, 0.5)]).toEqual([0, 1, 1])
    expect([binomialMass(-1, 5, 0.5), binomialMass(6, 5, 0.5), binomialMass(1.5, 5, 0.5)]).toEqual([0, 0, 0])
    expect([binomialMass(0, 5, 0), binomialMass(5, 5, 1), binomialMass(4, 5, 1), binomialMass(0, 0, 0.5)]).toEqual([
      1, 1, 0, 1,
    ])
    expect([poissonMass(0, 0), poissonMass(1, 0), poissonMass(-1, 2), poissonMass(0.5, 2)]).toEqual([1, 0, 0, 0])
    expect([
      poissonCdf(-1, 2),
      poissonCdf(Infinity, 2),
      poissonSurvival(-0.5, 2),
      poissonSurvival(Infinity, 2),
    ]).toEqual([0, 1, 1, 0])
    expect([hypergeometricMass(3, 2, 9, 4), hypergeometricCdf(-1, 2, 9, 4), hypergeometricCdf(2, 2, 9, 4)]).toEqual([
      0, 0, 1,
    ])
    expect([hypergeometricMass(0, 2, 9, 0), hypergeometricCdf(0, 5, 1, 4), hypergeometricSurvival(2, 5, 1, 4)]).toEqual(
      [1, 0, 1],
    )
    expect([studentTCdf(-Infinity, 3), studentTCdf(0, 3), studentTSurvival(-Infinity, 3)]).toEqual([0, 0.5, 1])
  })

  test('of between whole numbers count as the whole number below', () => {
    expect(binomialCdf(2.9, 5, 0.5)).toBe(binomialCdf(2, 5, 0.5))
    expect(poissonCdf(2.9, 5)).toBe(poissonCdf(2, 5))
    expect(hypergeometricCdf(1.9, 5, 5, 4)).toBe(hypergeometricCdf(1, 5, 5, 4))
  })

  test('with endless degrees of freedom are the normal law', () => {
    expect(studentTCdf(-1.96, Infinity)).toBe(0.024997895148220435)
    expect(studentTQuantile(0.025, Infinity)).toBe(-1.9599639845400543)
  })

  test('of chi-squared are those of a gamma law of half the shape', () => {
    expect(chiSquaredSurvival(50, 3)).toBeCloseTo(7.98917924495147e-11, 24)
    expect(chiSquaredCdf(3, 4)).toBe(gammaCdf(1.5, 2))
  })

  test.each<[string, () => number]>([
    ['a probability of 1.1', () => betaQuantile(1.1, 1, 1)],
    ['a probability that is NaN', () => studentTQuantile(NaN, 1)],
    ['a shape of 0', () => betaCdf(0.5, 0, 1)],
    ['an infinite shape', () => gammaCdf(0.5, Infinity)],
    ['a point that is NaN', () => gammaCdf(NaN, 1)],
    ['t that is NaN', () => studentTCdf(NaN, 1)],
    ['degrees of freedom of 0', () => studentTCdf(1, 0)],
    ['half a trial', () => binomialMass(1, 2.5, 0.5)],
    ['a share above 1', () => binomialCdf(1, 2, 1.5)],
    ['a count that is NaN', () => binomialCdf(NaN, 2, 0.5)],
    ['a mean below 0', () => poissonCdf(1, -1)],
    ['an infinite mean', () => poissonMass(1, Infinity)],
    ['more draws than there are', () => hypergeometricMass(1, 2, 3, 6)],
    ['marked ones below 0', () => hypergeometricCdf(1, -2, 3, 1)],
  ])('refuse %s', (_, call) => {
    expect(call).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})

test('counts so large that whole numbers have gaps are refused: a search among them would never end', () => {
  expect(() => binomialQuantile(0.5, 1e18, 0.5)).toThrow(
    'Expected n to be a whole number from 0, got 1000000000000000000',
  )
  expect(() => poissonQuantile(0.5, 1e17)).toThrow('Expected mean to be up to 2⁵³, got 100000000000000000')
})
