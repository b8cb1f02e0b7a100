import type { Finding } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, fieldAt, items, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser, Tally } from '../../report-parser.ts'
import { severityOfWord } from '../../severity.ts'

/** One scanned thing with the lists of what was found in it. */
type Result = unknown

/**
 * Trivy's JSON: of one artifact (schema 2), the older bare list of targets, and of a Kubernetes cluster.
 *
 * Vulnerabilities are listed as written; misconfigurations only where their status is FAIL. Lists that are empty are left
 * out by the tool. What was suppressed in the scan stands in `ExperimentalModifiedFindings` and is no finding. The severity
 * is the one that Trivy chose. The text of a secret is never handed on.
 */
export const trivyParser: ReportParser = {
  matches: ({ syntax, ...document }) => syntax === 'json' && 'value' in document && shapeOf(document.value) !== null,
  parse: (document) => {
    const value = document.syntax === 'json' ? document.value : null
    const shape = shapeOf(value)
    if (shape === null) throw malformed('trivy', 'a report of Trivy', 'something else')
    const results = resultsOf(value, shape)
    const createdAt = Date.parse(text(field(value, 'CreatedAt')) ?? '')
    const of = { tool: 'Trivy', createdAt: Number.isNaN(createdAt) ? null : createdAt, failure: null }
    const vulnerabilities = results.flatMap((result) =>
      items(field(result, 'Vulnerabilities')).map((one) => vulnerability(one, result)),
    )
    const others = results.flatMap(otherFindings)
    return {
      evidence: [
        { kind: 'vulnerabilities', ...of, databaseBuiltAt: null, findings: vulnerabilities },
        { kind: 'findings', ...of, findings: others },
      ],
      warnings: [],
      tally: tallyOf(value, results, vulnerabilities),
    }
  },
}

type Shape = 'artifact' | 'list' | 'cluster'

function shapeOf(value: unknown): Shape | null {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every((one) => field(one, 'Target') !== undefined) ? 'list' : null
  }
  if (field(value, 'ClusterName') !== undefined) return 'cluster'
  const isArtifact =
    field(value, 'SchemaVersion') !== undefined &&
    (field(value, 'ArtifactName') !== undefined || field(value, 'Results') !== undefined)
  return isArtifact || (field(value, 'ArtifactName') !== undefined && field(value, 'Results') !== undefined)
    ? 'artifact'
    : null
}

function resultsOf(value: unknown, shape: Shape): readonly Result[] {
  if (shape === 'list') return items(value)
  if (shape === 'artifact') return items(field(value, 'Results'))
  return resourcesOf(value).flatMap((resource) => items(field(resource, 'Results')))
}

function resourcesOf(value: unknown): readonly unknown[] {
  return [
    ...items(field(value, 'Resources')),
    ...items(field(value, 'Vulnerabilities')),
    ...items(field(value, 'Misconfigurations')),
  ]
}

function vulnerability(one: unknown, result: Result): Finding {
  const word = text(field(one, 'Severity'))
  return {
    category: 'vulnerability',
    id: text(field(one, 'VulnerabilityID')) ?? 'unknown',
    aliases: [],
    severity: severityOfWord(word),
    severityWord: word,
    title: short(field(one, 'Title')),
    location: text(field(result, 'Target')),
    package: {
      name: text(field(one, 'PkgName')) ?? 'unknown',
      installedVersion: text(field(one, 'InstalledVersion')),
      fixedVersion: text(field(one, 'FixedVersion')),
      fixable: text(field(one, 'FixedVersion')) !== null,
      purl: text(fieldAt(one, 'PkgIdentifier', 'PURL')),
    },
    suppressed: false,
  }
}

function otherFindings(result: Result): readonly Finding[] {
  const location = text(field(result, 'Target'))
  const make = (category: Finding['category'], one: unknown, id: unknown, title: unknown): Finding => {
    const word = text(field(one, 'Severity'))
    return {
      category,
      id: text(id) ?? 'unknown',
      aliases: [],
      severity: severityOfWord(word),
      severityWord: word,
      title: short(title),
      location: text(field(one, 'FilePath')) ?? location,
      package: null,
      suppressed: false,
    }
  }
  return [
    ...items(field(result, 'Misconfigurations'))
      .filter(isFailure)
      .map((one) => make('misconfiguration', one, field(one, 'ID'), field(one, 'Title'))),
    // RuleID and Title name the kind of secret; Match and Code would hold it.
    ...items(field(result, 'Secrets')).map((one) => make('secret', one, field(one, 'RuleID'), field(one, 'Title'))),
    ...items(field(result, 'Licenses')).map((one) => make('licence', one, field(one, 'Name'), field(one, 'PkgName'))),
  ]
}

/** A status that is left out is not a pass. */
function isFailure(one: unknown): boolean {
  const status = field(one, 'Status')
  return status === undefined || status === 'FAIL'
}

function short(value: unknown): string | null {
  const found = text(value)
  return found === null ? null : excerpt(found, 300)
}

function tallyOf(value: unknown, results: readonly Result[], vulnerabilities: readonly Finding[]): Tally {
  const misconfigurations = results.flatMap((result) => items(field(result, 'Misconfigurations')))
  const failures = misconfigurations.filter((one) => field(one, 'Status') === 'FAIL')
  const raw = results.flatMap((result) => items(field(result, 'Vulnerabilities')))
  const secrets = results.flatMap((result) => items(field(result, 'Secrets')))
  const modified = results.flatMap((result) => items(field(result, 'ExperimentalModifiedFindings')))
  const schema = field(value, 'SchemaVersion')
  return {
    schema: typeof schema === 'number' ? schema : null,
    targets: results.length,
    resources: resourcesOf(value).length,
    vulnsRaw: raw.length,
    vulnsBySeverity: countBy(raw, (one) => text(field(one, 'Severity'))),
    vulnsDistinct: new Set(
      vulnerabilities.map(({ id, location, package: of }) =>
        JSON.stringify([id, of?.name, of?.installedVersion, location]),
      ),
    ).size,
    distinctCves: new Set(vulnerabilities.map(({ id }) => id)).size,
    withFix: vulnerabilities.filter((one) => one.package?.fixedVersion !== null).length,
    statuses: countBy(raw, (one) => text(field(one, 'Status'))),
    misconfTotal: misconfigurations.length,
    misconfFail: failures.length,
    misconfFailBySeverity: countBy(failures, (one) => text(field(one, 'Severity'))),
    secrets: secrets.length,
    secretsBySeverity: countBy(secrets, (one) => text(field(one, 'Severity'))),
    licenses: results.flatMap((result) => items(field(result, 'Licenses'))).length,
    suppressed: countBy(modified, (one) => text(field(one, 'Status'))),
  }
}
