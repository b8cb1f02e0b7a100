export { powerTwoSampleT, sizeTwoSampleT, type PlannedMeans } from './power-two-sample-t.ts'
export { powerTwoProportion, sizeTwoProportion, type PlannedProportions } from './power-two-proportion.ts'
export { detectableDifference, detectableShare } from './detectable-difference.ts'
export { sizeQuantileInterval, type QuantileSizes } from './size-quantile-interval.ts'
export { looksToDetect, effectDetected } from './looks-to-detect.ts'
export { sequentialBoundary } from './sequential-boundary.ts'
export {
  eventInformation,
  meanInformation,
  readingInformation,
  shareInformation,
  type LookSizes,
} from './look-information.ts'
export type { PlannedEffect } from './planned-effect.ts'
export { planCanary } from './plan-canary.ts'
export type { PlannedCanary } from './planned-canary.ts'
export { planFindings } from './plan-findings.ts'
export { assumptionText } from './assumption-text.ts'
export type { PlanAssumption } from './planned-metric.ts'
export type {
  CanaryOutlook,
  PlanAssumptions,
  PlannedClaim,
  PlannedDetection,
  PlanShortcoming,
  StageOutlook,
} from './canary-outlook.ts'
export { calibrateOnHistory } from './calibrate-policy.ts'
export type { CalibratedPlan } from './judge-window.ts'
export type { MetricCalibration, PolicyCalibration, WindowShare } from './policy-calibration.ts'
