import type { Histogram, MetricEvidence, Proportion } from '../../evidence/index.ts'
import type { Part } from '../../verdict/index.ts'
import type { Guard } from '../guard.ts'
import { guardError } from './guard-error.ts'
import { guardPart } from './guard-part.ts'
import { inDoubt } from './in-doubt.ts'
import { judgeFailingFor } from './judge-failing-for.ts'
import { judgeWindow, type WindowRule } from './judge-window.ts'
import { readProportion } from './read-proportion.ts'
import { readQuantileRatio } from './read-quantile-ratio.ts'
import { readQuantile } from './read-quantile.ts'
import { weighProportions } from './weigh-proportions.ts'
import { weighQuantileRatios } from './weigh-quantile-ratios.ts'
import { weighQuantiles } from './weigh-quantiles.ts'

/**
 * Judges a hard rule on the trailing window of its metric's looks, which ends at the newest look and runs across stages.
 *
 * A guard can only roll back. With `evidence: point`, over the limit with enough observations is `fail`, whatever else of the
 * window is missing. With `always-valid` it is `fail` from the first look on at which the window was over the limit and
 * evidence over its looks showed it, with an error of 0.1 % for all guards and all looks of the run together; over the limit
 * and not shown is `inconclusive`. Within it, with every look of the window measured, is `pass`; everything that keeps it from
 * being measured is `inconclusive`, which blocks a promote and rolls nothing back. Where the rule needs a baseline and none is
 * left, the part is not required.
 *
 * @param evidence - all looks of the guard's metric so far, oldest first.
 * @param guards - all of the plan, this one included: the error is shared between those that are always valid.
 */
export function judgeGuard(guard: Guard, evidence: MetricEvidence | undefined, guards: readonly Guard[]): Part {
  const error = guardError(guards)
  if (guard.rule === 'proportion-above' && evidence?.kind === 'proportion') {
    const rule: WindowRule<Proportion> = {
      looks: evidence.looks,
      read: (window) => readProportion(guard, window),
      weigh: (looks) => weighProportions(guard, looks),
      doubt: inDoubt(guard, evidence),
    }
    return judgeWindow(guard, rule, error)
  }
  if (guard.rule === 'quantile-above' && evidence?.kind === 'distribution') {
    const rule: WindowRule<Histogram> = {
      looks: evidence.looks,
      read: (window) => readQuantile(guard, window),
      weigh: (looks) => weighQuantiles(guard, looks),
      doubt: inDoubt(guard, evidence),
    }
    return judgeWindow(guard, rule, error)
  }
  if (guard.rule === 'quantile-above-baseline' && evidence?.kind === 'distribution') {
    const rule: WindowRule<Histogram> = {
      looks: evidence.looks,
      read: (window) => readQuantileRatio(guard, window),
      weigh: (looks) => weighQuantileRatios(guard, looks),
      doubt: inDoubt(guard, evidence),
    }
    return judgeWindow(guard, rule, error)
  }
  if (guard.rule === 'failing-for' && evidence?.kind === 'health') return judgeFailingFor(guard, evidence)
  return guardPart(
    guard,
    'guard-no-evidence',
    'inconclusive',
    `Guard ${guard.id} has no evidence of metric ${guard.metric}`,
  )
}
