import type { Outcome } from '../../verdict/index.ts'
import { classifyPair, type PairClassification } from './classify-pair.ts'
import { cleanValues } from './clean-values.ts'
import { comparisonWarnings } from './comparison-warnings.ts'
import type { JavaRandom } from './java-random.ts'
import { kayentaNumber, type KayentaMetricResult, type KayentaStatistics } from './kayenta-result.ts'
import type { KayentaWarning, KayentaWarningCode } from './kayenta-warning.ts'
import { intervalLevel } from './location-interval.ts'
import type { KayentaMetricSettings } from './metric-settings.ts'
import { pairEvidence } from './pair-evidence.ts'
import type { MetricPair } from './read-metric-pair.ts'
import { summaryStatistics } from './summary-statistics.ts'

/** What makes a metric count as missing, or as not comparable, in the strict reading. */
const gaps: ReadonlyMap<KayentaWarningCode, 'Nodata' | 'Error'> = new Map([
  ['no-values', 'Nodata'],
  ['infinite-value', 'Error'],
  ['mostly-missing', 'Nodata'],
  ['too-few-values', 'Nodata'],
])

/**
 * Judges one metric's pair: cleaning, statistics, classification, and what is weak about it.
 *
 * @param random - the noise of the faithful reading; `null` for the strict one.
 */
export function judgePair(
  pair: MetricPair,
  groups: readonly string[],
  settings: KayentaMetricSettings,
  random: JavaRandom | null,
): { readonly result: KayentaMetricResult; readonly warnings: readonly KayentaWarning[] } {
  const { name, id, tags } = pair
  const control = cleanValues(pair.control, settings)
  const experiment = cleanValues(pair.experiment, settings)
  const evidence = pairEvidence(pair, { control, experiment }, settings)
  const gap = random === null ? strictGap(evidence, settings) : null
  const classified = gap ?? classifyPair(name, control, experiment, settings, random)
  const { classification, reason, critical, ratio, shift } = classified
  const result: KayentaMetricResult = {
    name,
    id,
    tags,
    classification,
    classificationReason: reason,
    groups,
    control: statisticsOf(control.values),
    experiment: statisticsOf(experiment.values),
    ratio: ratio === null ? null : kayentaNumber(ratio),
    interval:
      shift === null
        ? null
        : Object.freeze({
            lower: kayentaNumber(shift.lower),
            upper: kayentaNumber(shift.upper),
            level: intervalLevel,
          }),
    estimate: shift === null ? null : kayentaNumber(shift.estimate),
    critical,
    muted: settings.muted,
    outcome: outcomeOf(classified),
  }
  const weak = comparisonWarnings(name, control, experiment, settings, classified, random === null)
  return { result: Object.freeze(result), warnings: [...evidence, ...(gap === null ? weak : [])] }
}

/** Missing evidence in the strict reading: as Nodata is in Kayenta's, with a critical metric failing the canary. */
function strictGap(
  evidence: readonly KayentaWarning[],
  { critical, mustHaveData }: KayentaMetricSettings,
): PairClassification | null {
  const found = evidence.find(({ code }) => gaps.has(code))
  const kind = found === undefined ? undefined : gaps.get(found.code)
  if (found === undefined || kind === undefined) return null
  const failsAlone = kind === 'Nodata' && mustHaveData && !critical
  return {
    classification: failsAlone ? 'NodataFailMetric' : kind,
    reason: found.message,
    critical,
    ratio: null,
    shift: null,
    path: 'empty',
  }
}

/** Our word for a classification. A critical result that is missing fails: the config says so. */
function outcomeOf({ classification, critical }: Pick<KayentaMetricResult, 'classification' | 'critical'>): Outcome {
  if (classification === 'Pass') return 'pass'
  if (classification === 'Nodata' && !critical) return 'inconclusive'
  return classification === 'Error' && !critical ? 'error' : 'fail'
}

function statisticsOf(values: Float64Array): KayentaStatistics {
  const { count, mean, min, max, std } = summaryStatistics(values)
  return Object.freeze({
    count,
    mean: kayentaNumber(mean),
    min: kayentaNumber(min),
    max: kayentaNumber(max),
    std: kayentaNumber(std),
  })
}
