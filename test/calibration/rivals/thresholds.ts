import type { JudgeUnderTest } from '../judge-under-test.ts'
import { firstCrossing } from './first-crossing.ts'
import { lookSeries, type LookSeries } from './look-series.ts'

const errorLimit = 0.05
const p95Multiple = 2

/**
 * Fixed limits on the last look, as progressive-delivery controllers have them: an error rate over 5 %, or a p95 over twice
 * the control's. Rolls back at the first look that makes more than `allowed` bad ones.
 */
export function thresholds(name: string, allowed: number): JudgeUnderTest {
  return {
    name,
    judge: (canary) => {
      const series = lookSeries(canary)
      let bad = 0
      return firstCrossing(series, (look) => {
        if (isBad(series, look)) bad += 1
        return bad > allowed
      })
    },
  }
}

function isBad({ control, experiment }: LookSeries, look: number): boolean {
  const errors = (experiment.errors[look] ?? 0) / (experiment.requests[look] ?? 1)
  return errors > errorLimit || (experiment.p95Latency[look] ?? 0) > p95Multiple * (control.p95Latency[look] ?? 0)
}
