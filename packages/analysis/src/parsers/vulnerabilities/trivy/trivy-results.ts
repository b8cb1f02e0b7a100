import type { Finding, SecretFinding } from '../../../evidence/index.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import type { Tally } from '../../report-parser.ts'
import { listed } from '../../listed.ts'
import { malformed } from '../../malformed.ts'

/** What the targets of a report hold. */
export interface ReadResults {
  readonly vulnerabilities: readonly Finding[]
  /** Misconfigurations and licences. */
  readonly others: readonly Finding[]
  readonly secrets: readonly SecretFinding[]
  /** What the report shows to have been looked at. */
  readonly covers: { readonly packages: boolean; readonly others: readonly Finding['category'][] }
  readonly tally: Tally
}

/** Classes of targets that hold packages. */
const packageClasses: ReadonlySet<string> = new Set(['os-pkgs', 'lang-pkgs'])

/** Reads the targets in one walk: a report may hold a hundred thousand entries. */
export function readResults(results: readonly unknown[]): ReadResults {
  const vulnerabilities: Finding[] = []
  const others: Finding[] = []
  const secrets: SecretFinding[] = []
  let packages = false
  const covered = new Set<Finding['category']>()
  const counts = {
    vulnsRaw: 0,
    withFix: 0,
    misconfTotal: 0,
    misconfFail: 0,
    licenses: 0,
  }
  const words = {
    vulnsBySeverity: new Map<string, number>(),
    statuses: new Map<string, number>(),
    misconfFailBySeverity: new Map<string, number>(),
    secretsBySeverity: new Map<string, number>(),
    suppressed: new Map<string, number>(),
  }
  const distinct = new Map<string | null, Set<string>>()
  const ids = new Set<string>()
  const isUnclassed = results.every((result) => text(field(result, 'Class')) === null)
  for (const result of results) {
    if (!isObject(result)) throw malformed('trivy', 'a target', 'something else')
    const target = text(field(result, 'Target'))
    const vulnerable = listed(field(result, 'Vulnerabilities'), 'trivy', 'vulnerabilities')
    const misconfigurations = listed(field(result, 'Misconfigurations'), 'trivy', 'misconfigurations')
    const licences = listed(field(result, 'Licenses'), 'trivy', 'licences')
    const found = listed(field(result, 'Secrets'), 'trivy', 'secrets')
    const kind = text(field(result, 'Class'))
    const hasOther = misconfigurations.length > 0 || licences.length > 0 || found.length > 0
    if (kind === 'config' || misconfigurations.length > 0) covered.add('misconfiguration')
    if (kind?.startsWith('license') === true || licences.length > 0) covered.add('licence')
    packages ||= vulnerable.length > 0 || (kind === null ? isUnclassed && !hasOther : packageClasses.has(kind))
    const known = distinct.get(target) ?? new Set()
    distinct.set(target, known)
    for (const one of vulnerable) {
      const finding = vulnerabilityOf(one, target, false)
      vulnerabilities.push(finding)
      counts.vulnsRaw += 1
      if (finding.package?.fixedVersion !== null) counts.withFix += 1
      add(words.vulnsBySeverity, finding.severityWord)
      add(words.statuses, text(field(one, 'Status')))
      const { id, package: of } = finding
      ids.add(id)
      known.add(`${id} ${of?.name} ${of?.installedVersion}`)
    }
    for (const one of misconfigurations) {
      const status = field(one, 'Status')
      counts.misconfTotal += 1
      if (status === 'FAIL') {
        counts.misconfFail += 1
        add(words.misconfFailBySeverity, text(field(one, 'Severity')))
      }
      // A status that is left out or not known is not a pass.
      if (status !== 'PASS' && status !== 'EXCEPTION') others.push(misconfigurationOf(one, target))
    }
    for (const one of licences) {
      counts.licenses += 1
      others.push(licenceOf(one, target))
    }
    for (const one of found) {
      add(words.secretsBySeverity, text(field(one, 'Severity')))
      secrets.push(secretOf(one, target))
    }
    for (const one of items(field(result, 'ExperimentalModifiedFindings'))) {
      add(words.suppressed, text(field(one, 'Status')))
      const inner = field(one, 'Finding')
      if (text(field(inner, 'VulnerabilityID')) !== null) vulnerabilities.push(vulnerabilityOf(inner, target, true))
    }
  }
  return {
    vulnerabilities,
    others,
    secrets,
    covers: { packages, others: [...covered] },
    tally: {
      targets: results.length,
      ...counts,
      vulnsDistinct: [...distinct.values()].reduce((sum, { size }) => sum + size, 0),
      distinctCves: ids.size,
      secrets: secrets.length,
      ...Object.fromEntries(Object.entries(words).map(([name, counted]) => [name, Object.fromEntries(counted)])),
    },
  }
}

function add(counts: Map<string, number>, word: string | null): void {
  if (word !== null) counts.set(word, (counts.get(word) ?? 0) + 1)
}

function vulnerabilityOf(one: unknown, target: string | null, suppressed: boolean): Finding {
  return findingOf({
    category: 'vulnerability',
    id: field(one, 'VulnerabilityID'),
    aliases: items(field(one, 'VendorIDs')),
    word: field(one, 'Severity'),
    title: field(one, 'Title'),
    location: text(field(one, 'PkgPath')) ?? target,
    package: {
      name: field(one, 'PkgName'),
      version: field(one, 'InstalledVersion'),
      fixed: field(one, 'FixedVersion'),
      purl: fieldAt(one, 'PkgIdentifier', 'PURL'),
      wontFix: field(one, 'Status') === 'will_not_fix',
    },
    suppressed,
    publishedAt: field(one, 'PublishedDate'),
  })
}

function misconfigurationOf(one: unknown, target: string | null): Finding {
  const line = fieldAt(one, 'CauseMetadata', 'StartLine')
  return findingOf({
    category: 'misconfiguration',
    id: field(one, 'ID') ?? field(one, 'AVDID'),
    aliases: [field(one, 'AVDID')],
    word: field(one, 'Severity'),
    title: field(one, 'Title'),
    location: target !== null && typeof line === 'number' && line > 0 ? `${target}:${line}` : target,
  })
}

function licenceOf(one: unknown, target: string | null): Finding {
  return findingOf({
    category: 'licence',
    id: field(one, 'Name'),
    word: field(one, 'Severity'),
    title: field(one, 'PkgName'),
    location: text(field(one, 'FilePath')) ?? target,
    package: text(field(one, 'PkgName')) === null ? null : { name: field(one, 'PkgName'), version: null },
  })
}

/** The rule and the place; `Match` and `Code` would hold the secret. Trivy tries no secret out. */
function secretOf(one: unknown, target: string | null): SecretFinding {
  const line = field(one, 'StartLine')
  return {
    rule: text(field(one, 'RuleID')) ?? 'unknown',
    state: 'unknown',
    location: target !== null && typeof line === 'number' && line > 0 ? `${target}:${line}` : target,
    commit: null,
    fingerprint: null,
  }
}
