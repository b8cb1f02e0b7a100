import { normalCdf, normalQuantile } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { drawIndex, type RandomSource } from '../numeric/index.ts'
import { notComparable, type Comparison } from './comparison.ts'
import { emptySample } from './mann-whitney.ts'
import { checkLevel, checkWord, copied, type Sample } from './sample.ts'
import type { TwoSampleStatistic } from './two-sample-statistic.ts'

export interface BootstrapInterval {
  /** The statistic of the samples themselves. */
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  readonly level: number
  readonly method: 'bca' | 'percentile'
}

/** Leaving out one value at a time takes time with the square of their number. */
const mostLeftOut = 2000

/**
 * An interval for whatever statistic by drawing both samples anew, with replacement: for display, where no exact interval
 * exists. With fewer than about twenty values a side it covers less than it says; quantiles near the ends want
 * `quantileRatio`.
 *
 * Limits are order statistics of the resampled statistic: at the level's own ranks (`percentile`), or moved for bias and
 * skewness (`bca`, the default up to 2,000 values together), whose acceleration comes from leaving out one at a time.
 *
 * @param options.random - uniform numbers in [0, 1); the same source gives the same interval.
 * @param options.resamples - a whole number from 100. Default 1,999. @param options.level - default 0.95.
 * @returns not comparable as `empty`, as `too-few-values` below two of a side, and as `no-variation` where the
 *   resampled statistic never changes or is not finite.
 * @throws AnalysisError `invalid-argument` for values that are not finite, levels outside (0, 1), resamples outside and
 *   an unknown method.
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, eq. 14.9 and 14.15; DiCiccio and Efron (1996).
 * @example
 * ```ts
 * bootstrapInterval([1, 2], [3, 4], { random: () => 0.5, statistic: () => 7 }).reason // "no-variation"
 * ```
 */
export function bootstrapInterval(
  control: Sample,
  experiment: Sample,
  options: {
    readonly random: RandomSource
    readonly statistic: TwoSampleStatistic
    readonly level?: number
    readonly resamples?: number
    readonly method?: 'bca' | 'percentile'
  },
): Comparison<BootstrapInterval> {
  const { random, statistic, level = 0.95, resamples = 1999 } = options
  checkLevel(level)
  if (!(Number.isSafeInteger(resamples) && resamples >= 100))
    throw invalidArgument('resamples', 'a whole number from 100', String(resamples))
  const x = copied(experiment, 'experiment')
  const y = copied(control, 'control')
  const { method = x.length + y.length <= mostLeftOut ? 'bca' : 'percentile' } = options
  checkWord(method, ['bca', 'percentile'])
  if (x.length === 0 || y.length === 0) return emptySample(x, y)
  if (x.length < 2 || y.length < 2)
    return notComparable('too-few-values', `two values a side are needed, got ${y.length} and ${x.length}`)
  const estimate = statistic(y.slice(), x.slice())
  const drawn = resampled(x, y, statistic, resamples, random)
  if (!(drawn.every(Number.isFinite) && Number.isFinite(estimate) && (drawn[0] ?? 0) < (drawn.at(-1) ?? 0)))
    return notComparable('no-variation', `the resampled statistic lies between ${drawn[0]} and ${drawn.at(-1)}`)
  const [low, high] =
    method === 'bca' ? moved(drawn, estimate, level, acceleration(x, y, statistic)) : [(1 - level) / 2, (1 + level) / 2]
  return { kind: 'compared', estimate, lower: at(drawn, low), upper: at(drawn, high), level, method }
}

function resampled(
  x: Float64Array,
  y: Float64Array,
  statistic: TwoSampleStatistic,
  resamples: number,
  random: RandomSource,
): Float64Array {
  const one = new Float64Array(x.length)
  const other = new Float64Array(y.length)
  const drawn = new Float64Array(resamples)
  for (let round = 0; round < resamples; round += 1) {
    draw(x, one, random)
    draw(y, other, random)
    drawn[round] = statistic(other, one)
  }
  return drawn.sort()
}

function draw(from: Float64Array, into: Float64Array, random: RandomSource): void {
  for (let i = 0; i < into.length; i += 1) into[i] = from[drawIndex(random, from.length)] ?? 0
}

/** The level's ranks moved for the bias z₀ and the acceleration a. */
function moved(drawn: Float64Array, estimate: number, level: number, a: number): readonly [number, number] {
  let below = 0
  for (const value of drawn) below += value < estimate ? 1 : value === estimate ? 0.5 : 0
  const share = Math.min(Math.max(below, 0.5), drawn.length - 0.5) / drawn.length
  const bias = normalQuantile(share)
  const rank = (z: number): number => normalCdf(bias + (bias + z) / (1 - a * (bias + z)))
  const z = normalQuantile((1 + level) / 2)
  return [rank(-z), rank(z)]
}

/** From the skewness of the statistic when one value at a time is left out, both samples together. */
function acceleration(x: Float64Array, y: Float64Array, statistic: TwoSampleStatistic): number {
  let squares = 0
  let cubes = 0
  for (const [values, of] of [
    [x, (rest: Float64Array) => statistic(y.slice(), rest)],
    [y, (rest: Float64Array) => statistic(rest, x.slice())],
  ] as const) {
    const n = values.length
    const without = Float64Array.from(values, (_, left) => of(values.filter((_value, i) => i !== left)))
    const mean = without.reduce((sum, value) => sum + value / n, 0)
    for (const value of without) {
      const influence = ((n - 1) * (mean - value)) / n
      squares += influence ** 2
      cubes += influence ** 3
    }
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0
}

/** The order statistic at a share of all, as type 6: rank share · (resamples + 1). */
function at(drawn: Float64Array, share: number): number {
  const rank = Math.round(share * (drawn.length + 1))
  return drawn[Math.min(Math.max(rank, 1), drawn.length) - 1] ?? Number.NaN
}
