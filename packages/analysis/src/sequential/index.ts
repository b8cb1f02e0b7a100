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
  type PlausibleOverdispersion,
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
export { eBenjaminiHochberg } from './e-benjamini-hochberg.ts'
export { alwaysValidPValue } from './always-valid-p-value.ts'
export { calibratePValue } from './calibrate-p-value.ts'
export type { MixtureTuning } from './mixture-tuning.ts'
export { subGaussianMixtureBound, subGaussianMixtureLogE, type SubGaussianOptions } from './sub-gaussian-mixture.ts'
export { betaBinomialMixtureBound, betaBinomialMixtureLogE, type BetaBinomialOptions } from './beta-binomial-mixture.ts'
export {
  gammaExponentialMixtureBound,
  gammaExponentialMixtureLogE,
  type GammaMixtureOptions,
} from './gamma-exponential-mixture.ts'
export { gammaPoissonMixtureBound, gammaPoissonMixtureLogE } from './gamma-poisson-mixture.ts'
export { stitchedBound, type StitchedBoundOptions, type StitchedOptions } from './stitched-bound.ts'
export { doubleStitchedBound, type DoubleStitchedBoundOptions } from './double-stitched-bound.ts'
export { empiricalProcessBound, type EmpiricalProcessOptions } from './empirical-process-bound.ts'
export { bernoulliConfidenceSequence, type BernoulliConfidenceSequence } from './bernoulli-confidence-sequence.ts'
export { quantileComparison, type QuantileComparison, type QuantileComparisonOptions } from './quantile-comparison.ts'
export {
  quantileConfidenceRanks,
  quantileConfidenceSequence,
  type QuantileConfidenceRanks,
  type QuantileConfidenceSequence,
} from './quantile-confidence-sequence.ts'
export {
  asymptoticConfidenceSequence,
  type AsymptoticConfidenceSequence,
  type AsymptoticOptions,
} from './asymptotic-confidence-sequence.ts'
export { anytimeTLogE, anytimeTRadius, type AnytimeTOptions } from './anytime-t.ts'
export { updateTwoProportions, type TwoProportionOptions, type TwoProportionState } from './two-proportion-e-process.ts'
export {
  updateHypergeometric,
  type HypergeometricOptions,
  type HypergeometricState,
} from './hypergeometric-e-process.ts'
export { alphaSpendingBounds, type AlphaSpendingOptions } from './alpha-spending-bounds.ts'
