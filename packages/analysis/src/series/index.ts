export { countOf, gaugeOf } from './single-value.ts'
export { proportionOf, sumProportions } from './proportion.ts'
export { orderedReadings, type OrderedReadings, type Reading } from './ordered-readings.ts'
export type { TimeGrid } from './time-grid.ts'
export { regularSeries, type PlacementFacts, type RegularSeries } from './regular-series.ts'
export { alignSeries, type AlignedReading, type Alignment } from './align-series.ts'
export { completePairs, type CompletePairs } from './complete-pairs.ts'
export { seriesStep, type SeriesStep } from './series-step.ts'
export { seriesGaps, type Coverage, type Gap } from './series-gaps.ts'
export { valueAt } from './value-at.ts'
export { dataQuality, type DataQuality } from './data-quality.ts'
export { presence, type Presence } from './presence.ts'
export { medianOutliers } from './median-outliers.ts'
export { tukeyOutliers } from './tukey-outliers.ts'
export type { FenceOptions, Outliers } from './outliers.ts'
export { convertUnit, type MeasurementUnit } from './measurement-unit.ts'
export { convertBounds, convertPoints } from './convert-series.ts'
export { counterIncrease, type CounterIncrease } from './counter-increase.ts'
export { counterIntervals, type CounterGrowth, type CounterInterval } from './counter-intervals.ts'
export { proportionOfCounters } from './proportion-of-counters.ts'
export { histogramOf, mergeHistograms } from './histogram.ts'
export {
  fromCumulative,
  repairCumulative,
  type CumulativeBuckets,
  type RepairedHistogram,
} from './cumulative-buckets.ts'
export { doublingBounds, histogramOfSamples } from './sample-histogram.ts'
export { windowHistogram, type WindowHistogram } from './window-histogram.ts'
export { histogramQuantile, type HistogramQuantile } from './histogram-quantile.ts'
export { quantileBounds, type HardBounds } from './quantile-bounds.ts'
export { quantileRatioBounds, ratioOfBounds } from './quantile-ratio-bounds.ts'
export { exceedance, nextBoundary, type Exceedance } from './exceedance.ts'
export { histogramMean, type HistogramMean } from './histogram-mean.ts'
export { bucketFactor, nativeBound } from './native-schema.ts'
export {
  bucketsOfSpans,
  nativeFromSpans,
  type BucketSpan,
  type SpannedBuckets,
  type SpannedHistogram,
} from './native-from-spans.ts'
export { nativeFromIntervals, type IntervalHistogram } from './native-from-intervals.ts'
export type { IntervalBucket } from './interval-bucket.ts'
export { nativeIntervals, type NativeInterval } from './native-intervals.ts'
export { nativeQuantile } from './native-quantile.ts'
export { nativeExceedance } from './native-exceedance.ts'
export { nativeGrowth, type NativeGrowth } from './native-growth.ts'
export { mergeNative, reduceSchema } from './merge-native.ts'
