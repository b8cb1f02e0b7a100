import { normalSurvival, rankSumCdf } from '../distributions/index.ts'
import { AnalysisError } from '../errors.ts'
import { sorted, type Sample } from './sample.ts'
import { tieCorrection } from './tie-correction.ts'

/** Which side of the null hypothesis is asked about: the experiment relative to the control. */
export type Alternative = 'two-sided' | 'less' | 'greater'

export interface MannWhitney {
  /** #{experiment > control} + ½ #{experiment = control}. */
  readonly statistic: number
  readonly pValue: number
  readonly method: 'exact' | 'asymptotic'
  /** True where every value of both samples is the same; the p-value is then 1. */
  readonly allTied: boolean
}

/** Below this size, and without ties, the exact distribution is used: R's rule. */
const exactBelow = 50

/**
 * Mann and Whitney's test of two independent samples: does the experiment tend to larger values?
 *
 * Exact where both samples are smaller than 50 and no value occurs twice; else the normal approximation with tie
 * correction and continuity correction, as R's `wilcox.test` does. Valid for one planned look.
 *
 * @param options.method - forces a method; `exact` with ties is refused.
 * @throws AnalysisError `invalid-argument` for empty samples, values that are not finite, and `exact` with ties.
 * @see Mann and Whitney (1947); Lehmann (1975), Nonparametrics, eq. 1.20 for the ties.
 * @example
 * ```ts
 * mannWhitney([1.5, 2.5, 3.5, 6.5, 7.5, 8.5], [1.1, 2.2, 3.3, 4.4, 5.5]).statistic // 9
 * ```
 */
export function mannWhitney(
  control: Sample,
  experiment: Sample,
  options: {
    readonly alternative?: Alternative
    readonly method?: 'auto' | 'exact' | 'asymptotic'
    readonly continuity?: boolean
  } = {},
): MannWhitney {
  const { alternative = 'two-sided', method = 'auto', continuity = true } = options
  const x = sorted(experiment, 'experiment')
  const y = sorted(control, 'control')
  const statistic = countAbove(x, y)
  const { sum, hasTies } = tieCorrection(x, y)
  if (method === 'exact' && hasTies) {
    throw new AnalysisError('invalid-argument', 'The exact distribution holds without ties; expected no equal values', {
      argument: 'method',
      expected: 'asymptotic where values are tied',
      received: 'exact',
    })
  }
  const exact = method === 'exact' || (method === 'auto' && !hasTies && Math.max(x.length, y.length) < exactBelow)
  const pValue = exact
    ? exactP(statistic, x.length, y.length, alternative)
    : asymptoticP(statistic, x.length, y.length, sum, alternative, continuity)
  return {
    statistic,
    pValue,
    method: exact ? 'exact' : 'asymptotic',
    allTied: x[0] === x.at(-1) && x[0] === y[0] && y[0] === y.at(-1),
  }
}

/** One pass over both sorted samples. */
function countAbove(x: Float64Array, y: Float64Array): number {
  let below = 0
  let upTo = 0
  let twice = 0
  for (const value of x) {
    while (below < y.length && (y[below] ?? 0) < value) below += 1
    while (upTo < y.length && (y[upTo] ?? 0) <= value) upTo += 1
    twice += below + upTo
  }
  return twice / 2
}

function exactP(u: number, n: number, m: number, alternative: Alternative): number {
  const less = rankSumCdf(u, n, m)
  const greater = rankSumCdf(n * m - u, n, m)
  if (alternative === 'less') return less
  if (alternative === 'greater') return greater
  return Math.min(1, 2 * Math.min(less, greater))
}

function asymptoticP(
  u: number,
  n: number,
  m: number,
  ties: number,
  alternative: Alternative,
  continuity: boolean,
): number {
  const total = n + m
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)))
  if (!(variance > 0)) return 1
  const away = u - (n * m) / 2
  const half = continuity ? 0.5 : 0
  const deviation = Math.sqrt(variance)
  if (alternative === 'greater') return normalSurvival((away - half) / deviation)
  if (alternative === 'less') return normalSurvival(-(away + half) / deviation)
  return Math.min(1, 2 * normalSurvival((Math.abs(away) - Math.sign(Math.abs(away)) * half) / deviation))
}
