import { invalidArgument } from '../errors.ts'
import { logSumExp } from '../numeric/index.ts'
import { checkCountLook, type CountLook, type CountOptions } from './count-e-process.ts'
import { gaussHermite } from './gauss-hermite.ts'
import { halfNormalAtoms } from './half-normal-atoms.ts'

/** Variances of the look's own log rate ratio that are reckoned with where nothing is known. */
export const usualOverdispersion: readonly number[] = [0, 0.03, 0.1, 0.3, 1, 3]

export interface OverdispersedOptions extends CountOptions {
  /** Variances that may be true, each from 0; at least one. Default 0, 0.03, 0.1, 0.3, 1, 3. */
  readonly overdispersion?: readonly number[]
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
const { nodes, logWeights } = gaussHermite(nodeCount)
const weights = Float64Array.from(logWeights, (weight) => Math.exp(weight))

/**
 * `updateCountEProcess` for events that come in bursts of their own on each side: retries, a queue that fills, a client that
 * goes wild. In each look the ratio of rates varies about its level by a normal variable on the logarithm, whose variance ω
 * nobody knows: the evidence averages the likelihood over all ω of a set and over the ratios, and divides by the largest
 * likelihood that the null has for any of them, so that it holds whichever is true (universal inference).
 *
 * The price where there are no bursts is a later decision; give the set that A/A data leave, see `plausibleOverdispersion`.
 * The integral over the normal variable is Gauss–Hermite with 31 nodes, which serves looks of up to about 40 events; for
 * larger ones compare log ratios instead, see `countLogRatio`.
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
  const effects = halfNormalAtoms(scale, atoms)
  const nullOdds = rateRatio * look.exposureRatio
  const nulls: number[] = []
  const alternatives: (readonly number[])[] = []
  const numerators: number[] = []
  for (const [at, variance] of overdispersion.entries()) {
    const likelihood = lookLikelihood(look, variance)
    nulls.push((state?.nulls[at] ?? 0) + likelihood(nullOdds))
    const before = state?.alternatives[at]
    const now = effects.map((effect, atom) => (before?.[atom] ?? 0) + likelihood(nullOdds * Math.exp(effect)))
    alternatives.push(now)
    numerators.push(logSumExp(now))
  }
  const logE = logSumExp(numerators) - Math.log(atoms * overdispersion.length) - Math.max(...nulls)
  return { nulls, alternatives, logE, maxLogE: Math.max(state?.maxLogE ?? 0, logE) }
}

/**
 * The variances of `grid` that counts of two equal sides do not contradict: those whose likelihood is within `cut` nats of
 * the largest. An approximation: a variance outside may be true.
 *
 * @param looks - A/A counts, such as those of two halves of the baseline, look by look.
 * @returns the whole grid where there are no looks.
 * @throws AnalysisError `invalid-argument` for counts below 0 or not finite, variances below 0, and a cut below 0.
 * @example
 * ```ts
 * plausibleOverdispersion([{ control: 5, experiment: 500, exposureRatio: 1 }], { grid: [0, 3] }) // [3]
 * ```
 */
export function plausibleOverdispersion(
  looks: readonly CountLook[],
  options: { readonly grid?: readonly number[]; readonly cut?: number } = {},
): readonly number[] {
  const { grid = usualOverdispersion, cut = 1 } = options
  checkOverdispersion(grid)
  if (!(cut >= 0)) throw invalidArgument('cut', 'nats from 0', String(cut))
  for (const look of looks) checkCountLook(look)
  const likelihoods = grid.map((variance) =>
    looks.reduce((sum, look) => sum + lookLikelihood(look, variance)(look.exposureRatio), 0),
  )
  const largest = Math.max(...likelihoods)
  return grid.filter((_, at) => (likelihoods[at] ?? Number.NaN) >= largest - cut)
}

/** ln ∫ π^experiment (1 − π)^control over the normal variable, with odds π/(1 − π) = odds · exp(√variance · Z). */
function lookLikelihood({ control, experiment }: CountLook, variance: number): (odds: number) => number {
  const events = control + experiment
  if (events === 0) return () => 0
  if (variance === 0) return (odds) => experiment * Math.log(odds) - events * Math.log1p(odds)
  const spread = Math.sqrt(variance)
  const factors = Float64Array.from(nodes, (node) => Math.exp(spread * node))
  const terms = new Float64Array(nodeCount)
  return (odds) => {
    const start = experiment * Math.log(odds)
    let largest = Number.NEGATIVE_INFINITY
    for (let at = 0; at < nodeCount; at += 1) {
      const term =
        start + experiment * spread * (nodes[at] ?? 0) - events * Math.log1p(odds * (factors[at] ?? Number.NaN))
      terms[at] = term
      if (term > largest) largest = term
    }
    let sum = 0
    for (let at = 0; at < nodeCount; at += 1) sum += (weights[at] ?? 0) * Math.exp((terms[at] ?? 0) - largest)
    return largest + Math.log(sum)
  }
}

function checkOverdispersion(variances: readonly number[]): void {
  if (variances.length === 0 || !variances.every((variance) => variance >= 0 && variance <= 100))
    throw invalidArgument('overdispersion', 'variances from 0 to 100, one at least', String(variances))
}

function hasAtoms({ alternatives }: OverdispersedCountEProcess, atoms: number): boolean {
  return alternatives.every((list) => list.length === atoms)
}
