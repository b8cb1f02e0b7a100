import { judgeKayentaPair } from '@kosmos/analysis/judges'
import type { JudgeUnderTest } from '../judge-under-test.ts'
import { firstCrossing } from './first-crossing.ts'
import { lookSeries, type LookSeries, type SideSeries } from './look-series.ts'

/** When the judge is asked, and about how much of the past. */
export interface KayentaSchedule {
  /** Seconds between two judgements; `null`: at every look. */
  readonly every: number | null
  /** Seconds of the past that are judged; `null`: everything since the start. */
  readonly window: number | null
  /** Only at the last look. */
  readonly onlyAtEnd?: boolean
}

/** Fewer points than this are not judged. Its owners ask for 50. */
const fewestPoints = 10

/**
 * Kayenta's judge on the series error rate, p95, mean latency and gauge, a point a look: any High is a rollback. Default
 * settings of its metrics, harm upwards. A window that is asked for has to be full.
 */
export function kayenta(name: string, schedule: KayentaSchedule): JudgeUnderTest {
  return {
    name,
    judge: (canary) => {
      const series = lookSeries(canary)
      const metrics = metricSeries(series)
      const asked = series.ends.map((end, look) => asksAt(schedule, series.ends, end, look))
      return firstCrossing(series, (look) => {
        if (asked[look] !== true) return false
        const from = firstLook(schedule, series.ends, look)
        return metrics.some(({ control, experiment }) => isHigh(control, experiment, from, look + 1))
      })
    },
  }
}

function asksAt(
  { every, window, onlyAtEnd = false }: KayentaSchedule,
  ends: readonly number[],
  end: number,
  look: number,
): boolean {
  if (look + 1 < fewestPoints || (window !== null && end < window)) return false
  if (onlyAtEnd) return look === ends.length - 1
  return every === null || end % every === 0 || look === ends.length - 1
}

function firstLook({ window }: KayentaSchedule, ends: readonly number[], look: number): number {
  if (window === null) return 0
  const start = (ends[look] ?? 0) - window
  return ends.findIndex((end) => end > start)
}

interface MetricSeries {
  readonly control: Float64Array
  readonly experiment: Float64Array
}

/** In percent and milliseconds: its search for the interval's ends stops at a ten-thousandth of a unit. */
function metricSeries({ control, experiment }: LookSeries): readonly MetricSeries[] {
  const both = (read: (side: SideSeries) => Float64Array): MetricSeries => ({
    control: read(control),
    experiment: read(experiment),
  })
  return [
    both(({ errors, requests }) => errors.map((count, look) => (100 * count) / (requests[look] ?? 1))),
    both(({ p95Latency }) => p95Latency.map((seconds) => 1000 * seconds)),
    both(({ meanLatency }) => meanLatency.map((seconds) => 1000 * seconds)),
    both(({ gauge }) => gauge),
  ]
}

function isHigh(control: Float64Array, experiment: Float64Array, from: number, to: number): boolean {
  const { result } = judgeKayentaPair(control.subarray(from, to), experiment.subarray(from, to), {
    seed: 1,
    settings: { direction: 'increase' },
  })
  return result.classification === 'High'
}
