import { describe, expect, test } from 'vitest'
import { cvssScore } from '../../../src/parsers/vulnerabilities/cvss.ts'
import { fixedByRange } from '../../../src/parsers/vulnerabilities/fixed-by-range.ts'
import { findingsOf, parse, vulnerabilitiesOf } from '../read.ts'

test('cargo-audit dates its database, takes severities from vectors, and only warns of unmaintained crates', () => {
  const text = JSON.stringify({
    database: { 'advisory-count': 1, 'last-updated': '2026-01-05T14:00:00+02:00' },
    lockfile: { 'dependency-count': 1 },
    vulnerabilities: {
      found: true,
      count: 1,
      list: [
        {
          advisory: {
            id: 'RUSTSEC-2026-1',
            aliases: ['CVE-1'],
            cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N',
            date: '2026-01-01',
          },
          versions: { patched: ['>=0.38.0'] },
          package: { name: 'a', version: '0.36.0' },
        },
      ],
    },
    warnings: { unmaintained: [{}] },
  })
  expect(vulnerabilitiesOf(text)).toMatchObject({
    databaseBuiltAt: Date.UTC(2026, 0, 5, 12),
    findings: [{ id: 'RUSTSEC-2026-1', severity: 'high', package: { fixedVersion: '>=0.38.0' } }],
  })
  expect(parse(text).warnings).toMatchObject([{ message: 'It warns of crates: 1 unmaintained' }])
  expect(parse(text.replace('"count":1', '"count":3')).warnings).toMatchObject([{ code: 'summary-mismatch' }, {}])
  expect(vulnerabilitiesOf(text.replace('"count":1', '"count":3')).failure).toBe(
    'it counts 3 vulnerabilities and lists only 1',
  )
})

test('Composer lists advisories by package, an empty list where there are none', () => {
  const advisory = {
    advisoryId: 'PKSA-1',
    packageName: 'a/b',
    affectedVersions: '<1.1.4|>=2.0.0,<2.1.1',
    cve: 'CVE-1',
    severity: 'critical',
    sources: [{ name: 'GitHub', remoteId: 'GHSA-9f46-5r25-5wfm' }],
  }
  expect(
    vulnerabilitiesOf(JSON.stringify({ advisories: { 'a/b': [advisory] }, abandoned: [] })).findings,
  ).toMatchObject([
    { id: 'CVE-1', aliases: ['PKSA-1', 'GHSA-9f46-5r25-5wfm'], severity: 'critical', package: { fixable: true } },
  ])
  const clean = parse('{"advisories":[],"abandoned":{"x/y":null}}')
  expect(clean).toMatchObject({ format: 'composer-audit', warnings: [{ code: 'abandoned-packages' }] })
})

test('Bundler gives gems with advisories, and sources without encryption apart', () => {
  const text = JSON.stringify({
    version: '0.9.0',
    created_at: '2026-01-05 14:00:00 +0200',
    results: [
      {
        type: 'unpatched_gem',
        gem: { name: 'rack', version: '1.6.13' },
        advisory: {
          id: 'CVE-2020-8161',
          cve: '2020-8161',
          ghsa: '5f9h-9pjv-v6j7',
          cvss_v3: 8.6,
          patched_versions: ['>= 2.2.0'],
        },
      },
      { type: 'insecure_source', source: 'http://rubygems.org' },
    ],
  })
  expect(vulnerabilitiesOf(text)).toMatchObject({
    createdAt: Date.UTC(2026, 0, 5, 12),
    findings: [{ aliases: ['GHSA-5f9h-9pjv-v6j7'], severity: 'high', package: { fixedVersion: '>= 2.2.0' } }],
  })
  expect(findingsOf(text).findings).toMatchObject([{ category: 'misconfiguration', severity: 'unknown' }])
})

describe('govulncheck', () => {
  const stream = (scan_level: string): string =>
    [
      {
        config: {
          protocol_version: 'v1.0.0',
          scanner_name: 'govulncheck',
          scan_level,
          db_last_modified: '2026-01-05T12:00:00Z',
        },
      },
      { osv: { id: 'GO-1', aliases: ['CVE-1'], summary: 'Bad' } },
      { osv: { id: 'GO-3', summary: 'Not here' } },
      { finding: { osv: 'GO-1', fixed_version: 'v2', trace: [{ module: 'm', version: 'v1' }] } },
      {
        finding: {
          osv: 'GO-1',
          fixed_version: 'v2',
          trace: [{ module: 'm', version: 'v1', package: 'm/p', function: 'F' }],
        },
      },
      { finding: { osv: 'GO-2', trace: [{ module: 'm', version: 'v1', package: 'm/p' }] } },
    ]
      .map((one) => JSON.stringify(one, null, 1))
      .join('\n')

  test('gives a finding per vulnerability and module, those that are not called set aside', () => {
    const { findings, databaseBuiltAt } = vulnerabilitiesOf(stream('symbol'))
    expect(databaseBuiltAt).toBe(Date.UTC(2026, 0, 5, 12))
    expect(findings.map(({ id, aliases, suppressed }) => [id, aliases, suppressed])).toEqual([
      ['GO-1', ['CVE-1'], false],
      ['GO-2', [], true],
    ])
  })

  test('counts everything where it did not look for calls', () => {
    expect(vulnerabilitiesOf(stream('module')).findings.map(({ suppressed }) => suppressed)).toEqual([false, false])
  })
})

test('the Trivy operator keeps reports by kind', () => {
  const of = (kind: string, report: object) => ({
    apiVersion: 'aquasecurity.github.io/v1alpha1',
    kind,
    metadata: { name: 'r' },
    report: { updateTimestamp: '2026-01-05T12:00:00Z', ...report },
  })
  const vulnerability = {
    vulnerabilityID: 'CVE-1',
    resource: 'curl',
    installedVersion: '7',
    fixedVersion: '8',
    severity: 'CRITICAL',
  }
  const check = (success: boolean) => ({ checkID: 'KSV014', severity: 'LOW', success, title: 't' })
  const items = [
    of('VulnerabilityReport', { vulnerabilities: [vulnerability] }),
    of('ConfigAuditReport', { checks: [check(false), check(true)] }),
    of('ExposedSecretReport', { secrets: [{ ruleID: 'aws', target: '/a', match: 'HUNTER2' }] }),
  ]
  const { format, evidence } = parse(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
  expect(format).toBe('trivy-operator')
  expect(evidence).toMatchObject([
    { kind: 'vulnerabilities', createdAt: Date.UTC(2026, 0, 5, 12), findings: [{ severity: 'critical' }] },
    { kind: 'findings', findings: [{ id: 'KSV014' }] },
    { kind: 'secrets', secrets: [{ rule: 'aws' }] },
  ])
  expect(JSON.stringify(evidence)).not.toContain('HUNTER2')
})

test.each([
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
  ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N', 5.4],
  ['CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N', 0],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H', null],
  ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', null],
  ['constructor', null],
])('the vector %s has the score %j', (vector, score) => {
  expect(cvssScore(vector)).toBe(score)
})

test.each([
  ['< 4.38.0', true],
  ['<= 7.18.6', false],
  ['>=1.0.0', false],
  ['<1.2.0||>=2.0.0', false],
  [null, false],
])('the range %j says that a fix exists: %j', (range, expected) => {
  expect(fixedByRange(range)).toBe(expected)
})
