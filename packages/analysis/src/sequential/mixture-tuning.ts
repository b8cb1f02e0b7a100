import { invalidArgument } from '../errors.ts'

/** Where a mixture bound is tightest: it is valid everywhere, whatever is chosen here before the data are seen. */
export interface MixtureTuning {
  /** Variance at which the bound should be tightest, above 0. */
  readonly tightestAt: number
  /** Error for which it should be, above 0 and below 1; below ½ for a bound of one side. Default 0.05. */
  readonly tightestAlpha?: number
}

/**
 * Variance that the prior of the mixture is worth: with L = 2 ln(1/α), V ÷ (L + ln(1 + L)); 2α in place of α for one side.
 *
 * @see Howard, Ramdas, McAuliffe and Sekhon (2021), Annals of Statistics 49: the tuning of
 *   mixtures.
 */
export function priorVariance({ tightestAt, tightestAlpha = 0.05 }: MixtureTuning, sides: 1 | 2): number {
  if (!(tightestAt > 0 && tightestAt < Number.POSITIVE_INFINITY))
    throw invalidArgument('tightestAt', 'a number above 0', String(tightestAt))
  checkShare('tightestAlpha', tightestAlpha, sides === 1 ? 0.5 : 1)
  const twice = -2 * Math.log(sides === 1 ? 2 * tightestAlpha : tightestAlpha)
  return tightestAt / (twice + Math.log1p(twice))
}

/** @throws AnalysisError `invalid-argument` outside (0, `below`), NaN included. */
export function checkShare(argument: string, share: number, below = 1): number {
  if (!(share > 0 && share < below))
    throw invalidArgument(argument, `a number above 0 and below ${below}`, String(share))
  return share
}

/** @throws AnalysisError `invalid-argument` for anything but one side or two, which would silently mean two. */
export function checkSides(sides: 1 | 2): void {
  const given: number = sides
  if (given !== 1 && given !== 2) throw invalidArgument('sides', '1 or 2', String(given))
}

/** @throws AnalysisError `invalid-argument` for a variance below 0, infinite or none. */
export function checkVariance(v: number, argument = 'v'): void {
  if (!(v >= 0 && v < Number.POSITIVE_INFINITY)) throw invalidArgument(argument, 'a number from 0', String(v))
}

/** @throws AnalysisError `invalid-argument` for a sum that is infinite or none. */
export function checkFinite(argument: string, value: number): void {
  if (!Number.isFinite(value)) throw invalidArgument(argument, 'a finite number', String(value))
}
