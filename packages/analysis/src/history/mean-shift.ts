import { mean, variance } from '../descriptive/index.ts'
import { studentTSurvival } from '../distributions/index.ts'

/** Two neighbouring parts of a series compared. */
export interface MeanShift {
  readonly meanBefore: number
  readonly meanAfter: number
  readonly pValue: number
  /** The larger of |after/before − 1| and |before/after − 1|; a mean of 0 divides nothing. */
  readonly magnitude: number
}

/**
 * Student's two-sided t test of two parts, not empty, with the pooled variance as Hunter takes it: deviations are divided
 * by n, not n − 1, and the pooled sum by n + m − 2. Two values alone show nothing: p = 1.
 */
export function meanShift(before: Float64Array, after: Float64Array): MeanShift {
  const [n, m] = [before.length, after.length]
  const meanBefore = mean(before) ?? 0
  const meanAfter = mean(after) ?? 0
  return {
    meanBefore,
    meanAfter,
    pValue: pValueOf(before, after, n + m - 2, Math.abs(meanAfter - meanBefore)),
    magnitude: Math.max(relative(meanBefore, meanAfter), relative(meanAfter, meanBefore)),
  }
}

function pValueOf(before: Float64Array, after: Float64Array, degreesOfFreedom: number, apart: number): number {
  if (!(degreesOfFreedom > 0) || apart === 0) return 1
  const [n, m] = [before.length, after.length]
  const pooled = (share(n) * (variance(before) ?? 0) + share(m) * (variance(after) ?? 0)) / degreesOfFreedom
  return Math.min(1, 2 * studentTSurvival(apart / Math.sqrt(pooled * (1 / n + 1 / m)), degreesOfFreedom))
}

/** Times the variance with n − 1 this is n − 1 times the variance with n. */
const share = (n: number) => ((n - 1) * (n - 1)) / n

const relative = (from: number, to: number) => (from === 0 ? 0 : Math.abs(to / from - 1))
