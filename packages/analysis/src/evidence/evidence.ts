import type { Subject } from '../subject.ts'
import type { AttestationsEvidence } from './attestations.ts'
import type { BenchmarksEvidence } from './benchmarks.ts'
import type { ChangesEvidence } from './changes.ts'
import type { CheckoutEvidence } from './checkout.ts'
import type { CoverageEvidence } from './coverage.ts'
import type { FindingsEvidence, VulnerabilitiesEvidence } from './findings.ts'
import type { LintEvidence } from './lint.ts'
import type { PipelineEvidence } from './pipeline.ts'
import type { SecretsEvidence } from './secrets.ts'
import type { TestsEvidence } from './tests.ts'
import type { VexEvidence } from './vex.ts'

/** Everything that a report can be evidence of. */
export interface EvidenceOf {
  readonly coverage: CoverageEvidence
  readonly tests: TestsEvidence
  readonly vulnerabilities: VulnerabilitiesEvidence
  readonly findings: FindingsEvidence
  readonly secrets: SecretsEvidence
  readonly lint: LintEvidence
  readonly benchmarks: BenchmarksEvidence
  readonly vex: VexEvidence
  readonly attestations: AttestationsEvidence
  readonly changes: ChangesEvidence
  readonly checkout: CheckoutEvidence
  readonly pipeline: PipelineEvidence
}
export type EvidenceKind = keyof EvidenceOf
export type ReportEvidence = EvidenceOf[EvidenceKind]

/** Something about a report that a reader should know, for example that its own totals differ from what it lists. */
export interface ReportWarning {
  readonly code: string
  readonly message: string
}

/** A report that came with the request: read, or the reason why it could not be. */
export interface SubmittedReport {
  /** The caller's name for it, often the file name. Shown, never opened. */
  readonly name: string
  /** `sha256:` and the lower-case hex digest of its bytes; given by the caller, this package does not hash. */
  readonly digest: string
  /** The caller's label: which suite or tool it belongs to (`unit`, `integration`, `semgrep`). */
  readonly suite: string | null
  /** Milliseconds since the epoch: given by the caller, else the time of upload. */
  readonly collectedAt: number
  /** What the caller says it belongs to. A value that differs from the gated subject's is never accepted. */
  readonly subject: Partial<Subject>
  readonly content:
    | {
        readonly kind: 'read'
        readonly format: string
        readonly evidence: readonly ReportEvidence[]
        readonly warnings: readonly ReportWarning[]
      }
    | { readonly kind: 'unreadable'; readonly format: string | null; readonly code: string; readonly message: string }
}
