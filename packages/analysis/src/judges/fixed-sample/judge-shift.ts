import { formatNumber, formatRatio, formatSeconds, formatShare } from '../../units/index.ts'
import type { Part } from '../../verdict/index.ts'
import type { JudgeRequest } from '../judge.ts'
import type { HarmDirection, Metric } from '../metric.ts'
import { decide, outcomeOf, type Effect } from './decide.ts'
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

/**
 * Compares one value per look of both sides by the Hodges–Lehmann shift, the interval that inverts the Mann–Whitney
 * test, and puts the finding into words. On the `ratio` scale limits are relative (0.1 for 10 %).
 */
export function judgeShift(given: ShiftRequest): Part {
  const { metric, request, name, harm } = given
  const onLogs = given.scale === 'ratio'
  const to = (values: readonly number[]): readonly number[] =>
    onLogs ? values.map((value) => Math.log(value)) : values
  const limit = (size: number): number => (onLogs ? Math.log1p(size) : size)
  if (given.control.length === 0) {
    return metricPart(metric, 'collecting', 'inconclusive', `Canary ${name}: nothing measured yet, still collecting`)
  }
  const effect = shiftEffect(to(given.control), to(given.experiment), harm, {
    harm: request.options.alpha / request.comparisons,
    claim: request.options.promoteAlpha,
  })
  const measurement = describe(given, effect)
  const back = (value: number | null): number | null => (value === null ? null : onLogs ? Math.exp(value) : value)
  const text = (value: number | null): string => {
    const shown = back(value)
    if (shown === null) return 'open'
    return onLogs ? formatRatio(shown) : formatNumber(shown)
  }
  const level = formatShare(1 - 2 * request.options.promoteAlpha)
  const compared = `${valueText(given, given.experiment)} against ${valueText(given, given.control)} of the baseline`
  const numbers = `${compared}, ${onLogs ? 'ratio' : 'shift'} ${text(effect.estimate)} (${level} interval ${text(effect.claim.lower)} to ${text(effect.claim.upper)}, ${given.experiment.length} looks)`
  if (!request.complete) {
    return metricPart(metric, 'collecting', 'inconclusive', `Canary ${name}: ${numbers}; still collecting`, measurement)
  }
  if (effect.claim.upper === null && effect.harm.upper === null) {
    return metricPart(
      metric,
      'level-not-attained',
      'inconclusive',
      `Canary ${name} cannot be judged: ${given.experiment.length} looks are too few for the error rate that was asked for`,
      measurement,
    )
  }
  const finding = decide(effect, harm, limit(given.tolerance), limit(given.margin), request.requires)
  const sizeText = (size: number): string => (onLogs ? formatShare(size) : formatNumber(size))
  const says = {
    'harm-shown': `is worse than the tolerance of ${sizeText(given.tolerance)}`,
    'no-harm-shown': 'shows no harm',
    'non-inferior': `is not worse than the margin of ${sizeText(given.margin)}`,
    'not-shown-non-inferior': `is not shown to stay within the margin of ${sizeText(given.margin)}`,
  }[finding]
  return metricPart(metric, finding, outcomeOf(finding), `Canary ${name} ${says}: ${numbers}`, measurement, {
    tolerance: given.tolerance,
    margin: given.margin,
    looks: given.experiment.length,
  })
}

function describe(given: ShiftRequest, effect: Effect): Part['measurement'] {
  const onLogs = given.scale === 'ratio'
  const back = (value: number | null): number | null => (value === null ? null : onLogs ? Math.exp(value) : value)
  return {
    unit: given.unit,
    control: median(given.control),
    experiment: median(given.experiment),
    difference: back(effect.estimate),
    differenceKind: given.scale,
    interval: {
      lower: back(effect.claim.lower),
      upper: back(effect.claim.upper),
      level: 1 - 2 * given.request.options.promoteAlpha,
    },
    limit: onLogs ? 1 + given.margin : given.margin,
    controlCount: given.totals?.control ?? given.control.length,
    experimentCount: given.totals?.experiment ?? given.experiment.length,
  }
}

function valueText(given: ShiftRequest, values: readonly number[]): string {
  const middle = median(values)
  return given.unit === 'seconds' ? formatSeconds(middle) : formatNumber(middle)
}

/** The middle value; NaN for none. */
export function median(values: readonly number[]): number {
  const ascending = values.toSorted((one, other) => one - other)
  const [low, high] = [ascending[Math.floor((values.length - 1) / 2)], ascending[Math.floor(values.length / 2)]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}
