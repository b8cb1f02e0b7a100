import type { ConditionContext } from '../../src/conditions/index.ts'
import type { Finding, ReportEvidence, SubmittedReport, TestsEvidence } from '../../src/evidence/index.ts'
import type { Subject } from '../../src/subject.ts'

export const now = Date.UTC(2026, 0, 5, 12)

export const subject: Subject = {
  service: 'shop',
  environment: 'production',
  version: '2.0.0',
  commit: 'a'.repeat(40),
  digest: null,
  branch: 'main',
}

let made = 0

/** A report that was read, as the service hands it on. */
export function report(evidence: readonly ReportEvidence[], fields: Partial<SubmittedReport> = {}): SubmittedReport {
  made += 1
  return {
    name: `report-${made}.xml`,
    digest: `sha256:${made}`,
    suite: null,
    collectedAt: now - 60_000,
    subject: {},
    content: { kind: 'read', format: 'some-format', evidence, warnings: [] },
    ...fields,
  }
}

export function unreadable(fields: Partial<SubmittedReport> = {}): SubmittedReport {
  const content = {
    kind: 'unreadable',
    format: 'junit',
    code: 'report-malformed',
    message: 'line 3: no end tag',
  } as const
  return { ...report([]), content, ...fields }
}

/** Counts of tests; what is not given passed. */
export function tests(total: number, fields: Partial<TestsEvidence> = {}): TestsEvidence {
  const { failed = 0, errors = 0, skipped = 0 } = fields
  return {
    kind: 'tests',
    total,
    passed: total - failed - errors - skipped,
    failed,
    errors,
    skipped,
    flaky: 0,
    suiteErrors: 0,
    suiteMessages: [],
    suites: total > skipped ? 1 : 0,
    ranIn: new Map(),
    notable: [],
    repeated: [],
    ...fields,
  }
}

/** What a condition is given where a test says nothing else. */
export function context(fields: Partial<ConditionContext> = {}): ConditionContext {
  return { id: 'condition', required: true, subject, reports: [], judgedAt: now, references: [], ...fields }
}

export function finding(severity: Finding['severity'], fields: Partial<Finding> = {}): Finding {
  return {
    category: 'vulnerability',
    id: 'CVE-2026-0001',
    aliases: [],
    severity,
    severityWord: severity,
    title: null,
    location: null,
    package: { name: 'left', installedVersion: '1.0.0', fixedVersion: null, fixable: false, purl: null },
    suppressed: false,
    ...fields,
  }
}
