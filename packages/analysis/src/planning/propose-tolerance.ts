import type { MetricEvidence } from '../evidence/index.ts'
import type { ComparedMetric } from '../judges/index.ts'
import type { HistoryWindow } from './history-windows.ts'
import { judgeWindow, type WindowPlan } from './judge-window.ts'

/** Relative to the baseline, ascending. */
const roundTolerances = [
  0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3,
]

/**
 * The smallest round tolerance at which at most `allowed` windows would have been rolled back by this metric alone.
 *
 * @param crossing - windows that are rolled back by it as it is: a larger tolerance adds none.
 * @returns `null` where no round figure is enough.
 */
export function proposeTolerance(
  asked: WindowPlan,
  history: readonly MetricEvidence[],
  metric: ComparedMetric,
  crossing: readonly HistoryWindow[],
  allowed: number,
): number | null {
  let left = crossing
  for (const relative of roundTolerances) {
    // Below nothing there is no level to fall to.
    const isPossible = metric.harm === 'increase' || relative < 1
    if (!(relative > metric.tolerance.relative) || !isPossible) continue
    const changed = withTolerance(asked, metric.id, relative)
    left = left.filter((window) => judgeWindow(changed, history, window).crossed.has(metric.id))
    if (left.length <= allowed) return relative
  }
  return null
}

function withTolerance(asked: WindowPlan, id: string, relative: number): WindowPlan {
  const metrics = asked.metrics.map((metric) =>
    metric.id === id ? { ...metric, tolerance: { ...metric.tolerance, relative } } : metric,
  )
  // What guards say does not depend on tolerances.
  return { ...asked, metrics, guards: [] }
}
