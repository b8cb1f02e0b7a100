import type { MetricEvidence } from '../evidence/index.ts'
import type { Part } from '../verdict/index.ts'
import type { Metric } from './metric.ts'
import type { RememberedState } from './sequential/remembered.ts'

/** A stage as the judges see it. */
export interface JudgedStage {
  /** Share of the traffic that the canary takes, above 0, at most 1. */
  readonly traffic: number
  /** `bake`: no baseline is left. */
  readonly requires: 'no-harm' | 'non-inferiority' | 'bake'
  /** Milliseconds that it may be lengthened by. */
  readonly extend: number
}

/** All metrics of a canary at one look. */
export interface CanaryRequest {
  readonly metrics: readonly Metric[]
  /** Every look so far, of all stages, oldest first. */
  readonly evidence: readonly MetricEvidence[]
  readonly stages: readonly JudgedStage[]
  /** Index of the stage that is judged. */
  readonly stage: number
  /** Milliseconds at each stage's start that comparisons leave out. */
  readonly warmup: number
  /** The stage has collected what it asked for. */
  readonly complete: boolean
  /** Looks that can still be made before the last comparison has to stand. */
  readonly looksLeft: number
  /** Part of the error of showing harm that others, the guards, have taken. */
  readonly alphaTaken: number
  /** What the judge remembered at an earlier look of the same run; `null` makes it anew from the evidence, with the same result. */
  readonly state: JudgeState | null
}

/** What a judge remembers between the looks of a run: plain numbers, to be stored as JSON. */
export type JudgeState = RememberedState

export interface CanaryJudgement {
  /** Metrics in their order, then what concerns all of them. */
  readonly parts: readonly Part[]
  /** `null` for a judge that remembers nothing. */
  readonly state: JudgeState | null
}
