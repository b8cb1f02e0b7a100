import { finiteValues } from '../descriptive/index.ts'
import { priorWorth } from './bernoulli-confidence-sequence.ts'
import { checkShare, type MixtureTuning } from './mixture-tuning.ts'
import { quantileEvidence } from './quantile-evidence.ts'

export interface QuantileComparisonOptions extends MixtureTuning {
  /** Which quantile, above 0 and below 1. Default 0.5. */
  readonly quantile?: number
}

export interface QuantileComparison {
  /** ln E against equal quantiles. */
  readonly logE: number
  /** Valid at any time: the smallest of all so far may be used. */
  readonly pValue: number
}

/**
 * Do two sides differ in a quantile? May be asked after every look, of all values so far; any law, differing spreads too.
 *
 * A common quantile would lie somewhere: the evidence is that against the place where the two counts of values below speak
 * least against it, each by the beta-binomial mixture. Needs many values; for tails of latencies compare the counts above
 * a threshold.
 *
 * @param control - independent values; @param experiment - the same; a side without values gives no evidence.
 * @param options - `tightestAt` in values of a side.
 * @throws AnalysisError `invalid-argument` for values that are not finite, and options outside their range.
 * @see Howard and Ramdas (2022), Sequential estimation of quantiles, Bernoulli 28: the two-sample test.
 * @example
 * ```ts
 * quantileComparison([1, 2, 3], [1, 2, 3], { tightestAt: 100 }).pValue // 1
 * ```
 */
export function quantileComparison(
  control: Float64Array | readonly number[],
  experiment: Float64Array | readonly number[],
  options: QuantileComparisonOptions,
): QuantileComparison {
  const { quantile = 0.5 } = options
  checkShare('quantile', quantile)
  const worth = priorWorth(options)
  const sides = [ordered(control, 'control'), ordered(experiment, 'experiment')] as const
  const ofControl = leastAt(sides[0], quantile, worth)
  const ofExperiment = leastAt(sides[1], quantile, worth)
  // Between values nothing changes, and at one it may lie below as well as above: no other place speaks less.
  let logE = Number.POSITIVE_INFINITY
  for (const values of sides) {
    for (const place of values) logE = Math.min(logE, ofControl(place) + ofExperiment(place))
  }
  if (logE === Number.POSITIVE_INFINITY) logE = 0
  return { logE, pValue: Math.min(1, Math.exp(-logE)) }
}

function ordered(values: Float64Array | readonly number[], name: string): Float64Array {
  return new Float64Array(finiteValues(values, name)).sort()
}

/** The least evidence of one side against its quantile lying at a place. */
function leastAt(values: Float64Array, quantile: number, worth: number): (place: number) => number {
  const { logE, least } = quantileEvidence(quantile, values.length, worth)
  return (place) => {
    const [below, upTo] = [countUpTo(values, (value) => value < place), countUpTo(values, (value) => value <= place)]
    return logE(Math.min(upTo, Math.max(below, least)))
  }
}

/** How many of the first values, in order, are of a kind. */
function countUpTo(values: Float64Array, isOne: (value: number) => boolean): number {
  let [from, to] = [0, values.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (isOne(values[middle] ?? Number.NaN)) from = middle + 1
    else to = middle
  }
  return from
}
