import { AnalysisError } from '../../../errors.ts'
import type { Finding, ReportWarning } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { excerpt } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser, Tally } from '../../report-parser.ts'
import { failureOfProject, isFailedProject, isProject, projectName } from './snyk-project.ts'
import { listed } from '../../listed.ts'
import { cutShort, totalMismatch } from '../total-mismatch.ts'

/**
 * `snyk test --json` and `snyk container test --json`: one project, a list of them (`--all-projects`), or an image whose
 * `applications` are projects of their own. Snyk lists an issue once per path to it: one finding per project, issue,
 * package and version; how often it is listed is in the tally. `severityWithCritical` is taken before `severity`, which
 * knows no critical in older reports; both carry the changes of an organisation's policy. Fixable is what can be upgraded,
 * pinned or patched, and what names a fixing version. Licence issues are findings apart; what was ignored in Snyk or
 * patched stands in `filtered` and is no finding. A project with an `error` proves nothing, and so does one that is
 * not `ok` and lists no issue: the whole report then proves nothing.
 */
export const snykParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    const projects = Array.isArray(value) ? value : [value]
    return projects.length > 0 && projects.every((one) => isProject(one) || isFailedProject(one))
  },
  parse: (document) => {
    const value = jsonOf(document)
    const tested: readonly unknown[] = Array.isArray(value) ? value : [value]
    const projects = tested
      .flatMap((one) => [one, ...listed(field(one, 'applications'), 'snyk', 'applications')])
      .map(readProject)
    const [only] = projects
    if (projects.length === 1 && only !== undefined && only.failure !== null && only.issues.length === 0) {
      throw new AnalysisError('report-of-failure', `The test failed: ${only.failure}`, {
        format: 'snyk',
        said: only.failure,
      })
    }
    const failure =
      [...projects.map((one) => one.failure), ...tested.map(lostIssues)].find((one) => one !== null) ?? null
    const licences = projects.flatMap(({ licenceFindings }) => licenceFindings)
    const of = { tool: 'Snyk', createdAt: null, failure }
    return {
      evidence: [
        {
          kind: 'vulnerabilities',
          ...of,
          databaseBuiltAt: null,
          findings: projects.flatMap(({ findings }) => findings),
        },
        ...(licences.length > 0
          ? [{ kind: 'findings' as const, ...of, categories: ['licence' as const], findings: licences }]
          : []),
      ],
      warnings: [...warningsOf(tested), ...tested.flatMap(mismatchOf)],
      tally: tallyOf(tested, projects),
    }
  },
}

/** A project with its issues: those that are no licence issues first, as listed and once each. */
interface ReadProject {
  readonly issues: readonly unknown[]
  readonly licences: readonly unknown[]
  readonly findings: readonly Finding[]
  readonly licenceFindings: readonly Finding[]
  readonly failure: string | null
}

function readProject(project: unknown): ReadProject {
  const old = field(project, 'issues')
  const all = [
    ...listed(field(project, 'vulnerabilities'), 'snyk', 'vulnerabilities'),
    ...items(field(old, 'vulnerabilities')),
    ...items(field(old, 'licenses')),
  ]
  const licences = all.filter(isLicence)
  const issues = all.filter((one) => !isLicence(one))
  const name = projectName(project)
  return {
    issues,
    licences,
    findings: [...oncePerPackage(issues).values()].map((same) => findingOfIssue(same, name)),
    licenceFindings: [...oncePerPackage(licences).values()].map((same) => findingOfIssue(same, name)),
    failure: failureOfProject(project),
  }
}

function isLicence(issue: unknown): boolean {
  return field(issue, 'type') === 'license' || (text(field(issue, 'id')) ?? '').startsWith('snyk:lic:')
}

/** The entries of each issue, package and version. */
function oncePerPackage(issues: readonly unknown[]): ReadonlyMap<string, readonly [unknown, ...unknown[]]> {
  const groups = new Map<string, [unknown, ...unknown[]]>()
  for (const issue of issues) {
    const key = JSON.stringify([field(issue, 'id'), packageName(issue), field(issue, 'version')])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [issue])
    else group.push(issue)
  }
  return groups
}

/** Grouped reports give a list of names, one per path. */
function packageName(issue: unknown): string | null {
  const name = field(issue, 'name')
  return (
    text(field(issue, 'packageName')) ?? text(field(issue, 'moduleName')) ?? text(name) ?? text(items(name)[0]) ?? null
  )
}

function findingOfIssue(same: readonly [unknown, ...unknown[]], project: string | null): Finding {
  const [issue] = same
  const fixed = items(field(issue, 'fixedIn')).flatMap((one) => text(one) ?? [])
  const nearest = text(field(issue, 'nearestFixedInVersion'))
  const licence = isLicence(issue)
  const identifiers = ['CVE', 'GHSA', 'cve', 'ghsa'].flatMap((kind) => items(fieldAt(issue, 'identifiers', kind)))
  return findingOf({
    category: licence ? 'licence' : 'vulnerability',
    id: field(issue, 'id'),
    aliases: [...identifiers, ...items(field(issue, 'alternativeIds'))],
    word: severityWord(issue),
    title: field(issue, 'title'),
    location: project,
    package: {
      name: packageName(issue),
      version: field(issue, 'version'),
      fixed: fixed.length > 0 ? fixed.join(', ') : nearest,
      fixable: fixed.length > 0 || nearest !== null || same.some(isFixable),
      purl: fieldAt(issue, 'purl'),
    },
    suppressed: field(issue, 'isIgnored') === true,
    epss: fieldAt(issue, 'epssDetails', 'probability'),
    publishedAt: field(issue, 'publicationTime') ?? field(issue, 'disclosureTime'),
  })
}

/** Where an old report does not say it, it may be, and counts. */
function isFixable(issue: unknown): boolean {
  const said = ['isUpgradable', 'isPinnable', 'isPatchable'].map((name) => field(issue, name))
  return said.includes(true) || said.every((one) => one === undefined)
}

function severityWord(issue: unknown): string | null {
  return text(field(issue, 'severityWithCritical')) ?? text(field(issue, 'severity'))
}

function warningsOf(projects: readonly unknown[]): readonly ReportWarning[] {
  const threshold = projects.flatMap((one) => text(field(one, 'severityThreshold')) ?? [])[0]
  return threshold === undefined || threshold === 'low'
    ? []
    : [
        {
          code: 'severity-threshold',
          message: `The test was told to list nothing below severity ${excerpt(threshold, 20)}`,
        },
      ]
}

/** Snyk's own total of a project: its distinct issues, those of licences among them. */
function mismatchOf(project: unknown): readonly ReportWarning[] {
  const ids = new Set(items(field(project, 'vulnerabilities')).map((one) => field(one, 'id')))
  return totalMismatch(`issues in ${projectName(project) ?? 'a project'}`, field(project, 'uniqueCount'), ids.size)
}

/** Why a project that did not pass, or that counts issues, proves nothing where neither it nor its applications list any. */
function lostIssues(project: unknown): string | null {
  const read = [project, ...items(field(project, 'applications'))].map(readProject)
  if (read.some(({ issues, licences }) => issues.length + licences.length > 0)) return null
  const name = projectName(project) ?? 'a project'
  return field(project, 'ok') === false
    ? `it says that ${excerpt(name, 200)} is not ok, and lists no issue of it`
    : cutShort(`issues in ${excerpt(name, 200)}`, field(project, 'uniqueCount'), 0)
}

/** By Snyk's own unit, the distinct issue of a project, and by package beside it. */
function tallyOf(tested: readonly unknown[], projects: readonly ReadProject[]): Tally {
  const byId = new Map<string, unknown[]>()
  for (const [index, { issues }] of projects.entries()) {
    for (const issue of issues) {
      const key = JSON.stringify([index, field(issue, 'id')])
      const group = byId.get(key)
      if (group === undefined) byId.set(key, [issue])
      else group.push(issue)
    }
  }
  const groups = [...byId.values()]
  const some = (holds: (issue: unknown) => boolean): number => groups.filter((group) => group.some(holds)).length
  const findings = projects.flatMap((one) => one.findings)
  return {
    projects: projects.length,
    raw: projects.reduce((sum, { issues }) => sum + issues.length, 0),
    uniqueId: groups.length,
    uniqueIdBySeverity: countBy(groups, ([first]) => severityWord(first)),
    uniquePkg: findings.length,
    uniquePkgBySeverity: countBy(findings, (finding) => finding.severityWord),
    licenseRaw: projects.reduce((sum, { licences }) => sum + licences.length, 0),
    licenseUnique: projects.reduce(
      (sum, { licences }) => sum + new Set(licences.map((one) => field(one, 'id'))).size,
      0,
    ),
    upgradableUniqueId: some((issue) => field(issue, 'isUpgradable') === true),
    patchableUniqueId: some((issue) => field(issue, 'isPatchable') === true),
    pinnableUniqueId: some((issue) => field(issue, 'isPinnable') === true),
    fixedInUniqueId: some((issue) => items(field(issue, 'fixedIn')).length > 0),
    filteredIgnored: tested
      .filter(isObject)
      .flatMap((one) => [one, ...items(field(one, 'applications'))])
      .reduce<number>((sum, one) => sum + items(fieldAt(one, 'filtered', 'ignore')).length, 0),
  }
}
