import { checkPositive, normalSurvival } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { logSqrtTwoPi } from '../numeric/index.ts'
import { firstCrossing } from './first-crossing.ts'
import { checkShare, checkSides } from './mixture-tuning.ts'

export interface AlphaSpendingOptions {
  /** Error over all looks, above 0 and below 1. Default 0.05. */
  readonly alpha?: number
  /** α t^power is spent by the share t of the information, above 0: larger ones spend late. Default 2. */
  readonly power?: number
  /** 2: half of α on each side. Default 1. */
  readonly sides?: 1 | 2
}

/** Further out than this no bound lies, and nothing is integrated. */
const farthest = 8

/**
 * The z at which each of a few planned looks stops: a statistic without effect crosses any of them with a chance of α. Sees more
 * than what may be asked for ever, where the information at the end is known before; looks cannot be added.
 *
 * The error spent by each look is α t^power; its bound follows from the distribution of the sums that crossed none before,
 * which is integrated look by look. Of two sides the bound of |z|, each side by itself.
 *
 * @param informationFractions - of each look, ascending, above 0 and up to 1. A look with less than 0.00001 more than the
 *   one before has the bound of that one: it has no news.
 * @returns z of each look, up to 8.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Lan and DeMets (1983), Biometrika 70; Kim and DeMets (1987) for the powers; Armitage, McPherson and Rowe (1969) for the
 *   integration.
 * @example
 * ```ts
 * alphaSpendingBounds([1], { alpha: 0.025 })[0] // 1.9599639845400543
 * ```
 */
export function alphaSpendingBounds(
  informationFractions: Float64Array | readonly number[],
  options: AlphaSpendingOptions = {},
): readonly number[] {
  const { alpha = 0.05, power = 2, sides = 1 } = options
  checkShare('alpha', alpha)
  checkPositive('power', power)
  checkSides(sides)
  checkFractions(informationFractions)
  const bounds: number[] = []
  let before: Looked = {
    fraction: 0,
    spent: 0,
    bound: farthest,
    sums: { from: 0, step: 1, masses: Float64Array.of(1) },
  }
  for (const [at, fraction] of informationFractions.entries()) {
    if (at === 0 || fraction - before.fraction > leastNews) {
      const next = informationFractions.find((later) => later - fraction > leastNews) ?? Number.POSITIVE_INFINITY
      before = look(before, fraction, (alpha / sides) * fraction ** power, next)
    }
    bounds.push(before.bound)
  }
  return bounds
}

const leastNews = 1e-5

/** Where the sums lie that crossed no bound yet: masses at equal steps. */
interface Sums {
  readonly from: number
  readonly step: number
  readonly masses: Float64Array
}

interface Looked {
  readonly fraction: number
  readonly spent: number
  readonly bound: number
  readonly sums: Sums
}

function look(before: Looked, fraction: number, allowed: number, next: number): Looked {
  const { sums, spent } = before
  const deviation = Math.sqrt(fraction - before.fraction)
  const root = Math.sqrt(fraction)
  const crossed = (z: number) => {
    let sum = 0
    for (let at = indexFrom(sums, z * root - reach * deviation); at < sums.masses.length; at += 1)
      sum += (sums.masses[at] ?? Number.NaN) * normalSurvival((z * root - sums.from - at * sums.step) / deviation)
    return sum
  }
  const left = allowed - spent
  const bound = crossed(farthest) >= left ? farthest : firstCrossing((z) => left - crossed(z), -farthest, farthest)
  const finest = Math.min(deviation, Math.sqrt(next - fraction))
  return {
    fraction,
    spent: spent + crossed(bound),
    bound,
    sums: spread(sums, deviation, -farthest * root, bound * root, finest),
  }
}

/** Deviations beyond which nothing arrives. */
const reach = 9

/** The first of the masses that lies at a place or beyond. */
function indexFrom({ from, step }: Sums, place: number): number {
  return Math.max(0, Math.ceil((place - from) / step))
}

/** The sums after one more look, up to its bound, ready to be integrated by Simpson's rule. */
function spread(sums: Sums, deviation: number, from: number, to: number, finest: number): Sums {
  const pairs = Math.max(1, Math.ceil((to - from) / (0.2 * finest)))
  const step = (to - from) / (2 * pairs)
  const masses = new Float64Array(2 * pairs + 1)
  for (let at = 0; at < masses.length; at += 1) {
    const place = from + at * step
    const first = indexFrom(sums, place - reach * deviation)
    const last = Math.min(sums.masses.length - 1, Math.floor((place + reach * deviation - sums.from) / sums.step))
    let density = 0
    for (let of = first; of <= last; of += 1) {
      const z = (place - sums.from - of * sums.step) / deviation
      density += (sums.masses[of] ?? Number.NaN) * Math.exp((-z * z) / 2 - logSqrtTwoPi)
    }
    const weight = at === 0 || at === masses.length - 1 ? 1 : 2 + 2 * (at % 2)
    masses[at] = ((weight * step) / 3) * (density / deviation)
  }
  return { from, step, masses }
}

function checkFractions(fractions: Float64Array | readonly number[]): void {
  let before = 0
  for (const fraction of fractions) {
    if (!(fraction > 0 && fraction >= before && fraction <= 1))
      throw invalidArgument('informationFractions', 'ascending, above 0 and up to 1', String(fraction))
    before = fraction
  }
}
