import type { Finding, ReportEvidence, SecretFinding } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { excerpt } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'

const packageScans = new Set(['dependency_scanning', 'container_scanning', 'cluster_image_scanning'])

/**
 * The security report of GitLab's scanners, of every type and of schemas 2 to 15. `scan.type`, in older reports the
 * `category` of the first entry, says what it is evidence of: scans of dependencies and images of vulnerabilities,
 * `secret_detection` of secrets, the others of findings in code. Entries that were dismissed are set aside. A scan whose
 * status is not `success` proves nothing.
 */
export const gitlabReportParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    const listed = field(value, 'vulnerabilities')
    if (!isObject(value) || !Array.isArray(listed)) return false
    if (isObject(field(value, 'scan'))) return true
    return text(field(value, 'version')) !== null && listed.length > 0 && listed.every(isEntry)
  },
  parse: (document) => {
    const value = jsonOf(document)
    const entries = items(field(value, 'vulnerabilities'))
    const type = text(fieldAt(value, 'scan', 'type'))
    return {
      evidence: [evidenceOf(value, type ?? text(field(entries[0], 'category')), entries)],
      warnings: [],
      tally: {
        type,
        vulnerabilities: entries.length,
        bySeverity: countBy(entries, (one) => text(field(one, 'severity'))),
        dismissed: entries.filter(isDismissed).length,
      },
    }
  },
}

function isEntry(value: unknown): boolean {
  return Array.isArray(field(value, 'identifiers')) && isObject(field(value, 'location'))
}

function isDismissed(entry: unknown): boolean {
  return (
    field(entry, 'dismissed') === true ||
    field(entry, 'state') === 'dismissed' ||
    text(field(entry, 'dismissed_at')) !== null ||
    isObject(field(entry, 'dismissal_feedback'))
  )
}

function evidenceOf(value: unknown, type: string | null, entries: readonly unknown[]): ReportEvidence {
  const status = text(fieldAt(value, 'scan', 'status'))
  const scanner = text(fieldAt(value, 'scan', 'scanner', 'name')) ?? text(fieldAt(entries[0], 'scanner', 'name'))
  const of = {
    tool: excerpt(scanner ?? text(field(entries[0], 'tool')) ?? 'GitLab', 200),
    createdAt: instantOf(fieldAt(value, 'scan', 'end_time')),
    failure: status === null || status === 'success' ? null : `the scan's status is ${excerpt(status, 40)}`,
  }
  if (type === 'secret_detection') return { kind: 'secrets', ...of, verifies: false, secrets: entries.map(secretOf) }
  const isPackages = packageScans.has(type ?? '')
  const findings = entries.map((one) => findingOfEntry(one, isPackages))
  return isPackages
    ? { kind: 'vulnerabilities', ...of, databaseBuiltAt: null, findings }
    : { kind: 'findings', ...of, findings }
}

/** What identifies the problem best: an advisory's id, else the first identifier, whatever scanner gave it. */
function identifiersOf(entry: unknown): readonly string[] {
  const listed = items(field(entry, 'identifiers'))
  const name = (one: unknown): string | null => {
    const value = text(field(one, 'value')) ?? text(field(one, 'name'))
    return value !== null && /^\d/.test(value) ? (text(field(one, 'name')) ?? value) : value
  }
  const advisories = listed.filter((one) => /^(?:cve|ghsa|osvdb)$/i.test(text(field(one, 'type')) ?? ''))
  const others = listed.filter((one) => !/^(?:cwe|owasp)$/i.test(text(field(one, 'type')) ?? ''))
  return [...advisories, ...others, ...listed].flatMap((one) => name(one) ?? [])
}

function findingOfEntry(entry: unknown, isPackages: boolean): Finding {
  const [id, ...others] = identifiersOf(entry)
  const location = field(entry, 'location')
  const dependency = field(location, 'dependency')
  const line = field(location, 'start_line')
  const file = text(field(location, 'file'))
  const place =
    (file !== null && typeof line === 'number' ? `${file}:${line}` : file) ??
    text(field(location, 'image')) ??
    addressOf(location)
  const solution = text(field(entry, 'solution'))
  const name = text(fieldAt(dependency, 'package', 'name'))
  return findingOf({
    category: isPackages ? 'vulnerability' : 'code',
    id: id ?? field(entry, 'cve') ?? field(entry, 'id'),
    aliases: isPackages ? others.filter((one) => /^(?:CVE|GHSA)-/i.test(one)) : [],
    word: field(entry, 'severity'),
    title: field(entry, 'name') ?? field(entry, 'message') ?? field(entry, 'description'),
    location: place,
    package: isPackages
      ? {
          name,
          version: field(dependency, 'version'),
          // The report has no fixing version, only advice in words.
          fixable: solution !== null && !/^(?:no solution|unfortunately|there is no)/i.test(solution),
        }
      : null,
    suppressed: isDismissed(entry),
    fingerprint: isPackages ? null : field(entry, 'id'),
  })
}

function addressOf(location: unknown): string | null {
  const host = text(field(location, 'hostname'))
  const path = text(field(location, 'path'))
  return host === null && path === null ? null : `${host ?? ''}${path ?? ''}`
}

/** The rule and the place; never the extract of the source, which holds the secret. */
function secretOf(entry: unknown): SecretFinding {
  const file = text(fieldAt(entry, 'location', 'file'))
  const line = fieldAt(entry, 'location', 'start_line')
  return {
    rule: identifiersOf(entry)[0] ?? text(field(entry, 'name')) ?? 'unknown',
    state: 'unknown',
    location: file !== null && typeof line === 'number' ? `${file}:${line}` : file,
    commit: text(fieldAt(entry, 'location', 'commit', 'sha')),
    fingerprint: text(field(entry, 'id')),
  }
}
