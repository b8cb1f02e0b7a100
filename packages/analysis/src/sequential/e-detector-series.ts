import { updateEDetector, type EDetectorState } from './e-detector.ts'
import type { EDetectorOptions } from './e-detector-settings.ts'

export interface EDetectorSeries {
  /** Mean evidence after each result from the one at index `warm` on. */
  readonly statistic: Float64Array
  /** Index in the series of the first result that raised an alarm; `null` where none did. */
  readonly alarmAt: number | null
  /** To go on from. */
  readonly state: EDetectorState | null
}

/**
 * `updateEDetector` over a whole history, oldest first. The detector is not started anew after an alarm.
 *
 * @param series - results above 0.
 * @returns no statistic where the series is not longer than `warm`: nothing was judged, which `alarmAt` null does not say.
 * @throws AnalysisError `invalid-argument` as `updateEDetector`.
 * @example
 * ```ts
 * eDetector([100, 101, 99, 100, 102, 98, 100, 101, 99, 100, 103, 108, 109, 110], { warm: 8, lag: 2 }).alarmAt // 12
 * ```
 */
export function eDetector(series: Float64Array | readonly number[], options: EDetectorOptions = {}): EDetectorSeries {
  const statistic: number[] = []
  let alarmAt: number | null = null
  let state: EDetectorState | null = null
  for (const [index, value] of series.entries()) {
    const step = updateEDetector(state, value, options)
    state = step.state
    if (step.statistic !== null) statistic.push(step.statistic)
    if (step.isAlarm) alarmAt ??= index
  }
  return { statistic: Float64Array.from(statistic), alarmAt, state }
}
