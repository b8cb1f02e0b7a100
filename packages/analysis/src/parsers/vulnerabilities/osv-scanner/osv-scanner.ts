import { severities, type Finding, type FindingsEvidence, type Severity } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { severityOfScore, severityOfWord } from '../../severity.ts'
import { cvssScore } from '../cvss.ts'
import { listed } from '../../listed.ts'

/**
 * OSV-Scanner: one finding per group of a package, which is one problem under all of its names; advisories that stand in
 * no group count one by one. Severity: the group's `max_severity` (a CVSS score), else the worst word or CVSS vector of
 * its advisories, else `unknown`. A group that the scanner's call analysis found never called, or unimportant, is set
 * aside, as the scanner's own exit code has it. Licences that the scan's own list does not allow are findings apart.
 */
export const osvScannerParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    const results = field(value, 'results')
    if (!isObject(value) || !isList(results)) return false
    const sources = items(results)
    if (sources.length > 0) return sources.every(isSource)
    const known = new Set(['results', 'experimental_config', 'license_summary', 'image_metadata'])
    return Array.isArray(results) && Object.keys(value).every((key) => known.has(key))
  },
  parse: (document) => {
    const value = jsonOf(document)
    const sources = items(field(value, 'results'))
    const packages = sources.flatMap((source) =>
      items(field(source, 'packages')).map((entry) => ({ entry, path: text(fieldAt(source, 'source', 'path')) })),
    )
    const vulnerabilities = packages.flatMap(({ entry }) => items(field(entry, 'vulnerabilities')))
    const licences = packages.flatMap(({ entry, path }) => licencesOf(entry, path))
    const apart: FindingsEvidence[] = packages.some(({ entry }) => Array.isArray(field(entry, 'licenses')))
      ? [
          {
            kind: 'findings',
            tool: 'OSV-Scanner',
            categories: ['licence'],
            findings: licences,
            createdAt: null,
            failure: null,
          },
        ]
      : []
    return {
      evidence: [
        {
          kind: 'vulnerabilities',
          tool: 'OSV-Scanner',
          findings: packages.flatMap(({ entry, path }) => findingsOf(entry, path)),
          createdAt: null,
          databaseBuiltAt: null,
          failure: isScan(sources) ? null : 'it lists packages and says nothing of a scan of them',
        },
        ...apart,
      ],
      warnings: [],
      tally: {
        sources: sources.length,
        packages: packages.length,
        vulnerabilities: vulnerabilities.length,
        groups: packages.reduce((sum, { entry }) => sum + items(field(entry, 'groups')).length, 0),
        distinctIds: new Set(vulnerabilities.map((one) => field(one, 'id'))).size,
      },
    }
  },
}

/** The scanner reads lists of packages in its own shape too: without any place or advisory it is such a list. */
function isScan(sources: readonly unknown[]): boolean {
  return (
    sources.length === 0 ||
    sources.some(
      (source) =>
        text(fieldAt(source, 'source', 'path')) !== null ||
        items(field(source, 'packages')).some((one) => field(one, 'vulnerabilities') !== undefined),
    )
  )
}

function isSource(value: unknown): boolean {
  const packages = field(value, 'packages')
  return (
    isList(packages) &&
    (isObject(field(value, 'source')) || items(packages).length > 0) &&
    items(packages).every((one) => isObject(field(one, 'package')))
  )
}

/** Go writes an empty list as `null`. */
function isList(value: unknown): boolean {
  return Array.isArray(value) || value === null
}

function findingsOf(entry: unknown, path: string | null): readonly Finding[] {
  const advisories = listed(field(entry, 'vulnerabilities'), 'osv-scanner', 'vulnerabilities')
  const groups = listed(field(entry, 'groups'), 'osv-scanner', 'groups')
  const namesOf = (group: unknown): readonly unknown[] => [
    ...items(field(group, 'ids')),
    ...items(field(group, 'aliases')),
  ]
  const grouped = new Set(groups.flatMap(namesOf))
  // A group may name an advisory by another of its names.
  const isIn = (advisory: unknown, names: ReadonlySet<unknown>): boolean =>
    names.has(field(advisory, 'id')) || items(field(advisory, 'aliases')).some((alias) => names.has(alias))
  const alone = advisories.filter((one) => !isIn(one, grouped))
  return [
    ...groups.map((group) => {
      const names = new Set(namesOf(group))
      return findingOfGroup(
        group,
        namesOf(group),
        advisories.filter((one) => isIn(one, names)),
        entry,
        path,
      )
    }),
    ...alone.map((one) => findingOfGroup(null, [field(one, 'id')], [one], entry, path)),
  ]
}

function findingOfGroup(
  group: unknown,
  names: readonly unknown[],
  advisories: readonly unknown[],
  entry: unknown,
  path: string | null,
): Finding {
  const score = text(field(group, 'max_severity'))
  const words = advisories.map((one) => text(fieldAt(one, 'database_specific', 'severity')))
  const fixed = new Set(advisories.flatMap(fixesOf))
  const installed = text(fieldAt(entry, 'package', 'version')) ?? text(fieldAt(entry, 'package', 'commit'))
  return findingOf({
    category: 'vulnerability',
    id: names[0],
    aliases: [...names, ...advisories.flatMap((one) => [field(one, 'id'), ...items(field(one, 'aliases'))])],
    word: score ?? words.find((word) => word !== null),
    severity: score === null ? worstOf(advisories) : severityOfScore(strictNumber(score)),
    title: advisories
      .map((one) => text(field(one, 'summary')) ?? text(field(one, 'details')))
      .find((one) => one !== null),
    location: path,
    package: {
      name: fieldAt(entry, 'package', 'name'),
      version: installed,
      fixed: fixed.size > 0 ? [...fixed].slice(0, 5).join(', ') : null,
    },
    suppressed: isUncalled(group),
    publishedAt: fieldAt(advisories[0], 'published'),
  })
}

/** The worst that the advisories say of themselves. */
function worstOf(advisories: readonly unknown[]): Severity {
  const said = advisories.flatMap((one) => [
    severityOfWord(text(fieldAt(one, 'database_specific', 'severity'))),
    ...items(field(one, 'severity')).map((each) => severityOfScore(cvssScore(text(field(each, 'score')) ?? ''))),
  ])
  return severities.find((severity) => said.includes(severity)) ?? 'unknown'
}

/** Versions, not commits, in which ranges end. */
function fixesOf(advisory: unknown): readonly string[] {
  return items(field(advisory, 'affected'))
    .flatMap((one) => items(field(one, 'ranges')))
    .filter((range) => field(range, 'type') !== 'GIT')
    .flatMap((range) => items(field(range, 'events')))
    .flatMap((event) => text(field(event, 'fixed')) ?? [])
}

/** Analysed, and every name of the group found not called or unimportant. */
function isUncalled(group: unknown): boolean {
  const analysis = field(group, 'experimentalAnalysis') ?? field(group, 'experimental_analysis')
  const all = isObject(analysis) ? Object.values(analysis) : []
  return all.length > 0 && all.every((one) => field(one, 'called') === false || field(one, 'unimportant') === true)
}

function licencesOf(entry: unknown, path: string | null): readonly Finding[] {
  return items(field(entry, 'license_violations')).map((licence) =>
    findingOf({
      category: 'licence',
      id: licence,
      word: null,
      title: `Licence ${text(licence) ?? 'unknown'} is not allowed`,
      location: path,
      package: { name: fieldAt(entry, 'package', 'name'), version: fieldAt(entry, 'package', 'version') },
    }),
  )
}
