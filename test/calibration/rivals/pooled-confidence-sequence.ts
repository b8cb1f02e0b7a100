import type { JudgeUnderTest } from '../judge-under-test.ts'
import { firstCrossing } from './first-crossing.ts'
import { lookSeries } from './look-series.ts'
import { pooledStatistics } from './pooled-statistics.ts'

/**
 * An asymptotic confidence sequence on everything pooled, two-sided, each metric at a third of `alpha`.
 *
 * @param tunedFor - the number of requests at which it is tightest.
 * @see Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), Time-uniform central limit theory, equation 9, as GrowthBook
 *   uses it.
 */
export function pooledConfidenceSequence(
  name: string,
  { alpha, tunedFor }: { alpha: number; tunedFor: number },
): JudgeUnderTest {
  const share = alpha / 3
  const tuning = (-2 * Math.log(share) + Math.log(-2 * Math.log(share) + 1)) / tunedFor
  /** In standard errors. */
  const boundary = (count: number): number => {
    const scaled = count * tuning + 1
    return Math.sqrt(((2 * scaled) / (count * tuning)) * Math.log(Math.sqrt(scaled) / share))
  }
  return {
    name,
    judge: (canary) => {
      const series = lookSeries(canary)
      const statistics = pooledStatistics(series)
      return firstCrossing(series, (look) => {
        const now = statistics[look]
        if (now === undefined) return false
        const ofRequests = boundary(now.requests)
        return now.errors > ofRequests || now.latency > ofRequests || now.gauge > boundary(2 * now.looks)
      })
    },
  }
}
