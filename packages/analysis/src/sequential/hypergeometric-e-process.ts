import { checkPositive } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import type { Proportion } from '../evidence/index.ts'
import { deviance, logSumExp, stirlingError } from '../numeric/index.ts'
import { halfNormalAtoms } from './half-normal-atoms.ts'
import { checkBlock } from './two-proportion-e-process.ts'

/** What the test remembers between looks: plain numbers, to be stored as JSON. */
export interface HypergeometricState {
  /** ln of the likelihood ratio against the null, one for each atom. */
  readonly logRatios: readonly number[]
  /** ln E of everything. */
  readonly logE: number
  /** The largest ln E so far; 0 at the beginning. */
  readonly maxLogE: number
}

export interface HypergeometricOptions {
  /** Ratio of the odds that is not harmful; the null hypothesis is a ratio up to this, above 0. Default 1. */
  readonly oddsRatio?: number
  /** Standard deviation of the half-normal prior on the logarithm of the ratio beyond it, above 0. Default ln 3. */
  readonly scale?: number
  /** Atoms that the prior is made of, whole, from 1. Default 32. */
  readonly atoms?: number
}

/**
 * One more look at shares of events: are the experiment's odds above `oddsRatio` times the control's? May be asked after every
 * look, for ever. While they are not, whatever the share of each look is, ln E ever reaches ln(1/α) with a chance of α at
 * most. Exact from the first event, and sharper than the law of counts where events are no longer rare (from about 10 %).
 *
 * Given the events of both sides together, those of the experiment are hypergeometric, whatever the share: the factor of a
 * look is ω^x ÷ E ω^X with ω the odds ratio of an atom of the half-normal prior. The sequential form of the
 * Cochran–Mantel–Haenszel test: every look is a stratum of its own.
 *
 * @param state - of the look before; `null` at the beginning.
 * @param control - of this look alone, whole numbers; a side of none, no events and nothing else change nothing.
 * @throws AnalysisError `invalid-argument` for counts that cannot be, options outside their range, and a state of another
 *   number of atoms.
 * @see Cornfield (1956) and Fisher for the law; Robbins (1970) for the mixture.
 * @example
 * ```ts
 * updateHypergeometric(null, { events: 3, total: 90 }, { events: 0, total: 10 }).logE // -0.3886442299212826
 * ```
 */
export function updateHypergeometric(
  state: HypergeometricState | null,
  control: Proportion,
  experiment: Proportion,
  options: HypergeometricOptions = {},
): HypergeometricState {
  const { oddsRatio = 1, scale = Math.log(3), atoms = 32 } = options
  checkBlock('control', control)
  checkBlock('experiment', experiment)
  const logOdds = Math.log(checkPositive('oddsRatio', oddsRatio))
  const effects = halfNormalAtoms(scale, atoms)
  if (state !== null) checkState(state, atoms)
  const underNull = logLikelihood(control, experiment, logOdds)
  const logRatios = effects.map(
    (effect, at) => (state?.logRatios[at] ?? 0) + logLikelihood(control, experiment, logOdds + effect) - underNull,
  )
  const logE = logSumExp(logRatios) - Math.log(atoms)
  return { logRatios, logE, maxLogE: Math.max(state?.maxLogE ?? 0, logE) }
}

/**
 * ln of the chance of these events at an odds ratio, given both sides' together, but for what no ratio changes: the sum
 * over all outcomes is taken from the most likely one on to both sides, until nothing is added.
 */
function logLikelihood(control: Proportion, experiment: Proportion, logOdds: number): number {
  const draws = control.events + experiment.events
  const least = Math.max(0, draws - control.total)
  const most = Math.min(draws, experiment.total)
  if (least === most || logOdds === 0) return 0
  const odds = Math.exp(logOdds)
  const ratio = (k: number) =>
    ((draws - k) / (k + 1)) * ((experiment.total - k) / (control.total - draws + k + 1)) * odds
  let [mode, end] = [least, most]
  while (mode < end) {
    const middle = Math.floor((mode + end) / 2)
    if (ratio(middle) > 1) mode = middle + 1
    else end = middle
  }
  let sum = 1
  for (let k = mode, term = 1; k < most && term > 1e-17 * sum; k += 1) sum += term *= ratio(k)
  for (let k = mode, term = 1; k > least && term > 1e-17 * sum; k -= 1) sum += term /= ratio(k - 1)
  const { events, total } = experiment
  return logOdds * (events - mode) - logMass(mode, total, control.total, draws) - Math.log(sum)
}

/** ln P(X = k) of the hypergeometric law, as a quotient of binomial ones. */
function logMass(k: number, marked: number, unmarked: number, draws: number): number {
  const all = marked + unmarked
  return (
    logBinomial(k, marked, draws / all, 1 - draws / all) +
    logBinomial(draws - k, unmarked, draws / all, 1 - draws / all) -
    logBinomial(draws, all, draws / all, 1 - draws / all)
  )
}

/** Loader (2000): Stirling's errors and deviances, in which nothing large cancels. */
function logBinomial(k: number, n: number, p: number, q: number): number {
  if (k === 0) return n * Math.log1p(-p)
  if (k === n) return n * Math.log(p)
  const errors = stirlingError(n) - stirlingError(k) - stirlingError(n - k)
  return errors - deviance(k, n * p) - deviance(n - k, n * q) - Math.log(2 * Math.PI * k * (1 - k / n)) / 2
}

function checkState({ logRatios, logE, maxLogE }: HypergeometricState, atoms: number): void {
  const isWhole =
    logRatios.length === atoms &&
    logRatios.every((log) => Number.isFinite(log)) &&
    Number.isFinite(logE) &&
    maxLogE >= Math.max(0, logE) &&
    maxLogE < Number.POSITIVE_INFINITY
  if (!isWhole)
    throw invalidArgument(
      'state',
      `the state of a look with ${atoms} atoms`,
      JSON.stringify({ logRatios, logE, maxLogE }),
    )
}
