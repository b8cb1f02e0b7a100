import type { ConditionKind } from '../conditions/index.ts'
import type { JudgeChoice, Guard, Metric, StageRequirement } from '../judges/index.ts'
import type { Exposure, OnInconclusive } from '../verdict/index.ts'

/**
 * A policy that is ready to be applied: every default filled in, durations in milliseconds, shares as numbers. Plain
 * data, so it can be kept and read back as JSON.
 */
export interface ResolvedPolicy {
  readonly version: 1
  readonly name: string
  /** In the document's order. Never empty where `canary` is `null`. */
  readonly gates: readonly Gate[]
  readonly canary: CanaryPlan | null
}

/** A named decision point: what must hold before a deployment goes on. */
export interface Gate {
  readonly name: string
  readonly exposure: Exposure
  readonly onInconclusive: OnInconclusive
  /** At least one, at least one of them required. */
  readonly conditions: readonly GateCondition[]
}

/** One condition of a gate. `options` are as written; the policy's schema has accepted them as those of the kind. */
export interface GateCondition {
  readonly id: string
  readonly kind: ConditionKind
  readonly required: boolean
  readonly options: Readonly<Record<string, unknown>>
}

/** One rung of a rollout. */
export interface Stage {
  /** Share of the traffic that the canary takes, above 0, at most 1. */
  readonly traffic: number
  /** Milliseconds. */
  readonly duration: number
  /** `bake`: all traffic is on the canary, no baseline is left, and guards watch. */
  readonly requires: StageRequirement | 'bake'
  /** Milliseconds that an undecided stage may be lengthened by, once; 0 where it may not. */
  readonly extend: number
}

export interface CanaryPlan {
  readonly strategy: 'canary'
  /** A metric source that the operator configured, by name. */
  readonly source: string
  /** Milliseconds from look to look. */
  readonly interval: number
  /** Milliseconds at each stage's start that comparisons leave out; guards see them. */
  readonly warmup: number
  /** Milliseconds that a stage waits for the report that its traffic has moved. */
  readonly maxWait: number
  /** Rising in traffic; the last one below 100 % requires `non-inferiority`. */
  readonly stages: readonly Stage[]
  readonly metrics: readonly Metric[]
  readonly guards: readonly Guard[]
  readonly judge: JudgeChoice
  /** Requests per second of canary and baseline together, as far as the policy says; for planning alone. */
  readonly traffic?: number
  readonly onInconclusive: OnInconclusive
}
