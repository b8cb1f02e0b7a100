import { invalidArgument } from '../errors.ts'
import type { Part } from '../verdict/index.ts'
import { judgeShift } from './fixed-sample/judge-shift.ts'
import type { HarmDirection } from './metric.ts'

/** Fewest values of a side: with fewer, no interval at a usual level exists. */
const minSize = 5

/** What a comparison by a fixed sample does not promise, in words that stand beside each of its answers. */
export const fixedSampleNote =
  'Fixed-sample: valid for one look. Compared again whenever more values have come in, equal samples are called different more often than alpha says.'

/**
 * Compares two samples once by the fixed-sample method: Hodges–Lehmann ratio on logarithms with its interval.
 *
 * @param given.tolerance - relative harm up to which nothing is wrong, 0.03 for 3 %; @param given.margin - relative harm
 *   that is unacceptable; @param given.alpha - error of each of the two claims, above 0 and up to 0.2.
 * @returns a part `samples`: `fail` when harm beyond the tolerance is shown, `pass` when the experiment is shown not to
 *   be worse than the margin, else `inconclusive`; `inconclusive` for fewer than 5 values of a side.
 * @throws AnalysisError `invalid-argument` for values that are not finite and above 0, and limits out of range.
 */
export function compareSamples(given: {
  readonly control: readonly number[]
  readonly experiment: readonly number[]
  readonly harm: HarmDirection
  readonly margin: number
  readonly tolerance: number
  readonly alpha: number
}): Part {
  for (const side of ['control', 'experiment'] as const) {
    const odd = given[side].findIndex((value) => !(value > 0 && Number.isFinite(value)))
    if (odd >= 0) throw invalidArgument(side, 'finite numbers above 0', `${given[side][odd]} at index ${odd}`)
  }
  if (!(given.alpha > 0 && given.alpha <= 0.2))
    throw invalidArgument('alpha', 'a number above 0 and up to 0.2', String(given.alpha))
  if (!(given.tolerance >= 0 && given.tolerance <= given.margin && Number.isFinite(given.margin))) {
    throw invalidArgument('margin', '0 ≤ tolerance ≤ margin', `tolerance ${given.tolerance}, margin ${given.margin}`)
  }
  const enough = Math.min(given.control.length, given.experiment.length) >= minSize
  const part = judgeShift({
    metric: {
      id: 'samples',
      kind: 'gauge',
      required: true,
      query: '',
      harm: given.harm,
      margin: { absolute: 0, relative: given.margin },
      tolerance: { absolute: 0, relative: given.tolerance },
    },
    request: {
      complete: enough,
      comparisons: 1,
      requires: 'non-inferiority',
      options: { alpha: given.alpha, promoteAlpha: given.alpha, minLooks: minSize },
    },
    name: 'sample',
    unit: 'value',
    scale: 'ratio',
    harm: given.harm,
    control: given.control.length === 0 || given.experiment.length === 0 ? [] : given.control,
    experiment: given.experiment,
    tolerance: given.tolerance,
    margin: given.margin,
    totals: null,
  })
  return { ...part, kind: 'samples' }
}
