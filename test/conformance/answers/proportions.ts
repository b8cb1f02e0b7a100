import {
  adjustPValues,
  binomialTest,
  boschloo,
  fisherExact,
  poissonRateRatio,
  proportionDifference,
  proportionTest,
  riskRatio,
  sampleRatioMismatch,
  wilsonInterval,
} from '@kosmos/analysis/hypothesis'
import { powerTwoProportion, powerTwoSampleT, sizeTwoProportion, sizeTwoSampleT } from '@kosmos/analysis/planning'
import { z } from 'zod'
import { alternative, compared, numbers, type Answer } from './answer.ts'

const sided = z.object({ alternative: alternative.default('two-sided'), confLevel: z.number().default(0.95) })

const pair = sided.extend({ x1: z.number(), n1: z.number(), x2: z.number(), n2: z.number() })

const planned = z
  .object({
    alpha: z.number().default(0.05),
    alternative: z.enum(['one.sided', 'one-sided', 'two.sided', 'two-sided', 'less', 'greater']).default('two.sided'),
    power: z.number().optional(),
    n: z.number().optional(),
    nPerArm: z.number().optional(),
  })
  .transform(({ alternative: side, n, nPerArm, ...rest }) => ({
    ...rest,
    size: n ?? nPerArm,
    sides: side.startsWith('two') ? (2 as const) : (1 as const),
  }))

/** Whichever of size and power the file leaves open. */
function sizeOrPower(
  { size, power }: { readonly size?: number | undefined; readonly power?: number | undefined },
  sizeFor: (power: number) => number,
  powerOf: (size: number) => number,
): Readonly<Record<string, number>> {
  return size === undefined ? { nPerArm: sizeFor(power ?? Number.NaN) } : { power: powerOf(size) }
}

/** Counts, shares and rates, and p-values together. */
export const proportionAnswers: Readonly<Record<string, Answer>> = {
  newcombe: (input) => {
    const { x1, n1, x2, n2, confLevel } = pair.parse(input)
    const result = proportionDifference({ events: x2, total: n2 }, { events: x1, total: n1 }, confLevel)
    return {
      diff: result.difference,
      newcombeLower: result.lower,
      newcombeUpper: result.upper,
      wilson1: [result.experiment.lower, result.experiment.upper],
      wilson2: [result.control.lower, result.control.upper],
    }
  },
  binomTest: (input) => {
    const { x, n, p0, confLevel, ...asked } = sided
      .extend({ x: z.number(), n: z.number(), p0: z.number().default(0.5) })
      .parse(input)
    const shared = { events: x, total: n }
    const result = binomialTest(shared, p0, { alternative: asked.alternative, level: confLevel })
    const wilson = wilsonInterval(shared, confLevel)
    return {
      p: result.pValue,
      estimate: result.estimate,
      cpLower: result.lower,
      cpUpper: result.upper,
      wilsonLower: wilson.lower,
      wilsonUpper: wilson.upper,
    }
  },
  // Rows are the sides, events first: the first row is the experiment.
  fisherExact: (input) => {
    const { a, b, c, d, ...asked } = sided
      .extend({ a: z.number(), b: z.number(), c: z.number(), d: z.number() })
      .parse(input)
    const { pValue } = fisherExact({ events: c, total: c + d }, { events: a, total: a + b }, asked)
    return { p: pValue }
  },
  twoProportionZ: (input) => {
    const { x1, n1, x2, n2, confLevel, continuity, ...asked } = pair.extend({ continuity: z.boolean() }).parse(input)
    const options = { alternative: asked.alternative, level: confLevel, continuity }
    const result = compared(proportionTest({ events: x2, total: n2 }, { events: x1, total: n1 }, options))
    return {
      p: result.pValue,
      chisq: result.statistic,
      diff: result.difference,
      waldLower: result.lower,
      waldUpper: result.upper,
    }
  },
  riskRatioLog: (input) => {
    const { x1, n1, x2, n2, confLevel } = pair.parse(input)
    const result = compared(riskRatio({ events: x2, total: n2 }, { events: x1, total: n1 }, confLevel))
    return { ratio: result.estimate, lower: result.lower, upper: result.upper }
  },
  poissonRateRatio: (input) => {
    const { x1, t1, x2, t2, r0, confLevel, ...asked } = sided
      .extend({ x1: z.number(), t1: z.number(), x2: z.number(), t2: z.number(), r0: z.number().default(1) })
      .parse(input)
    const options = { alternative: asked.alternative, level: confLevel, nullRatio: r0 }
    const result = poissonRateRatio({ events: x2, exposure: t2 }, { events: x1, exposure: t1 }, options)
    // R's ratio of no events to none is NaN, here there is none.
    return { p: result.pValue, ratio: result.estimate ?? Number.NaN, lower: result.lower, upper: result.upper }
  },
  srmChiSquare: (input) => {
    const { counts, expected } = z.object({ counts: numbers, expected: numbers }).parse(input)
    const result = compared(sampleRatioMismatch(counts, expected))
    return { chisq: result.statistic, df: result.degreesOfFreedom, p: result.pValue }
  },
  pAdjust: (input) => {
    const { p } = z.object({ p: numbers }).parse(input)
    return {
      holm: adjustPValues(p, 'holm'),
      hochberg: adjustPValues(p, 'hochberg'),
      bh: adjustPValues(p, 'benjamini-hochberg'),
      by: adjustPValues(p, 'benjamini-yekutieli'),
      bonferroni: adjustPValues(p, 'bonferroni'),
    }
  },
  boschloo: (input) => {
    const { x1, n1, x2, n2, ...asked } = pair.parse(input)
    const { statistic, pValue } = boschloo({ events: x2, total: n2 }, { events: x1, total: n1 }, asked)
    return { statistic, p: pValue }
  },
  powerTwoSampleT: (input) => {
    const { delta, sd } = z.object({ delta: z.number(), sd: z.number().default(1) }).parse(input)
    const { alpha, sides, ...open } = planned.parse(input)
    const plan = { difference: Math.abs(delta), standardDeviation: sd, alpha, sides }
    return sizeOrPower(
      open,
      (power) => sizeTwoSampleT(power, plan),
      (size) => powerTwoSampleT(size, plan),
    )
  },
  powerTwoProportion: (input) => {
    const { p1, p2 } = z.object({ p1: z.number(), p2: z.number() }).parse(input)
    const { alpha, sides, ...open } = planned.parse(input)
    const plan = { control: p1, experiment: p2, alpha, sides }
    return sizeOrPower(
      open,
      (power) => sizeTwoProportion(power, plan),
      (size) => powerTwoProportion(size, plan),
    )
  },
}
