import type { Finding, ReportWarning } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { severityOfScore } from '../../severity.ts'
import { cvssScore } from '../cvss.ts'
import { cutShort, totalMismatch } from '../total-mismatch.ts'

/**
 * The audit of cargo-audit. Severities come from the CVSS vector of an advisory, where it has one of version 3; without it
 * they are `unknown`. What it warns of beside (unmaintained, unsound and yanked crates) is no vulnerability, and is told in
 * a warning.
 */
export const cargoAuditParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return (
      isObject(field(value, 'database')) &&
      isObject(field(value, 'lockfile')) &&
      Array.isArray(fieldAt(value, 'vulnerabilities', 'list'))
    )
  },
  parse: (document) => {
    const value = jsonOf(document)
    const findings = items(fieldAt(value, 'vulnerabilities', 'list')).map(findingOfEntry)
    const count = fieldAt(value, 'vulnerabilities', 'count')
    return {
      evidence: [
        {
          kind: 'vulnerabilities',
          tool: 'cargo-audit',
          findings,
          createdAt: null,
          databaseBuiltAt: instantOf(fieldAt(value, 'database', 'last-updated')),
          failure: cutShort('vulnerabilities', count, findings.length),
        },
      ],
      warnings: [...totalMismatch('vulnerabilities', count, findings.length), ...warningsOf(field(value, 'warnings'))],
      tally: {
        vulnerabilities: findings.length,
        withFix: findings.filter((one) => one.package?.fixable === true).length,
        bySeverity: countBy(findings, ({ severity }) => severity),
      },
    }
  },
}

function findingOfEntry(entry: unknown): Finding {
  const advisory = field(entry, 'advisory')
  const vector = text(field(advisory, 'cvss'))
  const patched = items(fieldAt(entry, 'versions', 'patched')).flatMap((one) => text(one) ?? [])
  return findingOf({
    category: 'vulnerability',
    id: field(advisory, 'id'),
    aliases: items(field(advisory, 'aliases')),
    word: vector,
    severity: severityOfScore(vector === null ? null : cvssScore(vector)),
    title: field(advisory, 'title'),
    package: {
      name: fieldAt(entry, 'package', 'name') ?? field(advisory, 'package'),
      version: fieldAt(entry, 'package', 'version'),
      fixed: patched.length > 0 ? patched.join(', ') : null,
    },
    publishedAt: field(advisory, 'date'),
  })
}

function warningsOf(warnings: unknown): readonly ReportWarning[] {
  if (!isObject(warnings)) return []
  const counts = Object.entries(warnings).flatMap(([kind, listed]) =>
    items(listed).length > 0 ? [`${items(listed).length} ${kind}`] : [],
  )
  return counts.length === 0 ? [] : [{ code: 'crates-warned-of', message: `It warns of crates: ${counts.join(', ')}` }]
}
