export type { Attestation, AttestationsEvidence } from './attestations.ts'
export type { BenchmarkResult, BenchmarkThreshold, BenchmarksEvidence, UnmeasuredBenchmark } from './benchmarks.ts'
export type { ChangedFile, ChangesEvidence } from './changes.ts'
export type { CheckoutEvidence } from './checkout.ts'
export type { CoverageCount, CoverageCounts, CoverageEvidence, FileCoverage } from './coverage.ts'
export type { LintEvidence, LintProblem } from './lint.ts'
export type { PipelineEvidence, PipelineStage } from './pipeline.ts'
export type { Observation, Reference } from './reference.ts'
export { observationSchema } from './observation-schema.ts'
export type { SecretFinding, SecretState, SecretsEvidence } from './secrets.ts'
export type { VexEvidence, VexStatement, VexStatus } from './vex.ts'
export type { RepeatedTest, TestCase, TestStatus, TestsEvidence } from './tests.ts'
export {
  severities,
  type AffectedPackage,
  type Finding,
  type FindingsEvidence,
  type ScannedSubject,
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
