export { powerTwoSampleT, sizeTwoSampleT, type PlannedMeans } from './power-two-sample-t.ts'
export { powerTwoProportion, sizeTwoProportion, type PlannedProportions } from './power-two-proportion.ts'
export { detectableDifference, detectableShare } from './detectable-difference.ts'
export { sizeQuantileInterval, type QuantileSizes } from './size-quantile-interval.ts'
