import { hypergeometricCdf, hypergeometricMass, hypergeometricSurvival } from '../distributions/index.ts'
import type { Proportion } from '../evidence/index.ts'
import { checkCounts } from './check-proportion.ts'
import { exactTwoSided } from './exact-two-sided.ts'
import { checkAlternative, type Alternative } from './sample.ts'

/**
 * Fisher's exact test of two proportions: given how many events there were in all, are they shared out unevenly? Exact at
 * any size, cells of millions included, and conservative; `boschloo` sees more where its size allows it.
 *
 * Two-sided it adds the probabilities of all tables that are no more probable than the observed one, as R and SciPy do;
 * it is not twice the one-sided value.
 *
 * @param control - whole numbers. @param experiment - whole numbers.
 * @returns `pValue`; 1 where a side counted nothing, or no side had an event, or all had: no evidence.
 * @throws AnalysisError `invalid-argument` where 0 ≤ events ≤ total does not hold.
 * @see Fisher (1935), Journal of the Royal Statistical Society 98; R's `fisher.test`.
 * @example
 * ```ts
 * fisherExact({ events: 0, total: 3 }, { events: 3, total: 3 }, { alternative: 'greater' }).pValue // 0.05
 * ```
 */
export function fisherExact(
  control: Proportion,
  experiment: Proportion,
  options: { readonly alternative?: Alternative } = {},
): { readonly pValue: number } {
  const { alternative = 'two-sided' } = options
  checkAlternative(alternative)
  checkCounts(control, 'control')
  checkCounts(experiment, 'experiment')
  const events = control.events + experiment.events
  const others = control.total + experiment.total - events
  const draws = experiment.total
  if (alternative === 'less') return { pValue: hypergeometricCdf(experiment.events, events, others, draws) }
  if (alternative === 'greater') return { pValue: hypergeometricSurvival(experiment.events - 1, events, others, draws) }
  const law = {
    mass: (k: number): number => hypergeometricMass(k, events, others, draws),
    upTo: (k: number): number => hypergeometricCdf(k, events, others, draws),
    above: (k: number): number => hypergeometricSurvival(k, events, others, draws),
    mode: Math.floor(((draws + 1) * (events + 1)) / (events + others + 2)),
    least: Math.max(0, draws - others),
    most: Math.min(events, draws),
  }
  return { pValue: exactTwoSided(law, experiment.events) }
}
