import type { HarmDirection } from '../metric.ts'

/** What a canary config says of one metric, every default filled in. */
export interface KayentaMetricSettings {
  /** Which change is harmful. */
  readonly direction: HarmDirection
  readonly nanStrategy: 'remove' | 'replace'
  /** How many interquartile ranges beyond the quartiles a value is an outlier; `null` keeps all. */
  readonly outlierFactor: number | null
  readonly critical: boolean
  readonly mustHaveData: boolean
  readonly muted: boolean
  /** What is held against the four bounds: mean ÷ mean, or the chance that a value of the experiment is the larger. */
  readonly measure: 'meanRatio' | 'cles'
  readonly allowedIncrease: number
  readonly allowedDecrease: number
  readonly criticalIncrease: number
  readonly criticalDecrease: number
}

/** The settings of a metric of which a canary config says nothing, but perhaps its measure. */
export function defaultSettings(measure: KayentaMetricSettings['measure']): KayentaMetricSettings {
  const noEffect = measure === 'cles' ? 0.5 : 1
  return {
    direction: 'either',
    nanStrategy: 'remove',
    outlierFactor: null,
    critical: false,
    mustHaveData: false,
    muted: false,
    measure,
    allowedIncrease: noEffect,
    allowedDecrease: noEffect,
    criticalIncrease: noEffect,
    criticalDecrease: noEffect,
  }
}
