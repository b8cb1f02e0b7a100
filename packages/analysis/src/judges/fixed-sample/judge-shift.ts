import { median } from '../../descriptive/index.ts'
import { mannWhitney } from '../../hypothesis/index.ts'
import { formatNumber, formatRatio, formatSeconds, formatShare } from '../../units/index.ts'
import type { Part } from '../../verdict/index.ts'
import type { JudgeRequest } from '../judge.ts'
import type { HarmDirection, Metric } from '../metric.ts'
import { decide, decidingInterval, outcomeOf } from './decide.ts'
import { errorRates } from './error-rates.ts'
import { metricPart } from './metric-part.ts'
import type { FixedSampleOptions } from './options.ts'
import { shiftEffect } from './shift-effect.ts'

/** Two samples of one value per look, with the limits on the scale that they are compared on. */
export interface ShiftRequest {
  readonly metric: Metric
  readonly request: Pick<JudgeRequest<FixedSampleOptions>, 'complete' | 'comparisons' | 'options' | 'requires'>
  /** What is compared, for the sentence: `p95 of latency`. */
  readonly name: string
  readonly unit: 'seconds' | 'value'
  /** `ratio`: values are compared by their logarithms. */
  readonly scale: 'difference' | 'ratio'
  readonly harm: HarmDirection
  readonly control: readonly number[]
  readonly experiment: readonly number[]
  readonly tolerance: number
  readonly margin: number
  /** Observations behind the values of each side; `null` where they are not counted. */
  readonly totals: { readonly control: number; readonly experiment: number } | null
}

/** The Mann–Whitney test that asks for harm. */
const alternativeOf = { increase: 'greater', decrease: 'less', either: 'two-sided' } as const

/**
 * Compares one value per look of both sides by the Hodges–Lehmann shift, the interval that inverts the Mann–Whitney
 * test, and puts the finding into words. On the `ratio` scale limits are relative (0.1 for 10 %).
 */
export function judgeShift(given: ShiftRequest): Part {
  const { metric, request, name, harm } = given
  const { requires } = request
  if (given.control.length === 0 || given.experiment.length === 0) {
    return metricPart(metric, 'collecting', 'inconclusive', `Canary ${name}: nothing measured yet, still collecting`)
  }
  const onLogs = given.scale === 'ratio'
  const scaled = (values: readonly number[]): readonly number[] =>
    onLogs ? values.map((value) => Math.log(value)) : values
  const limitOf = (size: number): number => (onLogs ? Math.log1p(size) : size)
  const back = (value: number | null): number | null => (value === null ? null : onLogs ? Math.exp(value) : value)
  const [control, experiment] = [scaled(given.control), scaled(given.experiment)]
  const effect = shiftEffect(control, experiment, errorRates(request, harm))
  const finding = decide(effect, harm, limitOf(given.tolerance), limitOf(given.margin), requires)
  const { level, ...ends } = decidingInterval(effect, finding, requires)
  const interval = { lower: back(ends.lower), upper: back(ends.upper), level }
  const limit = finding === 'harm-shown' ? given.tolerance : given.margin
  const measurement = {
    unit: given.unit,
    control: median(given.control) ?? Number.NaN,
    experiment: median(given.experiment) ?? Number.NaN,
    difference: back(effect.estimate),
    differenceKind: given.scale,
    interval,
    limit: onLogs ? 1 + limit : limit,
    controlCount: given.totals?.control ?? given.control.length,
    experimentCount: given.totals?.experiment ?? given.experiment.length,
  }
  const effectText = onLogs ? formatRatio : formatNumber
  const range =
    interval.lower === null || interval.upper === null
      ? 'no interval'
      : `${formatShare(level)} interval ${effectText(interval.lower)} to ${effectText(interval.upper)}`
  const observed =
    given.totals === null
      ? ''
      : `, ${formatNumber(given.totals.experiment)} against ${formatNumber(given.totals.control)} observations`
  const valueText = given.unit === 'seconds' ? formatSeconds : formatNumber
  const numbers = `${valueText(measurement.experiment)} against ${valueText(measurement.control)} of the baseline, ${onLogs ? 'ratio' : 'shift'} ${effectText(measurement.difference ?? Number.NaN)} (${range}, ${given.experiment.length} looks${observed})`
  if (!request.complete) {
    return metricPart(metric, 'collecting', 'inconclusive', `Canary ${name}: ${numbers}; still collecting`, measurement)
  }
  const sizeText = onLogs ? formatShare : formatNumber
  const says = {
    'harm-shown': `is worse than the tolerance of ${sizeText(given.tolerance)}`,
    'no-harm-shown': 'shows no harm',
    'non-inferior': `is not worse than the margin of ${sizeText(given.margin)}`,
    'not-shown-non-inferior': `is not shown to stay within the margin of ${sizeText(given.margin)}`,
    'level-not-attained': 'cannot be judged, there are too few looks for the error rate that was asked for',
  }[finding]
  const test = mannWhitney(control, experiment, { alternative: alternativeOf[harm] })
  return metricPart(metric, finding, outcomeOf(finding), `Canary ${name} ${says}: ${numbers}`, measurement, {
    tolerance: given.tolerance,
    margin: given.margin,
    looks: given.experiment.length,
    pValue: test.kind === 'compared' ? test.pValue : 1,
  })
}
