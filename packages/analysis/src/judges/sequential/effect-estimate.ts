import { normalMixtureBoundary } from '../../sequential/index.ts'
import { formatNumber, formatRatio, formatSeconds, formatShare } from '../../units/index.ts'
import type { Measurement } from '../../verdict/index.ts'
import { centerLimits, relativeSize } from './distribution-test.ts'
import { estimateDifference, type DifferenceTest } from './difference-test.ts'
import { gaugeLimits } from './gauge-scale.ts'
import { signsOf, type MetricState } from './metric-state.ts'
import type { SequentialMetric } from './sequential-metric.ts'

/** An effect as people read it, with a confidence sequence that holds at every look. */
export interface EffectEstimate {
  readonly measurement: Measurement
  /** `3 % (6 of 200) against 1 % (20 of 2 000) of the baseline`. */
  readonly sides: string
  /** `difference 0.5 pp (95 % interval 0.1 pp to 0.9 pp)`. */
  readonly effect: string
  /** The margin in words. */
  readonly margin: string
  readonly tolerance: string
  /** How far the estimate stays below the margin, on the scale of the test; harm counts upwards. */
  readonly room: number | null
  /** Of the test behind the claim. */
  readonly information: number
  readonly scale: number
}

/** @returns `null` where nothing was measured. */
export function effectEstimate(metric: SequentialMetric, state: MetricState, alpha: number): EffectEstimate | null {
  const { control, experiment } = state.totals
  if (!(control.total > 0 && experiment.total > 0)) return null
  switch (metric.kind) {
    case 'proportion':
    case 'rate':
      return ofRates(metric, state, alpha)
    case 'distribution':
      return ofDistribution(metric, state, alpha)
    case 'gauge':
      return ofGauge(metric, state, alpha)
  }
}

function ofRates(metric: SequentialMetric, state: MetricState, alpha: number): EffectEstimate {
  const { control, experiment } = state.totals
  const isShare = metric.kind === 'proportion'
  const controlRate = control.events / control.total
  const experimentRate = experiment.events / experiment.total
  const base = state.base.exposure > 0 ? state.base.events / state.base.exposure : 0
  const bound = (limit: SequentialMetric['margin']): number => Math.max(limit.absolute, limit.relative * base)
  const [margin, tolerance] = [bound(metric.margin), bound(metric.tolerance)]
  const { score, information } = state.rateDifference
  const estimate = information > 0 ? score / information : experimentRate - controlRate
  const test = claimTest(state)
  const seen = test?.seen ?? null
  const radius =
    seen === null || !(seen.information > 0) || !(margin > 0)
      ? null
      : normalMixtureBoundary({ information: seen.information, scale: margin, alpha: alpha / 2 }) / seen.information
  const text = (value: number): string => (isShare ? `${formatNumber(value * 100)} pp` : formatNumber(value))
  const side = ({ events, total }: typeof control): string =>
    isShare
      ? `${formatShare(events / total)} (${formatNumber(events)} of ${formatNumber(total)})`
      : `${formatNumber(events / total)} (${formatNumber(events)} in ${formatNumber(total)})`
  const harmful = metric.harm === 'decrease' ? -estimate : estimate
  return {
    measurement: {
      unit: isShare ? 'share' : 'rate',
      control: controlRate,
      experiment: experimentRate,
      difference: estimate,
      differenceKind: 'difference',
      interval: interval(estimate, radius, alpha, (value) => value),
      limit: margin,
      controlCount: control.total,
      experimentCount: experiment.total,
    },
    sides: `${side(experiment)} against ${side(control)} of the baseline`,
    effect: effectText('difference', estimate, radius, alpha, text),
    margin: text(margin),
    tolerance: text(tolerance),
    room: margin - (metric.harm === 'either' ? Math.abs(estimate) : harmful),
    information: seen?.information ?? 0,
    scale: margin > 0 ? margin : 1,
  }
}

function ofDistribution(metric: SequentialMetric, state: MetricState, alpha: number): EffectEstimate {
  const { control, experiment } = state.totals
  const sign = signsOf(metric)[0] ?? 1
  const level = state.level ?? 1
  const limits = centerLimits({ metric, levelSd: 0 }, sign, level, null)
  const relativeMargin = relativeSize(metric.margin, level)
  const test = claimTest(state)
  const found = test === null ? null : estimateDifference(test, limits, alpha)
  const estimate =
    found === null ? experiment.events / experiment.total - control.events / control.total : sign * found.estimate
  const radius = found?.radius ?? null
  const [controlMean, experimentMean] = [
    Math.exp(control.events / control.total),
    Math.exp(experiment.events / experiment.total),
  ]
  return {
    measurement: {
      unit: 'seconds',
      control: controlMean,
      experiment: experimentMean,
      difference: Math.exp(estimate),
      differenceKind: 'ratio',
      interval: interval(estimate, radius, alpha, Math.exp),
      limit: 1 + relativeMargin,
      controlCount: control.total,
      experimentCount: experiment.total,
    },
    sides: `${formatSeconds(experimentMean)} against ${formatSeconds(controlMean)} of the baseline in the geometric mean (${formatNumber(experiment.total)} and ${formatNumber(control.total)} observations)`,
    effect: effectText('ratio', estimate, radius, alpha, (value) => formatRatio(Math.exp(value))),
    margin: formatShare(relativeMargin),
    tolerance: formatShare(relativeSize(metric.tolerance, level)),
    room:
      limits.margin === null
        ? null
        : limits.margin -
          Math.abs(metric.harm === 'either' ? estimate : 0) -
          (metric.harm === 'either' ? 0 : sign * estimate),
    information: test?.seen?.information ?? 0,
    scale: limits.claimScale,
  }
}

function ofGauge(metric: SequentialMetric, state: MetricState, alpha: number): EffectEstimate {
  const { control, experiment } = state.totals
  const sign = signsOf(metric)[0] ?? 1
  const scale = state.scale ?? { kind: 'ratio' }
  const { margin, tolerance } = gaugeLimits(metric, scale, sign)
  const isRatio = scale.kind === 'ratio'
  const test = claimTest(state)
  const claimScale = margin > 0 ? margin : 1
  const found = test === null ? null : estimateDifference(test, { claimScale, levelSd: 0 }, alpha)
  const estimate = sign * (found?.estimate ?? 0)
  const radius = found?.radius ?? null
  const text = (value: number): string => (isRatio ? formatRatio(Math.exp(value)) : formatNumber(value))
  const [controlMean, experimentMean] = [control.events / control.total, experiment.events / experiment.total]
  return {
    measurement: {
      unit: 'value',
      control: controlMean,
      experiment: experimentMean,
      difference: isRatio ? Math.exp(estimate) : estimate,
      differenceKind: isRatio ? 'ratio' : 'difference',
      interval: interval(estimate, radius, alpha, isRatio ? Math.exp : (value) => value),
      limit: isRatio ? 1 + metric.margin.relative : margin,
      controlCount: control.total,
      experimentCount: experiment.total,
    },
    sides: `${formatNumber(experimentMean)} against ${formatNumber(controlMean)} of the baseline`,
    effect: effectText(isRatio ? 'ratio' : 'difference', estimate, radius, alpha, text),
    margin: isRatio ? formatShare(metric.margin.relative) : formatNumber(margin),
    tolerance: isRatio ? formatShare(metric.tolerance.relative) : formatNumber(tolerance),
    room: margin > 0 ? margin - (metric.harm === 'either' ? Math.abs(estimate) : sign * estimate) : null,
    information: test?.seen?.information ?? 0,
    scale: claimScale,
  }
}

/** The test that the claim of the first direction rests on. */
function claimTest({ directions }: MetricState): DifferenceTest | null {
  const [first] = directions
  if (first === undefined) return null
  return first.kind === 'counts' ? first.claimTest : first.center
}

function interval(
  estimate: number,
  radius: number | null,
  alpha: number,
  shown: (value: number) => number,
): Measurement['interval'] {
  if (radius === null) return null
  const [lower, upper] = [shown(estimate - radius), shown(estimate + radius)]
  return {
    lower: Number.isFinite(lower) ? lower : null,
    upper: Number.isFinite(upper) ? upper : null,
    level: 1 - alpha,
  }
}

function effectText(
  name: 'ratio' | 'difference',
  estimate: number,
  radius: number | null,
  alpha: number,
  text: (value: number) => string,
): string {
  const found = `${name} ${text(estimate)}`
  return radius === null
    ? found
    : `${found}, ${formatShare(1 - alpha)} interval ${text(estimate - radius)} to ${text(estimate + radius)}`
}
