import type { Metric } from '../metric.ts'
import type { SequentialOptions } from './options.ts'
import type { SequentialSettings } from './sequential-canary.ts'
import type { SequentialMetric } from './sequential-metric.ts'

/** A metric that compares canary and baseline. */
export type ComparedMetric = Exclude<Metric, { kind: 'health' }>

/**
 * What a policy's judge starts with. Without looks before the canary it learns the noise from those that it judges.
 *
 * @param alphaTaken - part of the error of showing harm that guards have taken.
 */
export function policySettings(
  { alpha, promoteAlpha, minLooks, pods, trafficSplit }: SequentialOptions,
  compared: readonly ComparedMetric[],
  alphaTaken: number,
): SequentialSettings {
  return {
    metrics: compared.map(sequentialMetric),
    // A policy that asks for less than its guards take keeps half of it for the comparisons.
    alpha: Math.max(alpha - alphaTaken, alpha / 2),
    promoteAlpha,
    minLooks,
    pods: pods === undefined ? null : { control: pods.baseline, experiment: pods.canary, spread: pods.spread },
    learnt: compared.map(() => null),
    splitChecked: trafficSplit === 'checked',
  }
}

function sequentialMetric(metric: ComparedMetric): SequentialMetric {
  const { id, kind, required, harm, tolerance, margin, weight = null, critical = false } = metric
  const minTotal = metric.kind === 'gauge' ? 0 : metric.minTotal
  return { id, kind, required, harm, tolerance, margin, weight, critical, minTotal }
}
