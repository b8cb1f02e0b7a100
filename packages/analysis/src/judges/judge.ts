import type { MetricEvidence } from '../evidence/index.ts'
import type { Part } from '../verdict/index.ts'
import type { Metric } from './metric.ts'

/** What a stage asks for before it lets go on. */
export type StageRequirement = 'no-harm' | 'non-inferiority'

/** One metric's evidence in one stage, and what the stage asks of it. */
export interface JudgeRequest<Options> {
  readonly metric: Metric
  /** Only the looks that may be judged: those of the stage, after warm-up. */
  readonly evidence: MetricEvidence
  readonly requires: StageRequirement
  /** False while the stage is still collecting: a fixed-sample judge then says what it has, and decides nothing. */
  readonly complete: boolean
  /** How many comparisons the whole run makes; error rates are shared between them. */
  readonly comparisons: number
  readonly options: Options
}

/** A strategy from metric evidence to an outcome with reasons. It never fetches and never sees a clock. */
export type JudgeMetric<Options> = (request: JudgeRequest<Options>) => Part
