import { quantile } from '../descriptive/index.ts'
import { invalidArgument } from '../errors.ts'
import type { MetricEvidence } from '../evidence/index.ts'
import { wilsonInterval } from '../hypothesis/index.ts'
import type { ComparedMetric } from '../judges/index.ts'
import type { RandomSource } from '../numeric/index.ts'
import type { Measurement } from '../verdict/index.ts'
import { drawWindows, stretchesOf, type HistoryWindow } from './history-windows.ts'
import { judgeWindow, windowPlan, type CalibratedPlan, type JudgedWindow, type WindowPlan } from './judge-window.ts'
import type { MetricCalibration, PolicyCalibration, WindowShare } from './policy-calibration.ts'
import { proposeTolerance } from './propose-tolerance.ts'

/** Fewest windows side by side that say anything about a rate of a few in a hundred. */
const leastDisjoint = 10

/**
 * The false alarms of a policy on a team's own history of two equal sides: two halves of the baseline, or two of its pods. Cuts
 * canaries of the plan's length out of it, at random starts and with either side as the canary, and runs the policy's own judge and
 * guards over each. Everything that is found is a false alarm, because the sides are equal.
 *
 * Windows overlap and are not independent: the share has no bias by that, its interval is too narrow. The traffic is split as the
 * history is, not as the stages say, so the split is not checked; health is left out, and so is the bake, which has no baseline.
 *
 * @param history - every metric at the same looks, oldest first, with control and experiment as the two sides; the stages in it are
 *   not read. A window never spans a gap of half an interval or more. Health is not read.
 * @param given.runs - most windows that are judged, a whole number from 1; all where there are fewer.
 * @returns `windows: 0` and no shares where the history is shorter than one canary.
 * @throws AnalysisError `invalid-argument` for another number of runs, looks that differ between metrics or do not ascend, and a plan
 *   without a stage that compares.
 * @example
 * ```ts
 * calibrateOnHistory({ interval: 15e3, warmup: 0, metrics: [], guards: [], judge: { kind: 'fixed-sample', options: { alpha: 0.01, promoteAlpha: 0.05, minLooks: 10 } }, stages: [{ traffic: 0.5, duration: 6e5, extend: 0, requires: 'non-inferiority' }] }, [], { random: () => 0.5, runs: 400 }).windowLooks // 40
 * ```
 */
export function calibrateOnHistory(
  plan: CalibratedPlan,
  history: readonly MetricEvidence[],
  { random, runs }: { readonly random: RandomSource; readonly runs: number },
): PolicyCalibration {
  if (!(Number.isSafeInteger(runs) && runs >= 1)) throw invalidArgument('runs', 'a whole number from 1', String(runs))
  const asked = windowPlan(plan)
  if (asked.stages.length === 0) throw invalidArgument('plan', 'a stage that compares with a baseline', 'none')
  const known = history.filter(({ kind }) => kind !== 'health')
  const looks = commonLooks(known)
  const windowLooks = asked.stages.reduce((sum, stage) => sum + stage.looks + stage.extend, 0)
  const stretches = stretchesOf(looks, plan.interval)
  const windows = drawWindows(stretches, windowLooks, runs, random)
  const judged = windows.map((window) => ({ window, found: judgeWindow(asked, known, window) }))
  const disjointWindows = stretches.reduce((sum, stretch) => sum + Math.floor(stretch.looks / windowLooks), 0)
  const metrics = asked.metrics.map((metric) => metricCalibration(asked, known, metric, judged))
  const share = (end: JudgedWindow['end']): WindowShare =>
    shareOf(judged.filter(({ found }) => found.end === end).length, windows.length)
  const asksGuard = new Set(asked.guards.map(({ id }) => id))
  return {
    looks: looks.length,
    windowLooks,
    windows: windows.length,
    disjointWindows,
    isEnough: disjointWindows >= leastDisjoint && metrics.length > 0 && metrics.every((metric) => metric.looks > 0),
    alpha: plan.judge.options.alpha,
    rolledBack: share('rolled-back'),
    promoted: share('promoted'),
    undecided: share('undecided'),
    metrics,
    guards: asked.guards.map(({ id }) => ({
      guard: id,
      windows: judged.filter(({ found }) => found.fired.has(id)).length,
    })),
    leftOut: [
      ...plan.metrics.filter(({ kind }) => kind === 'health').map(({ id }) => id),
      ...plan.guards.filter(({ id }) => !asksGuard.has(id)).map(({ id }) => id),
    ],
  }
}

function shareOf(events: number, total: number): WindowShare {
  return { windows: events, share: total > 0 ? wilsonInterval({ events, total }, 0.95) : null }
}

/** The looks that all metrics have. */
function commonLooks(history: readonly MetricEvidence[]): readonly { readonly start: number; readonly end: number }[] {
  const [first, ...others] = history.map(({ looks }) => looks.map(({ start, end }) => ({ start, end })))
  if (first === undefined) return []
  for (const [at, { start, end }] of first.entries()) {
    const before = first[at - 1]?.end ?? Number.NEGATIVE_INFINITY
    if (!(start < end && end > before))
      throw invalidArgument('history', 'looks that ascend in time', `${end} after ${before}`)
  }
  for (const looks of others) {
    const isSame = looks.length === first.length && looks.every(({ end }, at) => end === first[at]?.end)
    if (!isSame) throw invalidArgument('history', 'every metric at the same looks', `${looks.length} of other times`)
  }
  return first
}

function metricCalibration(
  asked: WindowPlan,
  history: readonly MetricEvidence[],
  metric: ComparedMetric,
  judged: readonly { readonly window: HistoryWindow; readonly found: JudgedWindow }[],
): MetricCalibration {
  const { id } = metric
  const crossing = judged.filter(({ found }) => found.crossed.has(id)).map(({ window }) => window)
  const parts = judged.flatMap(({ found }) => found.parts.filter((part) => part.role === 'metric' && part.id === id))
  const differences = parts.flatMap(({ measurement }) => harmfulDifference(metric, measurement) ?? [])
  const value = quantile(
    differences.map(({ harm }) => harm),
    0.99,
  )
  const kind = differences[0]?.kind
  const isOver = judged.length > 0 && !(crossing.length / judged.length <= asked.plan.judge.options.alpha)
  return {
    metric: id,
    looks: measuredLooks(history.find((of) => of.metric === id)),
    crossed: crossing.length,
    nonInferior: parts.filter(({ outcome }) => outcome === 'pass' || outcome === 'warn').length,
    spread: kind === undefined || value === null ? null : { kind, value },
    isOver,
    proposedTolerance: isOver
      ? proposeTolerance(asked, history, metric, crossing, asked.plan.judge.options.alpha * judged.length)
      : null,
  }
}

/** How much worse one side was; a ratio relative to 1. */
function harmfulDifference(
  { harm }: ComparedMetric,
  measurement: Measurement | null,
): { readonly kind: 'ratio' | 'difference'; readonly harm: number } | null {
  const { difference = null, differenceKind: kind = null } = measurement ?? {}
  if (difference === null || kind === null || !Number.isFinite(difference)) return null
  const more = kind === 'ratio' ? difference - 1 : difference
  return { kind, harm: harm === 'either' ? Math.abs(more) : harm === 'increase' ? more : -more }
}

function measuredLooks(evidence: MetricEvidence | undefined): number {
  return (evidence?.looks ?? []).filter(
    ({ control, experiment }) => control?.kind === 'measured' && experiment.kind === 'measured',
  ).length
}
