import { longRunExtraVariance, mean } from '../../descriptive/index.ts'
import type { Histogram, Measured, MetricEvidence } from '../../evidence/index.ts'
import { normalMixtureLogE, withLevelEffect } from '../../sequential/index.ts'
import { formatShare } from '../../units/index.ts'
import type { Part } from '../../verdict/index.ts'
import { isSoundHistogram } from '../sound-value.ts'
import { unmeasuredAlone } from '../unmeasured-alone.ts'
import { summarise } from './distribution-summary.ts'
import { relativeSize } from './distribution-test.ts'
import { logBound } from './gauge-scale.ts'
import { signsOf } from './metric-state.ts'
import type { SequentialSettings } from './sequential-canary.ts'
import type { SequentialMetric } from './sequential-metric.ts'

/** Chance that of all metrics, each going on as the baseline did, any is ever said to have drifted. */
const watchAlpha = 0.001

/** Fewest looks at the baseline that a forecast is made from. */
const leastLooks = 10

/**
 * Watches the canary where no baseline is left: each metric against a forecast from the baseline's looks before. That shows a
 * drift, of whatever cause, and never that the release is its cause; so the margin has to be exceeded, not the tolerance, and
 * nothing is claimed: a drift counts, and a metric that the canary does not give any more.
 */
export function watchParts(
  { metrics }: Pick<SequentialSettings, 'metrics'>,
  evidence: readonly MetricEvidence[],
  stage: number,
): readonly Part[] {
  return metrics.flatMap((metric) => {
    const of = evidence.find((one) => one.metric === metric.id)
    const watched = of === undefined ? null : watchPart(metric, of, stage, metrics.length)
    return watched?.outcome === 'fail' ? watched : (unmeasuredAlone(metric, of, stage) ?? watched ?? [])
  })
}

function watchPart(metric: SequentialMetric, evidence: MetricEvidence, stage: number, metrics: number): Part {
  const levels = levelsOf(evidence)
  const before = levels.filter((look) => look.stage !== stage).flatMap(({ control }) => control ?? [])
  const watched = levels.filter((look) => look.stage === stage).flatMap(({ experiment }) => experiment ?? [])
  const forecast = mean(before)
  // An absolute margin is relative to the forecast level.
  const relative = forecast === null ? 0 : relativeSize(metric.margin, Math.exp(forecast))
  const margins = signsOf(metric).map((sign) => ({ sign, bound: logBound(relative, sign) }))
  const part = (code: 'drift' | 'no-drift' | 'not-watched', outcome: 'fail' | 'pass', sentence: string): Part => ({
    id: metric.id,
    role: 'metric',
    kind: metric.kind,
    // Drift rolls back; its absence proves nothing, and lets nothing go on.
    required: metric.required && code === 'drift',
    outcome,
    reasons: [{ code, outcome, sentence, facts: { looks: watched.length, baselineLooks: before.length } }],
    measurement: null,
    evidence: [],
  })
  if (before.length < leastLooks || forecast === null || !(relative > 0)) {
    return part(
      'not-watched',
      'pass',
      before.length < leastLooks
        ? `Canary ${metric.id} is not watched for drift: ${before.length} looks at the baseline give no forecast`
        : `Canary ${metric.id} is not watched for drift: it has no margin`,
    )
  }
  // What a mean of so many looks varies by in the long run, and the forecast with it.
  const centered = before.map((level) => level - forecast)
  const longRun =
    longRunExtraVariance(
      centered,
      centered.map(() => 0),
    ) ?? 0
  const drifted = margins.find(({ sign, bound }) => {
    const information = watched.length / Math.max(longRun, 1e-12)
    const score = watched.reduce((sum, level) => sum + sign * (level - forecast) - bound, 0) / Math.max(longRun, 1e-12)
    const shrunk = withLevelEffect({ score, information }, Math.sqrt(longRun / before.length))
    return normalMixtureLogE(shrunk, bound) >= Math.log((margins.length * metrics) / watchAlpha)
  })
  const now = mean(watched)
  const level = now === null ? '' : ` by a factor of ${Math.exp(now - forecast).toPrecision(3)}`
  return drifted === undefined
    ? part('no-drift', 'pass', `Canary ${metric.id} stays near what the baseline was before: ${watched.length} looks`)
    : part(
        'drift',
        'fail',
        `Canary ${metric.id} has drifted${level} from what the baseline was before, by more than the margin of ${formatShare(relative)} (${watched.length} looks). No baseline is left to tell the cause`,
      )
}

interface LevelLook {
  readonly stage: number
  readonly control: number | null
  readonly experiment: number | null
}

/** The level of each side at each look on the logarithm; `null` where it has none. */
function levelsOf(evidence: MetricEvidence): readonly LevelLook[] {
  if (evidence.kind === 'proportion') {
    return evidence.looks.map(({ stage, control, experiment }) => ({
      stage,
      control: levelOf(control, rateLevel),
      experiment: levelOf(experiment, rateLevel),
    }))
  }
  if (evidence.kind === 'distribution') {
    return evidence.looks.map(({ stage, control, experiment }) => ({
      stage,
      control: levelOf(control, meanLevel),
      experiment: levelOf(experiment, meanLevel),
    }))
  }
  return evidence.looks.map(({ stage, control, experiment }) => ({
    stage,
    control: levelOf(control, logLevel),
    experiment: levelOf(experiment, logLevel),
  }))
}

function levelOf<Value>(measured: Measured<Value> | null, level: (value: Value) => number | null): number | null {
  if (measured?.kind !== 'measured') return null
  const value = level(measured.value)
  return value !== null && Number.isFinite(value) ? value : null
}

function rateLevel({ events, total }: { readonly events: number; readonly total: number }): number | null {
  return total > 0 ? Math.log((events + 0.5) / total) : null
}

function meanLevel(histogram: Histogram): number | null {
  const summary = isSoundHistogram(histogram) ? summarise(histogram) : null
  return summary === null || summary.count === 0 ? null : summary.sum / summary.count
}

function logLevel(value: number): number | null {
  return value > 0 ? Math.log(value) : null
}
