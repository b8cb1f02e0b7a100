import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  deviance,
  log1mExp,
  logChoose,
  logFactorial,
  logGamma,
  logBeta,
  logSumExp,
  regularizedBeta,
  regularizedGammaP,
  stirlingError,
} from '../../src/numeric/index.ts'

describe('log space', () => {
  test('ln(1 − eˣ) has its digits at both ends', () => {
    expect(log1mExp(-1e-20)).toBeCloseTo(-46.05170185988091, 12)
    expect(log1mExp(-50)).toBe(-1.9287498479639178e-22)
    expect(log1mExp(0)).toBe(-Infinity)
    expect(log1mExp(-Math.LN2)).toBeCloseTo(-Math.LN2, 15)
  })

  test('sums of exponentials neither overflow nor underflow', () => {
    expect(logSumExp([1000, 1000])).toBe(1000 + Math.LN2)
    expect(logSumExp([-1000, -1000])).toBe(-1000 + Math.LN2)
    expect(logSumExp([-Infinity, 3])).toBe(3)
    expect(logSumExp([Infinity, 3])).toBe(Infinity)
    expect([logSumExp([]), logSumExp([-Infinity])]).toEqual([-Infinity, -Infinity])
    expect([logSumExp([NaN, 1]), logSumExp([1, NaN])]).toEqual([NaN, NaN])
  })

  test('moving every value moves the sum', () => {
    const value = fc.double({ min: -50, max: 50, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), value, (values, shift) => {
        expect(logSumExp(values.map((one) => one + shift))).toBeCloseTo(logSumExp(values) + shift, 10)
      }),
    )
  })

  test('the deviance is 0 at the mean and accurate beside it', () => {
    expect(deviance(5, 5)).toBe(0)
    expect(deviance(0, 5)).toBe(5)
    // 50-digit arithmetic: x ln(x/m) + m − x.
    expect(deviance(1e8 + 1, 1e8)).toBeCloseTo(4.999999983333333e-9, 23)
    expect(deviance(10, 1)).toBeCloseTo(14.025850929940457, 13)
  })

  test('factorials and choices are those of counting', () => {
    expect(logFactorial(0)).toBe(0)
    expect(logFactorial(10)).toBeCloseTo(Math.log(3_628_800), 13)
    expect(logChoose(52, 5)).toBeCloseTo(Math.log(2_598_960), 13)
    expect([logChoose(7, 0), logChoose(7, 7)].map((value) => Math.abs(value) < 1e-15)).toEqual([true, true])
  })

  test("Stirling's error has no step where its formulas meet", () => {
    expect(stirlingError(10 - 1e-9)).toBeCloseTo(stirlingError(10), 11)
    expect(stirlingError(10)).toBeCloseTo(0.008330563433362871, 16)
  })

  test('ends are infinite and nonsense is refused', () => {
    expect([logGamma(0), logGamma(Infinity), logBeta(0, 1), logBeta(1, Infinity)]).toEqual([
      Infinity,
      Infinity,
      Infinity,
      -Infinity,
    ])
    for (const call of [
      () => logGamma(-0.5),
      () => logGamma(NaN),
      () => logBeta(-1, 2),
      () => regularizedBeta(-0.1, 1, 1),
      () => regularizedBeta(0.5, 1, Infinity),
      () => regularizedBeta(NaN, 1, 1),
      () => regularizedGammaP(0, 1),
      () => regularizedGammaP(1, -1),
    ]) {
      expect(call).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
    }
  })
})
