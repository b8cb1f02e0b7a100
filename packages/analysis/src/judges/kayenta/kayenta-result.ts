import type { Outcome, VerdictWord } from '../../verdict/index.ts'
import type { KayentaWarning } from './kayenta-warning.ts'

/** A number as Kayenta writes it in JSON, which has no NaN and no infinities. */
export type KayentaNumber = number | 'NaN' | 'Infinity' | '-Infinity'

/** How a metric is classified, in Kayenta's words. */
export type KayentaClassification = 'Pass' | 'High' | 'Low' | 'Nodata' | 'NodataFailMetric' | 'Error'

/** Statistics of one side's values after cleaning and before noise; zeros where there are none. */
export interface KayentaStatistics {
  readonly count: number
  readonly mean: KayentaNumber
  readonly min: KayentaNumber
  readonly max: KayentaNumber
  readonly std: KayentaNumber
}

/** The interval of the shift experiment − control at 98 %. */
export interface KayentaInterval {
  readonly lower: KayentaNumber
  readonly upper: KayentaNumber
  readonly level: number
}

/** One metric pair's result. */
export interface KayentaMetricResult {
  readonly name: string
  readonly id: string | null
  readonly tags: Readonly<Record<string, string>>
  readonly classification: KayentaClassification
  /** Kayenta's sentence; `null` for a plain Pass. */
  readonly classificationReason: string | null
  readonly groups: readonly string[]
  readonly control: KayentaStatistics
  readonly experiment: KayentaStatistics
  /** Mean of the experiment ÷ mean of the control; `NaN` where a mean is 0; `null` for an Error. */
  readonly ratio: KayentaNumber | null
  /** `null` where the samples were not compared: no data, the same data, an error. */
  readonly interval: KayentaInterval | null
  /** The shift experiment − control; `null` as the interval. */
  readonly estimate: KayentaNumber | null
  /** True where this result alone fails the canary. */
  readonly critical: boolean
  readonly muted: boolean
  /** Ours: `pass`, `fail`, `inconclusive` for missing evidence, `error` for what could not be compared. */
  readonly outcome: Outcome
}

/** The share of passing metrics of one group, in percent. */
export interface KayentaGroupScore {
  readonly name: string
  readonly score: number
  readonly classification: ''
  readonly classificationReason: ''
}

/** The score of the canary, from 0 to 100 with sound weights. */
export interface KayentaScore {
  readonly score: number
  readonly classification: 'Pass' | 'Marginal' | 'Fail'
  readonly classificationReason: string
}

/** What Kayenta's judge says of a canary, and what we make of it. Plain JSON, frozen. */
export interface KayentaResult {
  readonly judgeName: 'NetflixACAJudge-v1.0'
  readonly mode: 'faithful' | 'strict'
  readonly results: readonly KayentaMetricResult[]
  readonly groupScores: readonly KayentaGroupScore[]
  readonly score: KayentaScore
  readonly outcome: Outcome
  readonly verdict: VerdictWord
  /** Where the answer rests on a weakness of the method or of the config. */
  readonly warnings: readonly KayentaWarning[]
}

/** A double as Kayenta writes it. */
export function kayentaNumber(value: number): KayentaNumber {
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
}
