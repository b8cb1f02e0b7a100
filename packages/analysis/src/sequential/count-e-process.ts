import { invalidArgument } from '../errors.ts'
import { effectAtoms } from './effect-atoms.ts'

/** Events of both sides in one look, and how much of the exposure each had. */
export interface CountLook {
  /** Events of the baseline, from 0 to 1e300. */
  readonly control: number
  /** Events of the canary, from 0 to 1e300. */
  readonly experiment: number
  /** Exposure of the canary ÷ exposure of the baseline, measured in this look: requests, or seconds times pods; above 0. */
  readonly exposureRatio: number
}

export interface CountOptions {
  /** Ratio of rates that is not harmful; the null hypothesis is a ratio up to this. Default 1. */
  readonly rateRatio?: number
  /** Standard deviation of the half-normal prior on the logarithm of the ratio beyond it, up to 100. Default ln 3. */
  readonly scale?: number
  /** Atoms that the prior is made of, whole, from 1. Default 32. */
  readonly atoms?: number
}

/** What a count e-process remembers: plain numbers, to be stored as JSON. */
export interface CountEProcess {
  /** ln of the likelihood ratio against the null, one for each atom. */
  readonly logRatios: readonly number[]
  /** ln of the evidence now. */
  readonly logE: number
  /** Its largest value so far: a boundary that was crossed stays crossed. */
  readonly maxLogE: number
}

/**
 * One more look at counts of events: is the canary's rate above `rateRatio` times the baseline's? The evidence is an
 * e-process: while it is not, it reaches 1/alpha at any time with a probability of at most alpha, however often it is
 * looked at. Exact for Poisson counts, with no least number of events.
 *
 * Given the events of both sides in a look, those of the canary are binomial with π = ρr/(1 + ρr), where r is the ratio of
 * exposures and ρ the ratio of rates; the base rate cancels, so that what hits both sides alike, a changing rate and a
 * changing split do no harm. The evidence is the mean likelihood ratio over a half-normal prior on ln ρ beyond the null,
 * taken as atoms of equal weight, so that no integration is left to be wrong.
 *
 * @param state - of the look before; `null` at the beginning.
 * @returns evidence of 1 (logE 0) for a look without events.
 * @throws AnalysisError `invalid-argument` for counts below 0 or not finite, exposure ratios not above 0, options out of
 *   range and a state of another number of atoms.
 * @see Lindon and Malek (2022), Anytime-valid inference for multinomial count data, for the conditional test; Robbins (1970)
 *   for the mixture.
 * @example
 * ```ts
 * updateCountEProcess(null, { control: 0, experiment: 0, exposureRatio: 1 }).logE // 0
 * ```
 */
export function updateCountEProcess(
  state: CountEProcess | null,
  look: CountLook,
  options: CountOptions = {},
): CountEProcess {
  const { rateRatio = 1, scale = Math.log(3), atoms = 32 } = options
  checkCountLook(look)
  if (!(rateRatio > 0 && rateRatio < Number.POSITIVE_INFINITY))
    throw invalidArgument('rateRatio', 'a finite number above 0', String(rateRatio))
  if (state !== null && state.logRatios.length !== atoms)
    throw invalidArgument('state', `${atoms} atoms`, `${state.logRatios.length}`)
  const { control, experiment, exposureRatio } = look
  const { effects, excess } = effectAtoms(scale, atoms)
  const events = control + experiment
  // Never ∞/∞: odds beyond the numbers are a share of 1.
  const share = 1 / (1 + 1 / (rateRatio * exposureRatio))
  const logRatios = state === null ? Array.from(effects, () => 0) : [...state.logRatios]
  let largest = Number.NEGATIVE_INFINITY
  for (let at = 0; at < atoms; at += 1) {
    const gained = experiment * (effects[at] ?? Number.NaN) - events * Math.log1p(share * (excess[at] ?? Number.NaN))
    const log = (logRatios[at] ?? Number.NaN) + gained
    logRatios[at] = log
    if (log > largest) largest = log
  }
  let sum = 0
  for (let at = 0; at < atoms; at += 1) {
    const below = (logRatios[at] ?? Number.NaN) - largest
    // Smaller ones are no digit of the sum; what is no number stays one.
    if (!(below < leastBelow)) sum += Math.exp(below)
  }
  const logE = largest + Math.log(sum / atoms)
  return { logRatios, logE, maxLogE: Math.max(state?.maxLogE ?? 0, logE) }
}

/** ln of the smallest share of a sum that could be a digit of it. */
const leastBelow = -44

/** Counts beyond this leave the numbers when they are added and weighed. */
const mostEvents = 1e300

/** @throws AnalysisError `invalid-argument` for what cannot have been counted. */
export function checkCountLook({ control, experiment, exposureRatio }: CountLook): void {
  if (!isCount(control)) throw invalidArgument('control', `a count from 0 to ${mostEvents}`, String(control))
  if (!isCount(experiment)) throw invalidArgument('experiment', `a count from 0 to ${mostEvents}`, String(experiment))
  if (!(exposureRatio > 0 && exposureRatio < Number.POSITIVE_INFINITY))
    throw invalidArgument('exposureRatio', 'a finite number above 0', String(exposureRatio))
}

function isCount(value: number): boolean {
  return value >= 0 && value <= mostEvents
}
