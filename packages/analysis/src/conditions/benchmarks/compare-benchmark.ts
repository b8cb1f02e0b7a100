import { mean, standardDeviation } from '../../descriptive/index.ts'
import { normalQuantile, normalSurvival, studentTQuantile, studentTSurvival } from '../../distributions/index.ts'
import { changePoints } from '../../history/index.ts'
import { hodgesLehmann, mannWhitney } from '../../hypothesis/index.ts'
import type { AcceptedBenchmark } from './accepted-benchmarks.ts'

/** What is asked about all benchmarks. */
export interface ComparisonTerms {
  /** Confidence of both claims and of intervals. */
  readonly level: number
  /** Standard deviation between runs of an unchanged benchmark, as a share: what samples of one run do not show. */
  readonly runNoise: number
}

/** What is compared: a benchmark now, and in the accepted runs that have it, newest first. */
export interface Comparison {
  readonly value: number
  readonly samples: readonly number[]
  readonly better: 'smaller' | 'bigger'
  readonly accepted: readonly AcceptedBenchmark[]
}

/** Evidence about a regression, for both claims. Changes are shares of the reference; above 0 is worse. */
export interface ComparedBenchmark {
  readonly kind: 'compared'
  /** `history`: against the runs and how they differ. `samples`: within the newest runs. `exact`: two numbers. */
  readonly method: 'history' | 'samples' | 'exact'
  readonly reference: number
  readonly change: number
  /** Ends of the interval of the change at the level that was asked for; `null` where it is open, and for `exact`. */
  readonly lower: number | null
  readonly upper: number | null
  /** p-value against "not worse than the margin": small where it is shown to be worse. */
  readonly worse: number
  /** p-value against "worse than the margin": small where it is shown not to be. */
  readonly notWorse: number
  /** Accepted runs, or measurements of the newest of them. */
  readonly controlCount: number
  readonly experimentCount: number
}

/** Why a comparison shows nothing, with the bare change where there is one. */
export interface WeakBenchmark {
  readonly kind: 'weak'
  readonly change: number | null
  readonly reference: number | null
  readonly why: string
}

/** Fewest accepted runs, and fewest samples of a side. */
const fewestRuns = 5
const fewestSamples = 5
/** Accepted runs whose samples are compared with: each of them. */
const mostRunsBySamples = 3

/**
 * Compares one benchmark with what was accepted.
 *
 * - `history`, from five accepted runs on: the value against the prediction interval of one more value of a normal law, on
 *   the logarithms. It holds what differs from run to run and from machine to machine. Runs before the last change point of
 *   the series are left out. Runs that have all the same value are taken to have no noise.
 * - `samples`, below that, with five samples a side at least: the Hodges–Lehmann shift of the logarithms against each of the
 *   newest three runs; the weakest of the answers counts. Mann–Whitney must show it, and so must a t statistic to whose
 *   variance that of two runs is added, because samples of one run show the noise within it only.
 * - `exact`: for quantities that have no noise, by the caller's word.
 *
 * Where a value is 0 or below there are no logarithms: differences are compared, with the margin as a share of the
 * reference. Against a reference of 0 anything worse than 0 is worse.
 */
export function compareBenchmark(
  given: Comparison,
  margin: number,
  isExact: boolean,
  terms: ComparisonTerms,
): ComparedBenchmark | WeakBenchmark {
  const [newest] = given.accepted
  if (newest === undefined) return { kind: 'weak', change: null, reference: null, why: 'no accepted run has it' }
  const numbers = [given, ...given.accepted].flatMap(({ value, samples }) => [value, ...samples])
  if (!numbers.every(Number.isFinite))
    return { kind: 'weak', change: null, reference: null, why: 'a value is no finite number' }
  const scale = scaleOf(given, margin)
  if (isExact) return bareComparison(given, newest.value, scale)
  const runs = sinceLastChange(given.accepted)
  if (runs.length >= fewestRuns) return byHistory(given, runs, scale, terms.level)
  const sampled = given.accepted.slice(0, mostRunsBySamples).filter(({ samples }) => samples.length >= fewestSamples)
  if (given.samples.length >= fewestSamples && sampled.length > 0) return bySamples(given, sampled, scale, terms)
  return {
    kind: 'weak',
    change: scale.change(scale.harm(given.value) - scale.harm(newest.value), newest.value),
    reference: newest.value,
    why: `${runs.length} of ${fewestRuns} accepted runs, and ${given.samples.length} against ${newest.samples.length} samples where ${fewestSamples} a side would do`,
  }
}

/** How values become harm: larger is worse. */
interface Scale {
  readonly harm: (value: number) => number
  /** The way back. */
  readonly value: (harm: number) => number
  /** The margin as a distance of harm. */
  readonly margin: (reference: number) => number
  /** A share of the reference as a distance of harm, in either direction. */
  readonly distance: (share: number, reference: number) => number
  /** A distance of harm as a share of the reference. */
  readonly change: (distance: number, reference: number) => number
}

function scaleOf({ value, samples, better, accepted }: Comparison, margin: number): Scale {
  const sign = better === 'smaller' ? 1 : -1
  const isPositive =
    value > 0 &&
    samples.every((one) => one > 0) &&
    accepted.every((run) => run.value > 0 && run.samples.every((one) => one > 0))
  if (isPositive) {
    // 10 % less of what is better bigger is a ratio of 0.9, and not of 1 ÷ 1.1.
    const limit = sign * Math.log(Math.max(Number.MIN_VALUE, 1 + sign * margin))
    return {
      harm: (one) => sign * Math.log(one),
      value: (harm) => Math.exp(sign * harm),
      margin: () => limit,
      distance: Math.log1p,
      change: (distance) => sign * Math.expm1(sign * distance),
    }
  }
  return {
    harm: (one) => sign * one,
    value: (harm) => sign * harm,
    margin: (reference) => margin * Math.abs(reference),
    distance: (share, reference) => share * Math.abs(reference),
    change: (distance, reference) =>
      distance === 0
        ? 0
        : reference === 0
          ? Math.sign(distance) * Number.POSITIVE_INFINITY
          : distance / Math.abs(reference),
  }
}

function bareComparison({ value }: Comparison, reference: number, scale: Scale): ComparedBenchmark {
  const distance = scale.harm(value) - scale.harm(reference)
  const isWorse = !(distance <= scale.margin(reference) + rounding * Math.abs(scale.harm(reference)))
  return {
    kind: 'compared',
    method: 'exact',
    reference,
    change: scale.change(distance, reference),
    lower: null,
    upper: null,
    worse: isWorse ? 0 : 1,
    notWorse: isWorse ? 1 : 0,
    controlCount: 1,
    experimentCount: 1,
  }
}

/** Values that differ by less than this share are the same number, computed in another order. */
const rounding = 8 * Number.EPSILON

/** Newest first, as given; what came before the series last changed its level is no measure of now. */
function sinceLastChange(accepted: readonly AcceptedBenchmark[]): readonly AcceptedBenchmark[] {
  const series = accepted.map(({ value }) => value).reverse()
  const last = changePoints(series)?.at(-1)
  return last === undefined ? accepted : accepted.slice(0, series.length - last.index)
}

function byHistory(
  given: Comparison,
  runs: readonly AcceptedBenchmark[],
  scale: Scale,
  level: number,
): ComparedBenchmark | WeakBenchmark {
  const harms = runs.map(({ value }) => scale.harm(value))
  const [center, spread] = [mean(harms), standardDeviation(harms)]
  if (center === null || spread === null || !Number.isFinite(center + spread))
    return {
      kind: 'weak',
      change: null,
      reference: null,
      why: 'the accepted values have no spread that a number can hold',
    }
  const reference = scale.value(center)
  const newest = runs[0]?.value ?? Number.NaN
  if (!(spread > rounding * Math.max(...harms.map(Math.abs)))) return bareComparison(given, newest, scale)
  const n = runs.length
  const error = spread * Math.sqrt(1 + 1 / n)
  const distance = scale.harm(given.value) - center
  const statistic = (distance - scale.margin(reference)) / error
  const half = -studentTQuantile((1 - level) / 2, n - 1) * error
  return {
    kind: 'compared',
    method: 'history',
    reference,
    change: scale.change(distance, reference),
    lower: finiteOrNull(scale.change(distance - half, reference)),
    upper: finiteOrNull(scale.change(distance + half, reference)),
    worse: studentTSurvival(statistic, n - 1),
    notWorse: studentTSurvival(-statistic, n - 1),
    controlCount: n,
    experimentCount: 1,
  }
}

function bySamples(
  given: Comparison,
  runs: readonly AcceptedBenchmark[],
  scale: Scale,
  terms: ComparisonTerms,
): ComparedBenchmark | WeakBenchmark {
  const answers = runs.map((run) => againstRun(given, run, scale, terms))
  const [newest] = answers
  if (newest === undefined) return { kind: 'weak', change: null, reference: null, why: 'no accepted run has samples' }
  const weak = answers.find((answer) => answer.kind === 'weak')
  if (weak !== undefined || newest.kind === 'weak') return weak ?? newest
  const compared = answers.filter((answer) => answer.kind === 'compared')
  return {
    ...newest,
    worse: Math.max(...compared.map(({ worse }) => worse)),
    notWorse: Math.max(...compared.map(({ notWorse }) => notWorse)),
  }
}

/** Up to here the exact law of ranks is worth its time. */
const exactUpTo = 30
/** The interval whose width gives the standard error leaves so much out on each side. */
const tail = 0.05
/** From here on the law is the normal one. */
const manyDegrees = 1e6

function againstRun(
  given: Comparison,
  run: AcceptedBenchmark,
  scale: Scale,
  { level, runNoise }: ComparisonTerms,
): ComparedBenchmark | WeakBenchmark {
  const all = [...given.samples, ...run.samples]
  const isConstant = (values: readonly number[]): boolean => values.every((value) => value === values[0])
  if (isConstant(all)) return bareComparison(given, run.value, scale)
  const margin = scale.margin(run.value)
  const control = run.samples.map(scale.harm)
  const experiment = given.samples.map(scale.harm)
  const shift = hodgesLehmann(control, experiment, { level })
  const narrow = hodgesLehmann(control, experiment, { level: 1 - 2 * tail })
  if (shift.kind !== 'compared' || narrow.kind !== 'compared' || !narrow.attained)
    return { kind: 'weak', change: null, reference: run.value, why: 'the samples are too few for an interval' }
  const within = (narrow.upper - narrow.lower) / (2 * -normalQuantile(tail))
  const between = scale.distance(runNoise, run.value) * Math.SQRT2
  const error = Math.hypot(within, between)
  const freedom = (control.length + experiment.length - 2) * (error / within) ** 4
  const method = Math.max(control.length, experiment.length) <= exactUpTo ? 'exact' : 'auto'
  const shifted = control.map((harm) => harm + margin)
  const claim = (alternative: 'greater' | 'less'): number => {
    const ranks = mannWhitney(shifted, experiment, { alternative, method })
    if (ranks.kind !== 'compared') return 1
    // Neither side varies and no run is said to: the ranks alone decide.
    if (!(error > 0)) return ranks.pValue
    const away = ((shift.estimate - margin) / error) * (alternative === 'greater' ? 1 : -1)
    return Math.max(ranks.pValue, freedom < manyDegrees ? studentTSurvival(away, freedom) : normalSurvival(away))
  }
  return {
    kind: 'compared',
    method: 'samples',
    reference: run.value,
    change: scale.change(shift.estimate, run.value),
    lower: shift.attained ? finiteOrNull(scale.change(shift.lower, run.value)) : null,
    upper: shift.attained ? finiteOrNull(scale.change(shift.upper, run.value)) : null,
    worse: claim('greater'),
    notWorse: claim('less'),
    controlCount: control.length,
    experimentCount: experiment.length,
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
