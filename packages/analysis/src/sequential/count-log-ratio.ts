import { invalidArgument } from '../errors.ts'

/** Events of both sides in one look with the exposure of each: requests, or seconds times pods. */
export interface ExposedCounts {
  readonly control: number
  readonly experiment: number
  readonly controlExposure: number
  readonly experimentExposure: number
}

/**
 * Counts of one look as a difference of log rates with a sampling variance, for looks of about 40 events and more:
 * ln((xC + ½)/nC) − ln((xB + ½)/nB) with variance 1/(x π(1 − π)), x = xC + xB and π = nC/(nC + nB).
 *
 * The variance depends on the events of both sides together. The usual 1/xC + 1/xB would weigh a look by its own
 * outcome: at five events a look that alone rejects up to 16 % of healthy canaries.
 *
 * @returns variance 1/(1e-9 · π(1 − π)), no information, where nothing was counted.
 * @throws AnalysisError `invalid-argument` for counts below 0 and exposures not above 0.
 * @see Haldane (1956) and Anscombe (1956) for the ½.
 * @example
 * ```ts
 * countLogRatio({ control: 40, experiment: 40, controlExposure: 500, experimentExposure: 500 }).variance // 0.05
 * ```
 */
export function countLogRatio(counts: ExposedCounts): { readonly difference: number; readonly variance: number } {
  const { control, experiment, controlExposure, experimentExposure } = counts
  for (const [side, count] of [['control', control] as const, ['experiment', experiment] as const]) {
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY)) throw invalidArgument(side, 'a count from 0', String(count))
  }
  for (const [side, exposure] of [
    ['controlExposure', controlExposure] as const,
    ['experimentExposure', experimentExposure] as const,
  ]) {
    if (!(exposure > 0 && exposure < Number.POSITIVE_INFINITY))
      throw invalidArgument(side, 'a finite number above 0', String(exposure))
  }
  // 1/(π(1 − π)) as r + 2 + 1/r keeps its digits where one side has nearly all of the exposure.
  const ratio = experimentExposure / controlExposure
  const events = Math.max(control + experiment, 1e-9)
  return {
    difference: Math.log((experiment + 0.5) / experimentExposure) - Math.log((control + 0.5) / controlExposure),
    variance: (ratio + 2 + 1 / ratio) / events,
  }
}
