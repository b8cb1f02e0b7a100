import { describe, expect, test } from 'vitest'
import { parse, refusalOf, vulnerabilitiesOf } from '../read.ts'

const advisory = {
  source: 1,
  name: 'debug',
  title: 'ReDoS',
  url: 'https://github.com/advisories/GHSA-gxpj-cx7g-858c',
  severity: 'moderate',
  range: '<2.6.9',
}
const audit = (vulnerabilities: object): string =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} })
const entry = (via: readonly (object | string)[], fields: object = {}) => ({
  name: 'x',
  severity: 'high',
  isDirect: false,
  via,
  nodes: ['node_modules/x'],
  fixAvailable: false,
  ...fields,
})

describe('npm audit', () => {
  test('counts advisories, and not the packages that need a vulnerable one', () => {
    const text = audit({ debug: entry([advisory]), express: entry(['debug']), send: entry(['debug', 'express']) })
    expect(vulnerabilitiesOf(text).findings).toMatchObject([
      { id: 'GHSA-gxpj-cx7g-858c', severity: 'medium', package: { name: 'debug', installedVersion: null } },
    ])
    expect(parse(text).tally).toMatchObject({ packages: 3, advisories: 1, fixAvailable: { false: 3 } })
  })

  test.each<[string, unknown, boolean, string | null]>([
    ['true', true, true, null],
    ['false', false, false, null],
    ['an upgrade of another package', { name: 'express', version: '5.0.0', isSemVerMajor: true }, true, null],
    ['an upgrade of its own', { name: 'debug', version: '2.6.9' }, true, '2.6.9'],
    ['left out, under a range that ends', undefined, true, null],
  ])('takes a fix that is %s', (_, fixAvailable, fixable, fixedVersion) => {
    const { findings } = vulnerabilitiesOf(audit({ debug: entry([advisory], { fixAvailable }) }))
    expect(findings).toMatchObject([{ package: { fixable, fixedVersion } }])
  })

  test('counts a package that nothing in the report explains, and says so', () => {
    const { evidence, warnings } = parse(audit({ lost: entry(['gone']) }))
    expect(evidence).toMatchObject([{ findings: [{ id: 'npm:lost', severity: 'high' }] }])
    expect(warnings).toMatchObject([{ code: 'advisory-missing' }])
  })

  test('loses no package by its name', () => {
    const text = audit({ replaced: entry([advisory]) }).replaceAll('replaced', '__proto__')
    expect(vulnerabilitiesOf(text).findings).toHaveLength(1)
  })

  test('of npm 6 that counts vulnerabilities and lists no advisory proves nothing', () => {
    const audit6 = (high: number): string =>
      JSON.stringify({ advisories: {}, metadata: { vulnerabilities: { info: 0, high, critical: high } } })
    expect(vulnerabilitiesOf(audit6(2)).failure).toBe('it counts 4 vulnerabilities and lists only 0')
    expect(vulnerabilitiesOf(audit6(0)).failure).toBeNull()
  })

  test('of npm 6 and pnpm gives a finding per advisory and installed version', () => {
    const old = {
      id: 106,
      module_name: 'negotiator',
      cves: ['CVE-2016-10539'],
      github_advisory_id: 'GHSA-aaaa-bbbb-cccc',
      severity: 'high',
      patched_versions: '>= 0.6.1',
      created: '2016-05-04T16:34:12.000Z',
      findings: [
        { version: '0.5.3', paths: ['a>b', 'c>b'] },
        { version: '0.4.0', paths: ['d'] },
      ],
    }
    const text = (fields: object): string =>
      JSON.stringify({ advisories: { 106: { ...old, ...fields } }, metadata: { vulnerabilities: { high: 3 } } })
    expect(vulnerabilitiesOf(text({})).findings).toMatchObject([
      {
        id: 'GHSA-aaaa-bbbb-cccc',
        aliases: ['CVE-2016-10539', 'npm:106'],
        package: { installedVersion: '0.5.3', fixable: true },
      },
      { package: { installedVersion: '0.4.0' }, publishedAt: Date.UTC(2016, 4, 4, 16, 34, 12) },
    ])
    expect(parse(text({})).tally).toMatchObject({ advisories: 1, findingVersions: 2, paths: 3 })
    const unfixed = vulnerabilitiesOf(text({ patched_versions: '<0.0.0' })).findings
    expect(unfixed.map((one) => one.package?.fixable)).toEqual([false, false])
  })

  test('that failed is no report', () => {
    const error = { error: { code: 'ENOLOCK', summary: 'This command requires an existing lockfile.' } }
    expect(refusalOf(JSON.stringify(error))).toMatchObject({ code: 'report-of-failure' })
    expect(refusalOf('{"error":{"code":404,"message":"x"}}').code).toBe('format-unsupported')
  })
})
