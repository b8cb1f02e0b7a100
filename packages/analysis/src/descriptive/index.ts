export type { Values } from './values.ts'
export { mean } from './mean.ts'
export { geometricMean } from './geometric-mean.ts'
export { variance, standardDeviation } from './variance.ts'
export { median, medianAbsoluteDeviation } from './median.ts'
export { quantile } from './quantile.ts'
export {
  quantileInterval,
  quantileRanks,
  type QuantileInterval,
  type QuantileRanks,
} from './quantile-interval.ts'
export { harrellDavis } from './harrell-davis.ts'
export { autocovariance, autocorrelation } from './autocorrelation.ts'
export { longRunVariance, longRunExtraVariance } from './long-run-variance.ts'
export { effectiveSampleSize } from './effective-sample-size.ts'
