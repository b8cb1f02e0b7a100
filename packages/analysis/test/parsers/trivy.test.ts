import { describe, expect, test } from 'vitest'
import { findingsOf, parse, vulnerabilitiesOf } from './read.ts'

const report = (result: object): string =>
  JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: 'shop',
    CreatedAt: '2026-01-05T12:00:00Z',
    Results: [{ Target: 'debian', ...result }],
  })
const vulnerability = {
  VulnerabilityID: 'CVE-1',
  PkgName: 'zlib',
  InstalledVersion: '1.0',
  Severity: 'CRITICAL',
  PkgIdentifier: { PURL: 'pkg:deb/zlib@1.0' },
}

describe('Trivy', () => {
  test('gives vulnerabilities as listed, with the time of the scan', () => {
    const evidence = vulnerabilitiesOf(
      report({ Vulnerabilities: [vulnerability, { ...vulnerability, FixedVersion: '1.1', Severity: 'NEWWORD' }] }),
    )
    expect(evidence).toMatchObject({ tool: 'Trivy', createdAt: Date.UTC(2026, 0, 5, 12), failure: null })
    expect(
      evidence.findings.map(({ severity, severityWord, package: of }) => [severity, severityWord, of?.fixedVersion]),
    ).toEqual([
      ['critical', 'CRITICAL', null],
      ['unknown', 'NEWWORD', '1.1'],
    ])
  })

  test('that found nothing leaves its lists out', () => {
    for (const text of [report({}), report({ Vulnerabilities: null }), '{"SchemaVersion":2,"ArtifactName":"a"}']) {
      expect(vulnerabilitiesOf(text).findings).toEqual([])
    }
  })

  test('counts misconfigurations that fail, or do not say that they pass', () => {
    const misconfiguration = (Status?: string) => ({ ID: 'DS001', Title: 't', Severity: 'LOW', Status })
    const { findings } = findingsOf(
      report({ Misconfigurations: [misconfiguration('FAIL'), misconfiguration('PASS'), misconfiguration()] }),
    )
    expect(findings.map(({ category }) => category)).toEqual(['misconfiguration', 'misconfiguration'])
  })

  test('never hands the text of a secret on', () => {
    const text = report({
      Secrets: [
        {
          RuleID: 'aws-key',
          Title: 'AWS key',
          Severity: 'HIGH',
          Match: 'AKIAHUNTER2',
          Code: { Lines: ['AKIAHUNTER2'] },
        },
      ],
    })
    expect(findingsOf(text).findings).toMatchObject([{ category: 'secret', id: 'aws-key', severity: 'high' }])
    expect(JSON.stringify(parse(text))).not.toContain('HUNTER2')
  })

  test('is read as the older bare list, and of a cluster', () => {
    expect(
      vulnerabilitiesOf(JSON.stringify([{ Target: 'a', Vulnerabilities: [vulnerability] }])).findings,
    ).toHaveLength(1)
    const cluster = { ClusterName: 'c', Resources: [{ Results: [{ Target: 'a', Vulnerabilities: [vulnerability] }] }] }
    expect(vulnerabilitiesOf(JSON.stringify(cluster)).findings).toHaveLength(1)
  })
})
