import { mean, median } from '../../descriptive/index.ts'
import { limitSize } from '../limit-size.ts'
import type { SequentialMetric } from './sequential-metric.ts'

/** On which scale the values of a gauge are compared. */
export type GaugeScale =
  /** ln canary − ln baseline: limits are relative and the values above 0. */
  | { readonly kind: 'ratio' }
  /** canary − baseline in the gauge's unit; `level` is the size of the baseline that relative limits refer to. */
  | { readonly kind: 'difference'; readonly level: number }

/** A value of 0 on the scale of ratios stands for so much less than the other side, as a logarithm. */
const mostLogRatio = Math.log(100)

/** The scale that fits a gauge, from looks before those that are judged, or the first of them. */
export function gaugeScale(
  metric: SequentialMetric,
  looks: readonly { readonly control: number; readonly experiment: number }[],
): GaugeScale {
  const isRelative = metric.tolerance.absolute === 0 && metric.margin.absolute === 0
  const isPositive = looks.every(({ control, experiment }) => control > 0 && experiment > 0)
  if (isRelative && isPositive) return { kind: 'ratio' }
  const controls = looks.map(({ control }) => control)
  const sizes = controls.map((control) => Math.abs(control))
  return { kind: 'difference', level: Math.abs(median(controls) ?? 0) || (mean(sizes) ?? 0) }
}

/** The difference of one look; on the scale of ratios within ±ln 100, so that a 0 is a number too. */
export function gaugeDifference(control: number, experiment: number, scale: GaugeScale): number {
  if (scale.kind === 'difference') return experiment - control
  if (!(control > 0) && !(experiment > 0)) return 0
  if (!(experiment > 0)) return -mostLogRatio
  if (!(control > 0)) return mostLogRatio
  return Math.max(-mostLogRatio, Math.min(mostLogRatio, Math.log(experiment) - Math.log(control)))
}

/** Tolerance and margin on the scale of the gauge, for harm upwards (sign 1) or downwards (−1). */
export function gaugeLimits(
  metric: SequentialMetric,
  scale: GaugeScale,
  sign: 1 | -1,
): { readonly tolerance: number; readonly margin: number } {
  if (scale.kind === 'ratio') {
    return {
      tolerance: logBound(metric.tolerance.relative, sign),
      margin: logBound(metric.margin.relative, sign),
    }
  }
  return { tolerance: limitSize(metric.tolerance, scale.level), margin: limitSize(metric.margin, scale.level) }
}

/** A relative change as a logarithm of harm: 10 % more, or 10 % less. */
export function logBound(relative: number, sign: 1 | -1): number {
  return sign === 1 ? Math.log1p(relative) : -Math.log1p(-Math.min(relative, 0.99))
}
