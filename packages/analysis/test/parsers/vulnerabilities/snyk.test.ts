import { describe, expect, test } from 'vitest'
import { findingsOf, parse, refusalOf, vulnerabilitiesOf } from '../read.ts'

const issue = {
  id: 'SNYK-JS-A-1',
  title: 'Prototype pollution',
  packageName: 'a',
  version: '1.0.0',
  severity: 'high',
  identifiers: { CVE: ['CVE-1'], CWE: [] },
  from: ['p@1', 'a@1.0.0'],
  isUpgradable: false,
}
const project = (vulnerabilities: readonly object[], fields: object = {}) => ({
  ok: vulnerabilities.length === 0,
  vulnerabilities,
  dependencyCount: 3,
  packageManager: 'npm',
  projectName: 'shop',
  ...fields,
})
const read = (value: object) => vulnerabilitiesOf(JSON.stringify(value))

describe('Snyk', () => {
  test('lists an issue once per path, and it is one finding', () => {
    const twice = project([issue, { ...issue, from: ['p@1', 'b@1', 'a@1.0.0'] }, { ...issue, version: '2.0.0' }])
    expect(read(twice).findings.map((one) => [one.id, one.package?.installedVersion, one.aliases])).toEqual([
      ['SNYK-JS-A-1', '1.0.0', ['CVE-1']],
      ['SNYK-JS-A-1', '2.0.0', ['CVE-1']],
    ])
    expect(parse(JSON.stringify(twice)).tally).toMatchObject({ raw: 3, uniqueId: 1, uniquePkg: 2 })
  })

  test.each<[string, object, string | null]>([
    [
      'is not ok and lists nothing',
      project([], { ok: false }),
      'it says that shop is not ok, and lists no issue of it',
    ],
    ['counts issues and lists nothing', project([], { uniqueCount: 2 }), 'it counts 2 issues in shop and lists only 0'],
    ['is not ok because of an application', project([], { ok: false, applications: [project([issue])] }), null],
    ['is ok and lists nothing', project([], { uniqueCount: 0 }), null],
  ])('of a project that %s', (_, value, failure) => {
    expect(read(value).failure).toBe(failure)
  })

  test.each<[string, object, boolean, string | null]>([
    ['that can be upgraded', { isUpgradable: true }, true, null],
    ['that can be pinned', { isPinnable: true }, true, null],
    ['that can be patched', { isPatchable: true }, true, null],
    ['of an image with a fixed version nearby', { nearestFixedInVersion: '1.1' }, true, '1.1'],
    ['with fixed versions', { fixedIn: ['1.1', '2.1'] }, true, '1.1, 2.1'],
    ['with none of these', {}, false, null],
  ])('says that an issue %s is fixable or not', (_, fields, fixable, fixedVersion) => {
    expect(read(project([{ ...issue, ...fields }])).findings).toMatchObject([{ package: { fixable, fixedVersion } }])
  })

  test('takes the severity that knows critical', () => {
    expect(read(project([{ ...issue, severityWithCritical: 'critical' }])).findings).toMatchObject([
      { severity: 'critical' },
    ])
  })

  test('of an image holds the issues of its applications too', () => {
    const image = project([issue], { packageManager: 'deb', applications: [project([issue, { ...issue, id: 'b' }])] })
    expect(read(image).findings).toHaveLength(3)
  })

  test('of all projects is a list, in which one that failed makes it prove nothing', () => {
    expect(read([project([issue]), project([])])).toMatchObject({ findings: [{ id: issue.id }], failure: null })
    expect(read([project([issue]), { ok: false, error: 'no lock file', path: 'b' }]).failure).toBe('b: no lock file')
    expect(refusalOf(JSON.stringify({ ok: false, error: 'no lock file', path: '.' })).code).toBe('report-of-failure')
  })

  test('keeps licences apart, and does not count what was ignored', () => {
    const licence = { ...issue, id: 'snyk:lic:npm:a:GPL-3.0', type: 'license', severity: 'high' }
    const text = JSON.stringify(project([issue, licence], { filtered: { ignore: [issue], patch: [] } }))
    expect(vulnerabilitiesOf(text).findings).toHaveLength(1)
    expect(findingsOf(text).findings).toMatchObject([{ category: 'licence', id: licence.id }])
    expect(parse(text).tally).toMatchObject({ licenseRaw: 1, filteredIgnored: 1 })
  })

  test('tells where its own total differs from what it lists', () => {
    expect(parse(JSON.stringify(project([issue, issue], { uniqueCount: 1 }))).warnings).toEqual([])
    expect(parse(JSON.stringify(project([issue], { uniqueCount: 2 }))).warnings).toMatchObject([
      { code: 'summary-mismatch', message: 'The report says 2 issues in shop and lists 1' },
    ])
  })

  test('tells of a threshold below which nothing was listed', () => {
    expect(parse(JSON.stringify(project([], { severityThreshold: 'high' }))).warnings).toMatchObject([
      { code: 'severity-threshold' },
    ])
  })

  test('of infrastructure has issues per file, ignored ones set aside', () => {
    const file = (severity: string, isIgnored: boolean) => ({
      id: 'SNYK-CC-1',
      title: 't',
      severity,
      isIgnored,
      lineNumber: 3,
      path: ['resource', 'x'],
    })
    const text = JSON.stringify([
      { ok: false, targetFile: 'main.tf', infrastructureAsCodeIssues: [file('high', false), file('low', true)] },
    ])
    expect(parse(text).format).toBe('snyk-iac')
    expect(findingsOf(text)).toMatchObject({
      categories: ['misconfiguration'],
      findings: [
        { severity: 'high', location: 'main.tf:3', suppressed: false },
        { severity: 'low', suppressed: true },
      ],
    })
  })
})
