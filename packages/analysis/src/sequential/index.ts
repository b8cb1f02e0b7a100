export { updateEDetector, type EDetectorState, type EDetectorStep } from './e-detector.ts'
export { eDetector, type EDetectorSeries } from './e-detector-series.ts'
export type { EDetectorOptions } from './e-detector-settings.ts'
export { halfNormalAtoms } from './half-normal-atoms.ts'
export { combineLogEValues } from './combine-e-values.ts'
export { adjustedLogEValues } from './adjusted-log-e-values.ts'
export { updateMultinomial, type MultinomialOptions, type MultinomialState } from './multinomial-e-process.ts'
export { updateCountEProcess, type CountEProcess, type CountLook, type CountOptions } from './count-e-process.ts'
export {
  plausibleOverdispersion,
  updateOverdispersedCount,
  usualOverdispersion,
  type OverdispersedCountEProcess,
  type OverdispersedOptions,
} from './overdispersed-count-e-process.ts'
export { countLogRatio, type ExposedCounts } from './count-log-ratio.ts'
export { normalMixtureBoundary, normalMixtureLogE, withLevelEffect, type Score } from './normal-mixture.ts'
export {
  stratifyDifference,
  type LookDifference,
  type StratifiedDifference,
  type StratifiedOptions,
} from './stratified-difference.ts'
export {
  tMixtureLogE,
  updateTEProcess,
  type RegressionSums,
  type ScaledDifference,
  type TEProcess,
  type TEProcessOptions,
} from './t-e-process.ts'
export { proportionLimitRatios } from './proportion-limit.ts'
export { restartedEvidence, type RestartedLook } from './restarted-e-process.ts'
