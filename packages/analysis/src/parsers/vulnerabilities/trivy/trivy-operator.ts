import type { Finding, SecretFinding } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { field, fieldAt, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { listed } from '../../listed.ts'

const kinds =
  /^(?:Cluster)?(?:VulnerabilityReport|ConfigAuditReport|ExposedSecretReport|RbacAssessmentReport|InfraAssessmentReport)$/

/**
 * Reports that the Trivy operator keeps in a cluster, as `kubectl get -o json` gives them: one, a list, or a `List` of
 * vulnerabilities, audits of configuration and exposed secrets. Checks count where they did not succeed. The time of the
 * scan is that of the oldest report.
 */
export const trivyOperatorParser: ReportParser = {
  matches: (document) => reportsOf(jsonOf(document)) !== null,
  parse: (document) => {
    const reports = reportsOf(jsonOf(document)) ?? []
    const ofKind = (word: RegExp): readonly unknown[] => reports.filter((one) => word.test(kindOf(one)))
    const [packages, secrets, checks] = [/Vulnerability/, /Secret/, /Audit|Assessment/].map(ofKind)
    const times = reports.flatMap((one) => instantOf(fieldAt(one, 'report', 'updateTimestamp')) ?? [])
    const of = {
      tool: 'Trivy',
      createdAt: times.length === 0 ? null : times.reduce((oldest, one) => Math.min(oldest, one)),
      failure: null,
    }
    const vulnerabilities = (packages ?? []).flatMap((one) => entriesOf(one, 'vulnerabilities', vulnerabilityOf))
    const failed = (checks ?? []).flatMap((one) => entriesOf(one, 'checks', checkOf)).flat()
    const exposed = (secrets ?? []).flatMap((one) => entriesOf(one, 'secrets', secretOf))
    return {
      evidence: [
        ...(packages?.length === 0
          ? []
          : [{ kind: 'vulnerabilities' as const, ...of, databaseBuiltAt: null, findings: vulnerabilities }]),
        ...(checks?.length === 0
          ? []
          : [{ kind: 'findings' as const, ...of, categories: ['misconfiguration' as const], findings: failed }]),
        ...(secrets?.length === 0 ? [] : [{ kind: 'secrets' as const, ...of, verifies: false, secrets: exposed }]),
      ],
      warnings: [],
      tally: {
        reports: reports.length,
        vulnerabilities: vulnerabilities.length,
        bySeverity: countBy(vulnerabilities, ({ severityWord }) => severityWord),
        failedChecks: failed.length,
        secrets: exposed.length,
      },
    }
  },
}

function reportsOf(value: unknown): readonly unknown[] | null {
  const isList = kindOf(value).endsWith('List') && Array.isArray(field(value, 'items'))
  const reports = Array.isArray(value) ? value : isList ? items(field(value, 'items')) : [value]
  const isReport = (one: unknown): boolean =>
    kinds.test(kindOf(one)) && (text(field(one, 'apiVersion')) ?? '').startsWith('aquasecurity.github.io/')
  return reports.length > 0 && reports.every(isReport) ? reports : null
}

function kindOf(value: unknown): string {
  return text(field(value, 'kind')) ?? ''
}

function entriesOf<Entry>(
  report: unknown,
  name: string,
  read: (entry: unknown, place: string | null) => Entry,
): readonly Entry[] {
  const place = text(fieldAt(report, 'metadata', 'name'))
  return listed(fieldAt(report, 'report', name), 'trivy-operator', name).map((one) => read(one, place))
}

function vulnerabilityOf(one: unknown, place: string | null): Finding {
  return findingOf({
    category: 'vulnerability',
    id: field(one, 'vulnerabilityID'),
    word: field(one, 'severity'),
    title: field(one, 'title'),
    location: text(field(one, 'packagePath')) ?? text(field(one, 'target')) ?? place,
    package: {
      name: field(one, 'resource'),
      version: field(one, 'installedVersion'),
      fixed: field(one, 'fixedVersion'),
      purl: field(one, 'packagePURL'),
    },
    publishedAt: field(one, 'publishedDate'),
  })
}

function checkOf(one: unknown, place: string | null): readonly Finding[] {
  return field(one, 'success') === true
    ? []
    : [
        findingOf({
          category: 'misconfiguration',
          id: field(one, 'checkID'),
          word: field(one, 'severity'),
          title: field(one, 'title'),
          location: place,
        }),
      ]
}

function secretOf(one: unknown, place: string | null): SecretFinding {
  return {
    rule: text(field(one, 'ruleID')) ?? 'unknown',
    state: 'unknown',
    location: text(field(one, 'target')) ?? place,
    commit: null,
    fingerprint: null,
  }
}
