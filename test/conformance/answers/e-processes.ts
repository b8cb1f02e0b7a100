import {
  countLogRatio,
  normalMixtureBoundary,
  normalMixtureLogE,
  plausibleOverdispersion,
  stratifyDifference,
  tMixtureLogE,
  updateCountEProcess,
  updateOverdispersedCount,
  updateTEProcess,
  withLevelEffect,
  type CountEProcess,
  type OverdispersedCountEProcess,
  type StratifiedDifference,
  type TEProcess,
} from '@kosmos/analysis/sequential'
import { z } from 'zod'
import { numbers, type Answer } from './answer.ts'

const pair = z.tuple([numbers, numbers])

/** Evidence that is collected look by look: the file's canary is the experiment. */
export const eProcessAnswers: Readonly<Record<string, Answer>> = {
  countEProcess: (input) => {
    const asked = z
      .object({
        canary: numbers,
        baseline: numbers,
        exposureRatio: numbers,
        scale: z.number(),
        atoms: z.number(),
        rho0: z.number(),
        omega: numbers,
        aa: pair.nullable().optional(),
        aaCutNats: z.number().optional(),
        hermiteNodes: z.literal(31).optional(),
      })
      .parse(input)
    const options = { rateRatio: asked.rho0, scale: asked.scale, atoms: asked.atoms }
    const looks = asked.canary.map((experiment, at) => ({
      experiment,
      control: asked.baseline[at] ?? Number.NaN,
      exposureRatio: asked.exposureRatio[at] ?? Number.NaN,
    }))
    const logE: number[] = []
    if (asked.omega.length === 1 && asked.omega[0] === 0) {
      let state: CountEProcess | null = null
      for (const look of looks) {
        state = updateCountEProcess(state, look, options)
        logE.push(state.logE)
      }
      return { logE }
    }
    const [one = [], two = []] = asked.aa ?? []
    const { overdispersion } = plausibleOverdispersion(
      one.map((experiment, at) => ({ experiment, control: two[at] ?? Number.NaN, exposureRatio: 1 })),
      { grid: asked.omega, ...(asked.aaCutNats === undefined ? {} : { cut: asked.aaCutNats }) },
    )
    let state: OverdispersedCountEProcess | null = null
    for (const look of looks) {
      state = updateOverdispersedCount(state, look, { ...options, overdispersion })
      logE.push(state.logE)
    }
    return { logE }
  },
  normalMixtureEProcess: (input) => {
    const { diff, variance, extraVariance, tau, levelSd } = z
      .object({ diff: numbers, variance: numbers, extraVariance: z.number(), tau: z.number(), levelSd: z.number() })
      .parse(input)
    let state: StratifiedDifference | null = null
    for (const [at, difference] of diff.entries()) {
      // The file's extra variance is given, never learnt from the looks.
      const look = { difference, variance: variance[at] ?? Number.NaN }
      state = stratifyDifference(state, look, { extraVariance, minLooks: diff.length + 3 })
    }
    const { score, information } = withLevelEffect(state ?? { score: 0, information: 0 }, levelSd)
    return { logE: normalMixtureLogE({ score, information }, tau), score, information, estimate: score / information }
  },
  normalMixtureBoundary: (input) => {
    const { information, tau, alpha } = z
      .object({ information: z.number(), tau: z.number(), alpha: z.number() })
      .parse(input)
    const score = normalMixtureBoundary({ information, scale: tau, alpha })
    return { score, z: score / Math.sqrt(information), csRadius: score / information }
  },
  countLogForm: (input) => {
    const { canary, baseline, nCanary, nBaseline } = z
      .object({ canary: z.number(), baseline: z.number(), nCanary: z.number(), nBaseline: z.number() })
      .parse(input)
    const { difference, variance } = countLogRatio({
      control: baseline,
      experiment: canary,
      controlExposure: nBaseline,
      experimentExposure: nCanary,
    })
    return { diff: difference, variance }
  },
  tEValueOneSided: (input) => {
    const { z: values, x, tau } = z.object({ z: numbers, x: numbers, tau: z.number() }).parse(input)
    let [score, information, squares] = [0, 0, 0]
    for (const [at, value] of values.entries()) {
      const weight = x[at] ?? Number.NaN
      score += value * weight
      information += weight * weight
      squares += value * value
    }
    return { logE: tMixtureLogE({ score, information, squares, count: values.length }, tau) }
  },
  tEProcessAr1: (input) => {
    const asked = z
      .object({ z: numbers, x: numbers, tau: z.number(), rGrid: numbers, minLooks: z.number() })
      .parse(input)
    const logE: number[] = []
    let state: TEProcess | null = null
    for (const [at, value] of asked.z.entries()) {
      const options = { scale: asked.tau, correlations: asked.rGrid, minLooks: asked.minLooks }
      state = updateTEProcess(state, { value, weight: asked.x[at] ?? Number.NaN }, options)
      logE.push(state.logE ?? Number.NEGATIVE_INFINITY)
    }
    return { logE }
  },
}
