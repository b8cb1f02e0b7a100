export type { CoverageCount, CoverageEvidence, FileCoverage } from './coverage.ts'
export type { TestCase, TestStatus, TestsEvidence } from './tests.ts'
export {
  severities,
  type Finding,
  type FindingsEvidence,
  type Severity,
  type VulnerabilitiesEvidence,
} from './findings.ts'
export type { Point, QualityFact, TimeSeries } from './time-series.ts'
export {
  missingReasons,
  type Bucket,
  type DistributionEvidence,
  type GaugeEvidence,
  type HealthEvidence,
  type Histogram,
  type Look,
  type Measured,
  type MetricEvidence,
  type MissingReason,
  type Proportion,
  type ProportionEvidence,
} from './metrics.ts'
export type { CustomHistogram, ExponentialHistogram, NativeBucket, NativeHistogram } from './native-histogram.ts'
export type { EvidenceKind, EvidenceOf, ReportEvidence, ReportWarning, SubmittedReport } from './evidence.ts'
