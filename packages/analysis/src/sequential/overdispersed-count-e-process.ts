import { invalidArgument } from '../errors.ts'
import { logSumExp } from '../numeric/index.ts'
import { combineLogEValues } from './combine-e-values.ts'
import { checkCountLook, type CountLook, type CountOptions } from './count-e-process.ts'
import { effectAtoms } from './effect-atoms.ts'
import { gaussHermite } from './gauss-hermite.ts'

/** Variances of the look's own log rate ratio that are reckoned with where nothing is known. */
export const usualOverdispersion: readonly number[] = [0, 0.03, 0.1, 0.3, 1, 3]

export interface OverdispersedOptions extends CountOptions {
  /** Variances that may be true, each from 0; at least one. Default 0, 0.03, 0.1, 0.3, 1, 3. */
  readonly overdispersion?: readonly number[]
  /** How probable each of them is held to be, above 0, of any sum; the evidence holds for any choice. Default all alike. */
  readonly weights?: readonly number[]
}

/** What an overdispersed count e-process remembers: plain numbers, to be stored as JSON. */
export interface OverdispersedCountEProcess {
  /** ln likelihood under the null, one for each variance. */
  readonly nulls: readonly number[]
  /** ln likelihood of each atom of the prior, one list for each variance. */
  readonly alternatives: readonly (readonly number[])[]
  readonly logE: number
  readonly maxLogE: number
}

const nodeCount = 31
const quadrature = gaussHermite(nodeCount)
const nodes = Float64Array.from(quadrature.nodes)
const weights = Float64Array.from(quadrature.logWeights, (weight) => Math.exp(weight))

/** Odds beyond these are as good as certainty, and would leave the numbers when a prior multiplies them. */
const mostOdds = 1e100

/**
 * `updateCountEProcess` for events that come in bursts of their own on each side: retries, a queue that fills, a client that
 * goes wild. In each look the ratio of rates varies about its level by a normal variable on the logarithm, whose variance ω
 * nobody knows: the evidence averages the likelihood over all ω of a set and over the ratios, and divides by the largest
 * likelihood that the null has for any of them, so that it holds whichever is true (universal inference).
 *
 * The price where there are no bursts is a later decision; give the set that A/A data leave, see `plausibleOverdispersion`.
 * The integral over the normal variable is Gauss–Hermite with 31 nodes: exact for the law of these 31 places, and near the
 * normal one for looks of up to about 40 events. For larger ones compare log ratios instead, see `countLogRatio`.
 *
 * @throws AnalysisError `invalid-argument` as `updateCountEProcess`, for variances below 0 and for none.
 * @see Wasserman, Ramdas and Balakrishnan (2020), Universal inference, PNAS 117, eq. 2.
 * @example
 * ```ts
 * updateOverdispersedCount(null, { control: 0, experiment: 0, exposureRatio: 1 }).logE // 0
 * ```
 */
export function updateOverdispersedCount(
  state: OverdispersedCountEProcess | null,
  look: CountLook,
  options: OverdispersedOptions = {},
): OverdispersedCountEProcess {
  const { rateRatio = 1, scale = Math.log(3), atoms = 32, overdispersion = usualOverdispersion } = options
  checkCountLook(look)
  checkOverdispersion(overdispersion)
  if (!(rateRatio > 0 && rateRatio < Number.POSITIVE_INFINITY))
    throw invalidArgument('rateRatio', 'a finite number above 0', String(rateRatio))
  if (state !== null && !(state.nulls.length === overdispersion.length && hasAtoms(state, atoms)))
    throw invalidArgument('state', `${overdispersion.length} variances with ${atoms} atoms`, 'another number of them')
  const prior = options.weights ?? overdispersion.map(() => 1)
  if (prior.length !== overdispersion.length)
    throw invalidArgument('weights', `${overdispersion.length}, one for each variance`, String(prior.length))
  const { ratios } = effectAtoms(scale, atoms)
  const nullOdds = bounded(rateRatio * look.exposureRatio)
  const nulls: number[] = []
  const alternatives: (readonly number[])[] = []
  const numerators: number[] = []
  for (const [at, variance] of overdispersion.entries()) {
    const factors = lookFactors(variance)
    nulls.push((state?.nulls[at] ?? 0) + logLikelihood(look, factors, nullOdds))
    const before = state?.alternatives[at]
    const now = before === undefined ? Array.from(ratios, () => 0) : [...before]
    for (let atom = 0; atom < atoms; atom += 1)
      now[atom] = (now[atom] ?? Number.NaN) + logLikelihood(look, factors, nullOdds * (ratios[atom] ?? Number.NaN))
    alternatives.push(now)
    numerators.push(logSumExp(now))
  }
  const logE = combineLogEValues(numerators, prior) - Math.log(atoms) - Math.max(...nulls)
  return { nulls, alternatives, logE, maxLogE: Math.max(state?.maxLogE ?? 0, logE) }
}

/** Variances that may be true, and how probable each is held to be. */
export interface PlausibleOverdispersion {
  readonly overdispersion: readonly number[]
  /** Likelihoods relative to the largest. */
  readonly weights: readonly number[]
}

/**
 * The variances of `grid` that counts of two equal sides do not contradict: those whose likelihood is within `cut` nats of
 * the largest. An approximation: a variance outside may be true.
 *
 * @param looks - A/A counts, such as those of two halves of the baseline, look by look.
 * @returns the whole grid where there are no looks, all alike.
 * @throws AnalysisError `invalid-argument` for counts below 0 or not finite, variances below 0, and a cut below 0.
 * @example
 * ```ts
 * plausibleOverdispersion([{ control: 5, experiment: 500, exposureRatio: 1 }], { grid: [0, 3] }).overdispersion // [3]
 * ```
 */
export function plausibleOverdispersion(
  looks: readonly CountLook[],
  options: { readonly grid?: readonly number[]; readonly cut?: number } = {},
): PlausibleOverdispersion {
  const { grid = usualOverdispersion, cut = 1 } = options
  checkOverdispersion(grid)
  if (!(cut >= 0)) throw invalidArgument('cut', 'nats from 0', String(cut))
  for (const look of looks) checkCountLook(look)
  const found = grid.map((variance) => {
    const factors = lookFactors(variance)
    return {
      variance,
      log: looks.reduce((sum, look) => sum + logLikelihood(look, factors, bounded(look.exposureRatio)), 0),
    }
  })
  const largest = Math.max(...found.map(({ log }) => log))
  const plausible = found.filter(({ log }) => log >= largest - cut)
  return {
    overdispersion: plausible.map(({ variance }) => variance),
    weights: plausible.map(({ log }) => Math.exp(log - largest)),
  }
}

/** What the odds of one look are multiplied by at each node; `null` where they do not vary. */
interface LookFactors {
  /** √variance · node. */
  readonly logs: Float64Array
  readonly factors: Float64Array
  /** Room for the nodes' terms. */
  readonly terms: Float64Array
}

function lookFactors(variance: number): LookFactors | null {
  if (variance === 0) return null
  const spread = Math.sqrt(variance)
  const logs = nodes.map((node) => spread * node)
  return { logs, factors: logs.map((log) => Math.exp(log)), terms: new Float64Array(nodeCount) }
}

/** ln ∫ π^experiment (1 − π)^control over the normal variable, with odds π/(1 − π) = odds · exp(√variance · Z). */
function logLikelihood({ control, experiment }: CountLook, varied: LookFactors | null, odds: number): number {
  const events = control + experiment
  if (events === 0) return 0
  if (varied === null) return experiment * Math.log(odds) - events * Math.log1p(odds)
  if (events <= mostPowers && Number.isInteger(control) && Number.isInteger(experiment)) {
    const likelihood = ofPowers(control, experiment, varied.factors, odds)
    if (likelihood > leastLikelihood) return Math.log(likelihood)
  }
  return ofLogarithms(control, experiment, varied, odds)
}

/** Whole counts up to this are powers of a few multiplications: three times as fast as logarithms, and as exact. */
const mostPowers = 128

/** Below it nodes are lost among the smallest numbers. */
const leastLikelihood = 1e-280

function ofPowers(control: number, experiment: number, factors: Float64Array, odds: number): number {
  let sum = 0
  for (let at = 0; at < nodeCount; at += 1) {
    const here = odds * (factors[at] ?? Number.NaN)
    const rest = 1 / (1 + here)
    sum += (weights[at] ?? Number.NaN) * power(here * rest, experiment) * power(rest, control)
  }
  return sum
}

function power(base: number, exponent: number): number {
  let result = 1
  let square = base
  for (let left = exponent; left > 0; left >>= 1) {
    if ((left & 1) === 1) result *= square
    square *= square
  }
  return result
}

function ofLogarithms(control: number, experiment: number, varied: LookFactors, odds: number): number {
  const { logs, factors, terms } = varied
  const events = control + experiment
  let largest = Number.NEGATIVE_INFINITY
  for (let at = 0; at < nodeCount; at += 1) {
    const term = experiment * (logs[at] ?? Number.NaN) - events * Math.log1p(odds * (factors[at] ?? Number.NaN))
    terms[at] = term
    if (term > largest) largest = term
  }
  let sum = 0
  for (let at = 0; at < nodeCount; at += 1)
    sum += (weights[at] ?? Number.NaN) * Math.exp((terms[at] ?? Number.NaN) - largest)
  return experiment * Math.log(odds) + largest + Math.log(sum)
}

function bounded(odds: number): number {
  return Math.min(mostOdds, Math.max(1 / mostOdds, odds))
}

function checkOverdispersion(variances: readonly number[]): void {
  if (variances.length === 0 || !variances.every((variance) => variance >= 0 && variance <= 100))
    throw invalidArgument('overdispersion', 'variances from 0 to 100, one at least', String(variances))
}

function hasAtoms({ alternatives }: OverdispersedCountEProcess, atoms: number): boolean {
  return alternatives.every((list) => list.length === atoms)
}
