import { normalQuantile } from '@kosmos/analysis/distributions'
import type { JudgeUnderTest } from '../judge-under-test.ts'
import { firstCrossing } from './first-crossing.ts'
import { lookSeries } from './look-series.ts'
import { pooledStatistics } from './pooled-statistics.ts'

/**
 * Tests for one planned look, each at a third of `alpha`, on everything pooled. `peeked` asks them at every look, which they
 * are not made for.
 */
export function pooledZ(name: string, { peeked, alpha }: { peeked: boolean; alpha: number }): JudgeUnderTest {
  const critical = normalQuantile(1 - alpha / 3)
  return {
    name,
    judge: (canary) => {
      const series = lookSeries(canary)
      const statistics = pooledStatistics(series)
      return firstCrossing(series, (look) => {
        const now = statistics[look]
        if (now === undefined || (!peeked && look < statistics.length - 1)) return false
        return now.errors > critical || now.latency > critical || now.gauge > critical
      })
    },
  }
}
