import { describe, expect, test } from 'vitest'
import { findingsOf, parse, refusalOf, vulnerabilitiesOf } from '../read.ts'

const fixed = { affected: [{ ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.3.2' }] }] }] }
const github = {
  id: 'GHSA-c3h9-896r-86jm',
  aliases: ['CVE-2021-3121'],
  summary: 'Bad',
  database_specific: { severity: 'HIGH' },
}
const go = { id: 'GO-2021-0053', aliases: ['CVE-2021-3121', 'GHSA-c3h9-896r-86jm'], ...fixed }
const report = (entry: object): string =>
  JSON.stringify({
    results: [
      {
        source: { path: 'go.mod', type: 'lockfile' },
        packages: [{ package: { name: 'protobuf', version: '1.3.1', ecosystem: 'Go' }, ...entry }],
      },
    ],
  })
const read = (entry: object) => vulnerabilitiesOf(report(entry)).findings

describe('OSV-Scanner', () => {
  test('counts groups, which are one problem under several names', () => {
    const vulnerabilities = [github, go]
    expect(read({ vulnerabilities, groups: [{ ids: [github.id, go.id], max_severity: '8.6' }] })).toMatchObject([
      {
        id: github.id,
        aliases: ['GO-2021-0053', 'CVE-2021-3121'],
        severity: 'high',
        severityWord: '8.6',
        location: 'go.mod',
        package: { name: 'protobuf', installedVersion: '1.3.1', fixedVersion: '1.3.2' },
      },
    ])
  })

  test('counts advisories that are in no group one by one', () => {
    expect(read({ vulnerabilities: [github, { id: 'GO-2' }] }).map(({ id }) => id)).toEqual([github.id, 'GO-2'])
    expect(read({ vulnerabilities: [go], groups: [{ ids: ['GHSA-c3h9-896r-86jm'] }] })).toHaveLength(1)
  })

  test.each<[string, object, object, string]>([
    ['the score of the group', { max_severity: '9.8' }, github, 'critical'],
    ['the word of the advisory', { max_severity: '' }, github, 'high'],
    [
      'its vector',
      {},
      { id: 'A', severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] },
      'critical',
    ],
    ['nothing', {}, { id: 'A' }, 'unknown'],
  ])('takes the severity from %s', (_, group, vulnerability, severity) => {
    const [finding] = read({ vulnerabilities: [vulnerability], groups: [{ ids: [github.id, 'A'], ...group }] })
    expect(finding?.severity).toBe(severity)
  })

  test('sets aside what is never called', () => {
    const called = (one: boolean) => ({ ids: [github.id], experimentalAnalysis: { [github.id]: { called: one } } })
    expect(read({ vulnerabilities: [github], groups: [called(false)] })).toMatchObject([{ suppressed: true }])
    expect(read({ vulnerabilities: [github], groups: [called(true)] })).toMatchObject([{ suppressed: false }])
  })

  test('keeps licences that are not allowed apart', () => {
    const text = report({ licenses: ['GPL-3.0'], license_violations: ['GPL-3.0'] })
    expect(findingsOf(text).findings).toMatchObject([{ category: 'licence', id: 'GPL-3.0' }])
    expect(vulnerabilitiesOf(text).findings).toEqual([])
  })

  test('of packages alone, as the scanner takes them in, proves nothing', () => {
    const packages = [{ package: { name: 'a', version: '1' } }]
    expect(vulnerabilitiesOf(JSON.stringify({ results: [{ packages }] })).failure).toContain('nothing of a scan')
    expect(vulnerabilitiesOf(report({})).failure).toBeNull()
  })

  test('that found nothing is an empty list, with nothing else that another tool would write', () => {
    expect(parse('{"results":[],"experimental_config":{}}').format).toBe('osv-scanner')
    expect(refusalOf('{"results":[],"metrics":{}}').code).toBe('format-unsupported')
  })
})
