import { addNoise } from './add-noise.ts'
import type { CleanValues } from './clean-values.ts'
import { commonLanguageEffect, meanRatio } from './effect-size.ts'
import type { JavaRandom } from './java-random.ts'
import type { KayentaClassification } from './kayenta-result.ts'
import { locationInterval, searchTolerance, type LocationShift } from './location-interval.ts'
import type { KayentaMetricSettings } from './metric-settings.ts'
import { sortValues } from './sort-values.ts'

/** How one pair was classified. */
export interface PairClassification {
  readonly classification: KayentaClassification
  readonly reason: string | null
  readonly critical: boolean
  /** NaN where a mean is 0; `null` for an Error. */
  readonly ratio: number | null
  readonly shift: LocationShift | null
  /** Which of Kayenta's ways through the data was taken. */
  readonly path: 'empty' | 'identical' | 'one-value' | 'noise' | 'compared'
}

/** How far the shift's interval must be from 0, as a share of the shift itself. */
const boundShare = 0.25

/**
 * Classifies one metric's pair as Kayenta does.
 *
 * Empty, identical and constant data are settled first. Otherwise High needs the interval of the shift above a quarter of
 * the estimated shift and an effect of at least `allowedIncrease`; Low is its mirror. An effect that is NaN (a mean of 0)
 * holds nothing back. A critical metric's High or Low is critical only from its critical bound on.
 *
 * @param random - where the noise of two constants comes from. `null` is our strict reading: no noise, an exact common
 *   language effect, a ratio of means only where both are above 0, and a solver whose tolerance follows the data's unit.
 */
export function classifyPair(
  name: string,
  control: CleanValues,
  experiment: CleanValues,
  settings: KayentaMetricSettings,
  random: JavaRandom | null,
): PairClassification {
  if (control.sorted.length === 0 || experiment.sorted.length === 0) return withoutData(name, settings)
  if (sameValues(control.sorted, experiment.sorted)) {
    return passes('identical', 'The Canary and Baseline data are identical')
  }
  const isConstant = isOneValue(control.sorted) && isOneValue(experiment.sorted)
  if (isConstant && control.sorted[0] === experiment.sorted[0]) return passes('one-value', null)
  const noisy = isConstant && random !== null
  // The experiment draws first.
  const x = noisy ? ordered(addNoise(experiment.values, random)) : experiment
  const y = noisy ? ordered(addNoise(control.values, random)) : control
  const path = isConstant ? 'noise' : 'compared'
  const shift = shiftOf(y, x, isConstant, random === null)
  if (shift === null) {
    const reason = 'Metric Classification Failed'
    const critical = random === null && settings.critical
    return { classification: 'Error', reason, critical, ratio: null, shift, path }
  }
  const ratio = meanRatio(y.values, x.values)
  const effect =
    settings.measure === 'cles'
      ? commonLanguageEffect(y.sorted, x.sorted, random !== null)
      : // Negative means turn the ratio's direction around: strict takes none.
        random === null && !(ratio > 0 && (x.sorted[0] ?? 0) >= 0 && (y.sorted[0] ?? 0) >= 0)
        ? Number.NaN
        : ratio
  return { ...judgeShift(name, shift, effect, settings), ratio, shift, path }
}

function judgeShift(
  name: string,
  { estimate, lower, upper }: LocationShift,
  effect: number,
  settings: KayentaMetricSettings,
): Pick<PairClassification, 'classification' | 'reason' | 'critical'> {
  const bound = boundShare * Math.abs(estimate)
  const { direction } = settings
  const atLeast = (limit: number): boolean => Number.isNaN(effect) || effect >= limit
  const atMost = (limit: number): boolean => Number.isNaN(effect) || effect <= limit
  if (direction !== 'decrease' && lower > bound && atLeast(settings.allowedIncrease)) {
    return harmful(name, 'High', settings.critical && atLeast(settings.criticalIncrease))
  }
  if (direction !== 'increase' && upper < -bound && atMost(settings.allowedDecrease)) {
    return harmful(name, 'Low', settings.critical && atMost(settings.criticalDecrease))
  }
  return { classification: 'Pass', reason: null, critical: false }
}

function harmful(
  name: string,
  classification: 'High' | 'Low',
  critical: boolean,
): Pick<PairClassification, 'classification' | 'reason' | 'critical'> {
  const reason = critical
    ? `The metric ${name} was classified as ${classification} (Critical)`
    : `${name} was classified as ${classification}`
  return { classification, reason, critical }
}

function withoutData(name: string, settings: KayentaMetricSettings): PairClassification {
  if (settings.nanStrategy === 'replace') return passes('empty', null)
  const failsAlone = settings.mustHaveData && !settings.critical
  return {
    classification: failsAlone ? 'NodataFailMetric' : 'Nodata',
    reason: `Missing data for ${name}`,
    critical: settings.critical,
    ratio: 1,
    shift: null,
    path: 'empty',
  }
}

function passes(path: PairClassification['path'], reason: string | null): PairClassification {
  return { classification: 'Pass', reason, critical: false, ratio: 1, shift: null, path }
}

function shiftOf(
  control: CleanValues,
  experiment: CleanValues,
  isConstant: boolean,
  strict: boolean,
): LocationShift | null {
  if (!strict) return locationInterval(control, experiment)
  const low = (experiment.sorted[0] ?? 0) - (control.sorted.at(-1) ?? 0)
  const high = (experiment.sorted.at(-1) ?? 0) - (control.sorted[0] ?? 0)
  // Values whose differences are too large for a double would make an interval that nothing is outside of.
  if (!Number.isFinite(high - low)) return null
  // Two constants differ by one number.
  if (isConstant) return { estimate: low, lower: low, upper: low }
  return locationInterval(control, experiment, searchTolerance * Math.min(1, high - low))
}

function ordered(values: Float64Array): CleanValues {
  return { values, ...sortValues(values) }
}

function isOneValue(sorted: Float64Array): boolean {
  return sorted[0] === sorted.at(-1)
}

/** Equal as numbers, −0 being 0. */
function sameValues(one: Float64Array, other: Float64Array): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index])
}
