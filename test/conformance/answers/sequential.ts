import {
  adjustedLogEValues,
  alphaSpendingBounds,
  alwaysValidPValue,
  anytimeTLogE,
  anytimeTRadius,
  asymptoticConfidenceSequence,
  bernoulliConfidenceSequence,
  betaBinomialMixtureBound,
  betaBinomialMixtureLogE,
  calibratePValue,
  combineLogEValues,
  doubleStitchedBound,
  eBenjaminiHochberg,
  empiricalProcessBound,
  gammaExponentialMixtureBound,
  gammaExponentialMixtureLogE,
  gammaPoissonMixtureBound,
  gammaPoissonMixtureLogE,
  subGaussianMixtureBound,
  subGaussianMixtureLogE,
  quantileComparison,
  stitchedBound,
  updateHypergeometric,
  updateMultinomial,
  updateTwoProportions,
  type HypergeometricState,
  type TwoProportionState,
} from '@kosmos/analysis/sequential'
import { z } from 'zod'
import { numbers, type Answer } from './answer.ts'

const alpha = z.number().default(0.05)
const sides = z.union([z.literal(1), z.literal(2)])

const tuning = z
  .object({ vOpt: z.number(), alphaOpt: alpha, oneSided: z.boolean().default(true) })
  .transform(({ vOpt, alphaOpt, oneSided }) => ({
    tightestAt: vOpt,
    tightestAlpha: alphaOpt,
    sides: oneSided ? (1 as const) : (2 as const),
  }))
const limits = z.object({ g: z.number(), h: z.number() }).transform(({ g, h }) => ({ below: g, above: h }))
const scaled = z.object({ c: z.number() }).transform(({ c }) => ({ scale: c }))
const tOpt = z
  .object({ tOpt: z.number(), alphaOpt: alpha })
  .transform((given) => ({ tightestAt: given.tOpt, tightestAlpha: given.alphaOpt }))
const stitched = z
  .object({ s: z.number().default(1.4), eta: z.number().default(2) })
  .transform(({ s, eta }) => ({ decay: s, epochRatio: eta }))

/** ln E of a sum and its variance. */
const logEOf =
  <Options>(options: z.ZodType<Options>, logE: (s: number, v: number, options: Options) => number): Answer =>
  (input) => {
    const { s, v } = z.object({ s: z.number(), v: z.number() }).parse(input)
    return { logE: logE(s, v, options.parse(input)) }
  }

/** The bound of a sum of a variance. */
const boundOf =
  <Options>(options: z.ZodType<Options>, bound: (v: number, alpha: number, options: Options) => number): Answer =>
  (input) => {
    const given = z.object({ v: z.number(), alpha }).parse(input)
    return { bound: bound(given.v, given.alpha, options.parse(input)) }
  }

const betaBinomial = z.unknown().transform((input) => ({ ...tuning.parse(input), ...limits.parse(input) }))
const gamma = z.unknown().transform((input) => ({ ...tuning.parse(input), ...scaled.parse(input) }))

/** Bounds and evidence that are valid at every look, and their merging. */
export const sequentialAnswers: Readonly<Record<string, Answer>> = {
  normalLogMixture: logEOf(tuning, subGaussianMixtureLogE),
  normalMixtureBound: boundOf(tuning, subGaussianMixtureBound),
  betaBinomialLogMixture: logEOf(betaBinomial, betaBinomialMixtureLogE),
  betaBinomialMixtureBound: boundOf(betaBinomial, betaBinomialMixtureBound),
  gammaExponentialLogMixture: logEOf(gamma, gammaExponentialMixtureLogE),
  gammaExponentialMixtureBound: boundOf(gamma, gammaExponentialMixtureBound),
  gammaPoissonLogMixture: logEOf(gamma, gammaPoissonMixtureLogE),
  gammaPoissonMixtureBound: boundOf(gamma, gammaPoissonMixtureBound),
  polyStitchingBound: (input) => {
    const given = z.object({ v: z.number(), alpha, vMin: z.number(), c: z.number().default(0) }).parse(input)
    const options = { from: given.vMin, scale: given.c, ...stitched.parse(input) }
    return { bound: stitchedBound(given.v, given.alpha, options) }
  },
  doubleStitchingBound: (input) => {
    const given = z
      .object({ quantile: z.number(), t: z.number(), alpha, tOpt: z.number(), delta: z.number().default(0.5) })
      .parse(input)
    const options = { from: given.tOpt, fineness: given.delta, ...stitched.parse(input) }
    return { bound: doubleStitchedBound(given.quantile, given.t, given.alpha, options) }
  },
  empiricalProcessLilBound: (input) => {
    const given = z.object({ t: z.number(), alpha, tMin: z.number(), A: z.number().default(0.85) }).parse(input)
    return { bound: empiricalProcessBound(given.t, given.alpha, { from: given.tMin, factor: given.A }) }
  },
  bernoulliConfidenceSequence: (input) => {
    const given = z.object({ successes: z.number(), n: z.number(), alpha }).parse(input)
    const result = bernoulliConfidenceSequence(
      { events: given.successes, total: given.n },
      given.alpha,
      tOpt.parse(input),
    )
    return { lower: result.lower, upper: result.upper }
  },
  quantileAbPValue: (input) => {
    const { a, b, quantile } = z.object({ a: numbers, b: numbers, quantile: z.number() }).parse(input)
    return { p: quantileComparison(a, b, { quantile, ...tOpt.parse(input) }).pValue }
  },
  asympCs: (input) => {
    const given = z
      .object({ alpha, nStar: z.number().default(5000), n: z.number(), s2: z.number(), sided: sides.default(2) })
      .parse(input)
    const options = { alpha: given.alpha, tightestAt: given.nStar, sides: given.sided }
    const { rho, halfWidth } = asymptoticConfidenceSequence(given.n, given.s2, options)
    return { rho, halfwidth: halfWidth }
  },
  avlmLogG: (input) => {
    const { t, nu, n, g } = z.object({ t: z.number(), nu: z.number(), n: z.number(), g: z.number() }).parse(input)
    const logG = anytimeTLogE(t, { degreesOfFreedom: nu, n, prior: g })
    return { logG, p: alwaysValidPValue(logG) }
  },
  avlmTRadius: (input) => {
    const given = z.object({ g: z.number(), n: z.number(), coefficients: z.number(), alpha }).parse(input)
    const degreesOfFreedom = given.n - given.coefficients
    return { radius: anytimeTRadius(given.alpha, { degreesOfFreedom, n: given.n, prior: given.g }) }
  },
  alphaSpendingBounds: (input) => {
    const { informationFractions, ...options } = z
      .object({ informationFractions: numbers, alpha, power: z.number(), sides: sides.default(1) })
      .parse(input)
    return { z: alphaSpendingBounds(informationFractions, options) }
  },
  multinomialSequential: (input) => {
    const { counts, theta0, ...options } = z
      .object({ counts: numbers, theta0: numbers, concentration: z.number().default(100) })
      .parse(input)
    const { logE } = updateMultinomial(null, counts, theta0, options)
    return { logE, p: alwaysValidPValue(logE) }
  },
  combineEValues: (input) => {
    const given = z.object({ e: numbers, alpha }).parse(input)
    const logs = given.e.map((one) => Math.log(one))
    const weights = logs.map(() => 1)
    const mean = combineLogEValues(logs, weights)
    return {
      mean: Math.exp(mean),
      product: Math.exp(logs.reduce((sum, log) => sum + log, 0)),
      closedAdjusted: adjustedLogEValues(logs, weights).map((log) => Math.exp(log)),
      eBH: eBenjaminiHochberg(logs, given.alpha),
      p: alwaysValidPValue(mean),
    }
  },
  pToE: (input) => {
    const { p, kappa } = z.object({ p: z.number(), kappa: z.number().default(0.5) }).parse(input)
    return { e: Math.exp(calibratePValue(p, kappa)) }
  },
  // The file does not say which side is which; the test has two sides and no direction.
  safe2x2: (input) => {
    const prior = z.tuple([z.number(), z.number()]).default([0.18, 0.18])
    const { ya, yb, na, nb, ...given } = z
      .object({ ya: numbers, yb: numbers, na: z.number(), nb: z.number(), priorA: prior, priorB: prior })
      .parse(input)
    const options = { controlPrior: given.priorA, experimentPrior: given.priorB }
    let state: TwoProportionState | null = null
    const logE: number[] = []
    for (const [block, events] of ya.entries()) {
      const other = { events: yb[block] ?? Number.NaN, total: nb }
      state = updateTwoProportions(state, { events, total: na }, other, options)
      logE.push(state.logE)
    }
    return { logE }
  },
  hypergeometricEProcess: (input) => {
    const { canary, baseline, nCanary, nBaseline, ...options } = z
      .object({
        canary: numbers,
        baseline: numbers,
        nCanary: numbers,
        nBaseline: numbers,
        scale: z.number().default(Math.log(3)),
        atoms: z.number().default(32),
      })
      .parse(input)
    let state: HypergeometricState | null = null
    const logE: number[] = []
    for (const [look, events] of canary.entries()) {
      const control = { events: baseline[look] ?? Number.NaN, total: nBaseline[look] ?? Number.NaN }
      const experiment = { events, total: nCanary[look] ?? Number.NaN }
      state = updateHypergeometric(state, control, experiment, options)
      logE.push(state.logE)
    }
    return { logE }
  },
}
