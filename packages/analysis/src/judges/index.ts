export { judges, type JudgeName } from './registry.ts'
export { vettedEvidence } from './vetted-evidence.ts'
export { judgeGuard } from './threshold/judge-guard.ts'
export { runError } from './threshold/guard-error.ts'
export type { GuardReason } from './threshold/guard-part.ts'
export { judgeCanary, type JudgeChoice } from './judge-canary.ts'
export type { CanaryJudgement, CanaryRequest, JudgedStage, JudgeState } from './canary-request.ts'
export { judgeFixedSample } from './fixed-sample/judge-fixed-sample.ts'
export { sequentialOptions, type SequentialOptions } from './sequential/options.ts'
export { sequentialParts, type PartsRequest, type SequentialReason } from './sequential/sequential-parts.ts'
export { fixedSampleOptions, type FixedSampleOptions } from './fixed-sample/options.ts'
export type { FixedSampleReason } from './fixed-sample/metric-part.ts'
export { compareSamples, fixedSampleNote } from './compare-samples.ts'
export { judgeKayenta, type KayentaRequest } from './kayenta/judge-kayenta.ts'
export { judgeKayentaPair } from './kayenta/judge-kayenta-pair.ts'
export type {
  KayentaClassification,
  KayentaGroupScore,
  KayentaInterval,
  KayentaMetricResult,
  KayentaNumber,
  KayentaResult,
  KayentaScore,
  KayentaStatistics,
} from './kayenta/kayenta-result.ts'
export { kayentaWarnings, type KayentaWarning, type KayentaWarningCode } from './kayenta/kayenta-warning.ts'
export type { KayentaMetricSettings } from './kayenta/metric-settings.ts'
export type { Guard } from './guard.ts'
export type { JudgeMetric, JudgeRequest, StageRequirement } from './judge.ts'
export type { HarmDirection, Metric, MetricKind } from './metric.ts'
export {
  noLooks,
  updateCanary,
  type Pods,
  type SequentialSettings,
  type SequentialState,
} from './sequential/sequential-canary.ts'
export { canaryStanding, type CanaryStanding, type MetricStanding } from './sequential/canary-standing.ts'
export { learnNoise, type LearntNoise } from './sequential/learnt-noise.ts'
export { policySettings, type ComparedMetric } from './sequential/policy-settings.ts'
export { readMetricLook } from './read-metric-look.ts'
export { metricWeights, type SequentialMetric } from './sequential/sequential-metric.ts'
export type { CanaryLook, MetricLook, Rate, Samples } from './sequential/canary-look.ts'
