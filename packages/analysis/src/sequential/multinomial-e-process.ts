import { checkPositive } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { dirichletLogE } from './dirichlet-log-e.ts'

/** What the check remembers between looks: plain numbers, to be stored as JSON. */
export interface MultinomialState {
  /** The configured split that the counts below belong to, summing to 1. */
  readonly shares: readonly number[]
  /** Units counted on each side since this split began. */
  readonly counts: readonly number[]
  readonly concentration: number
  /** ln E of the splits before this one. */
  readonly closedLogE: number
  /** ln E of everything. */
  readonly logE: number
  /** The largest ln E so far; 0 at the beginning. What crossed a boundary stays crossed. */
  readonly maxLogE: number
}

export interface MultinomialOptions {
  /** Units that the prior is worth, above 0: larger ones look for smaller deviations. Default 100. */
  readonly concentration?: number
}

/** A side that is given less cannot be told from one that is given nothing. */
const leastShare = 1e-12

/**
 * One more look at the split of the traffic: does each side get its share? May be asked after every look, for ever. If
 * the units are split by chance as configured, ln E ever reaches ln(1/α) with a chance of α at most.
 *
 * The Bayes factor of shares under a Dirichlet prior of parameters a = concentration · θ against the configured shares θ,
 * on all counts x since this split began: ln B(a + x) − ln B(a) − Σ xᵢ ln θᵢ. Another split, as at a stage change, or
 * another concentration begins a new factor; ln E is the sum over all of them.
 *
 * @param state - of the look before; `null` at the beginning.
 * @param counts - units of this look that were assigned by chance, two sides or more, each from 0: requests of one user
 *   that stay together count too often. Nothing counted changes nothing.
 * @param weights - the configured split in the same order, all above 0; [10, 90] and [0.1, 0.9] are the same.
 * @throws AnalysisError `invalid-argument` for counts below 0 or not finite, weights and concentrations not above 0, lists
 *   of different length, fewer than two sides, a number of sides other than before, and a state that no look left.
 * @see Lindon and Malek (2022), Anytime-valid inference for multinomial count data: the Bayes factor.
 * @example
 * ```ts
 * updateMultinomial(null, [30, 90], [10, 90]).logE // 6.105899884602124
 * ```
 */
export function updateMultinomial(
  state: MultinomialState | null,
  counts: Float64Array | readonly number[],
  weights: Float64Array | readonly number[],
  options: MultinomialOptions = {},
): MultinomialState {
  const { concentration = 100 } = options
  checkPositive('concentration', concentration)
  const shares = sharesOf(counts, weights)
  if (state !== null) checkState(state, shares.length)
  const goesOn = state !== null && isSameSplit(state, shares, concentration)
  const closedLogE = goesOn ? state.closedLogE : (state?.logE ?? 0)
  const total = Array.from(counts, (count, side) => count + (goesOn ? (state.counts[side] ?? Number.NaN) : 0))
  const logE = closedLogE + dirichletLogE(total, shares, concentration)
  return { shares, counts: total, concentration, closedLogE, logE, maxLogE: Math.max(state?.maxLogE ?? 0, logE) }
}

function sharesOf(
  counts: Float64Array | readonly number[],
  weights: Float64Array | readonly number[],
): readonly number[] {
  if (!(counts.length >= 2 && counts.length === weights.length))
    throw invalidArgument('weights', 'as many as the counts, two at least', `${weights.length} for ${counts.length}`)
  for (const count of counts) checkCounted('counts', count)
  let sum = 0
  for (const weight of weights) sum += checkPositive('weights', weight)
  return Array.from(weights, (weight) => {
    const share = weight / sum
    if (!(share >= leastShare)) throw invalidArgument('weights', `${leastShare} of their sum at least`, String(weight))
    return share
  })
}

function checkCounted(argument: string, count: number): void {
  if (!(count >= 0 && count <= Number.MAX_SAFE_INTEGER))
    throw invalidArgument(argument, `from 0 to ${Number.MAX_SAFE_INTEGER}`, String(count))
}

function isSameSplit(state: MultinomialState, shares: readonly number[], concentration: number): boolean {
  return state.concentration === concentration && state.shares.every((share, side) => share === shares[side])
}

/** @throws AnalysisError `invalid-argument` for a state of other sides, or with a number that is none. */
function checkState({ shares, counts, concentration, ...logs }: MultinomialState, sides: number): void {
  const { closedLogE, logE, maxLogE } = logs
  const isWhole =
    shares.length === sides &&
    counts.length === sides &&
    shares.every((share) => share > 0 && share <= 1) &&
    counts.every((count) => count >= 0 && count < Number.POSITIVE_INFINITY) &&
    concentration > 0 &&
    Number.isFinite(closedLogE) &&
    Number.isFinite(logE) &&
    maxLogE >= Math.max(0, logE) &&
    maxLogE < Number.POSITIVE_INFINITY
  if (!isWhole)
    throw invalidArgument('state', `the state of a look at ${sides} sides`, JSON.stringify({ shares, counts, ...logs }))
}
