import { invalidArgument } from '../errors.ts'
import { halfNormalAtoms } from './half-normal-atoms.ts'

/** Atoms of a prior on the logarithm of a ratio of rates, with what is reckoned from them at every look. */
export interface EffectAtoms {
  readonly effects: Float64Array
  /** exp(effect). */
  readonly ratios: Float64Array
  /** exp(effect) − 1. */
  readonly excess: Float64Array
}

/** Priors wider than this are no knowledge of rates, and exp of their atoms would leave the numbers. */
const widestScale = 100

/** All looks of a canary ask for the same prior, so that the last one is kept. */
let latest: { readonly scale: number; readonly count: number; readonly atoms: EffectAtoms } | null = null

/**
 * `halfNormalAtoms` with their exponentials, made once for all looks that share a prior.
 *
 * @throws AnalysisError `invalid-argument` as `halfNormalAtoms`, and for scales above 100.
 */
export function effectAtoms(scale: number, count: number): EffectAtoms {
  if (latest !== null && latest.scale === scale && latest.count === count) return latest.atoms
  if (!(scale > 0 && scale <= widestScale))
    throw invalidArgument('scale', `a number above 0, up to ${widestScale}`, String(scale))
  const effects = Float64Array.from(halfNormalAtoms(scale, count))
  const ratios = effects.map((effect) => Math.exp(effect))
  const excess = effects.map((effect) => Math.expm1(effect))
  const atoms = { effects, ratios, excess }
  latest = { scale, count, atoms }
  return atoms
}
