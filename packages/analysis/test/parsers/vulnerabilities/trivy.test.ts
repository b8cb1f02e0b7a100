import { describe, expect, test } from 'vitest'
import { findingsOf, parse, refusalOf, vulnerabilitiesOf } from '../read.ts'

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
    for (const text of [report({}), report({ Vulnerabilities: null }), report({ Class: 'lang-pkgs' })]) {
      expect(vulnerabilitiesOf(text).findings).toEqual([])
    }
  })

  test('counts misconfigurations that fail, or do not say that they pass', () => {
    const misconfiguration = (Status?: string) => ({ ID: 'DS001', Title: 't', Severity: 'LOW', Status })
    const { findings } = findingsOf(
      report({ Misconfigurations: ['FAIL', 'PASS', 'EXCEPTION', undefined, 'fail'].map(misconfiguration) }),
    )
    expect(findings.map(({ category }) => category)).toEqual(Array(3).fill('misconfiguration'))
  })

  test('hands its secrets on as secrets and as nothing else, without their text', () => {
    const text = report({
      Secrets: [
        {
          RuleID: 'aws-key',
          Title: 'AWS key',
          Severity: 'HIGH',
          StartLine: 7,
          Match: 'AKIAHUNTER2',
          Code: { Lines: ['AKIAHUNTER2'] },
        },
      ],
    })
    const { evidence } = parse(text)
    expect(evidence).toMatchObject([
      { kind: 'secrets', verifies: false, secrets: [{ rule: 'aws-key', state: 'unknown', location: 'debian:7' }] },
    ])
    expect(JSON.stringify(parse(text))).not.toContain('HUNTER2')
  })

  test.each<[string, object, readonly string[]]>([
    ['packages', { Class: 'os-pkgs' }, ['vulnerabilities']],
    ['configuration alone', { Class: 'config', MisconfSummary: { Failures: 0 } }, ['findings']],
    ['licences alone', { Class: 'license-file' }, ['findings']],
    ['secrets alone', { Class: 'secret', Secrets: [{ RuleID: 'a' }] }, ['secrets']],
    ['a target of no class', {}, ['vulnerabilities']],
    ['a target of a class that is not known', { Class: 'models' }, []],
  ])('of %s is evidence of that and of nothing else', (_, result, kinds) => {
    expect(parse(report(result)).evidence.map(({ kind }) => kind)).toEqual(kinds)
  })

  test.each(['', ',"Results":[]', ',"Results":null'])('without any target proves nothing (%s)', (results) => {
    const { evidence, warnings } = parse(`{"SchemaVersion":2,"ArtifactName":"a"${results}}`)
    expect(evidence).toMatchObject([
      { kind: 'vulnerabilities', failure: 'it lists no target: nothing that it knows was there to scan' },
    ])
    expect(warnings).toMatchObject([{ code: 'no-targets' }])
  })

  test('beside a target that has a class, one without is no scan of packages', () => {
    const Results = [{ Target: 'a', Class: 'config' }, { Target: 'b' }]
    const { evidence } = parse(JSON.stringify({ SchemaVersion: 2, ArtifactName: 'a', Results }))
    expect(evidence.map(({ kind }) => kind)).toEqual(['findings'])
  })

  test('says which image it scanned where it knows a digest of its manifest, and which commit', () => {
    const [one, id] = ['1', '2'].map((digit) => `sha256:${digit.repeat(64)}`)
    const of = (ArtifactName: string, Metadata: object) =>
      vulnerabilitiesOf(JSON.stringify({ SchemaVersion: 2, ArtifactName, Metadata, Results: [{ Target: 'a' }] }))
    expect(of('shop:1', { RepoDigests: [`shop@${one}`], ImageID: id }).digests).toEqual([one, id])
    expect(of(`shop@${one}`, {}).digests).toEqual([one])
    expect(of('shop:1', { ImageID: id }).digests).toEqual([])
    expect(of('.', { Commit: 'b'.repeat(40) }).commits).toEqual(['b'.repeat(40)])
  })

  test('shows what the scan itself set aside, and does not count it', () => {
    const modified = { Type: 'vulnerability', Status: 'not_affected', Finding: vulnerability }
    const { findings } = vulnerabilitiesOf(
      report({ Vulnerabilities: [vulnerability], ExperimentalModifiedFindings: [modified] }),
    )
    expect(findings.map(({ suppressed }) => suppressed)).toEqual([false, true])
  })

  test('says what will not be fixed, and when the advisory was published', () => {
    const one = {
      ...vulnerability,
      Status: 'will_not_fix',
      PublishedDate: '2026-01-01T00:00:00Z',
      VendorIDs: ['GHSA-1'],
    }
    expect(vulnerabilitiesOf(report({ Vulnerabilities: [one] })).findings).toMatchObject([
      { aliases: ['GHSA-1'], package: { wontFix: true, fixable: false }, publishedAt: Date.UTC(2026, 0, 1) },
    ])
  })

  test.each<[string, unknown]>([
    ['vulnerabilities as a mapping', [{ Target: 'a', Vulnerabilities: { a: vulnerability } }]],
    ['results as a mapping', { a: { Target: 'a', Vulnerabilities: [vulnerability] } }],
    ['a target that is none', [null]],
  ])('with %s is refused, and loses nothing', (_, Results) => {
    const text = JSON.stringify({ SchemaVersion: 2, ArtifactName: 'a', Results })
    expect(refusalOf(text).code).toBe('report-malformed')
  })

  test('of a cluster with a resource that could not be scanned proves nothing', () => {
    const cluster = { ClusterName: 'c', Resources: [{ Results: [] }, { Error: 'no such image' }] }
    expect(vulnerabilitiesOf(JSON.stringify(cluster)).failure).toContain('no such image')
  })

  test('is read as the older bare list, and of a cluster', () => {
    expect(
      vulnerabilitiesOf(JSON.stringify([{ Target: 'a', Vulnerabilities: [vulnerability] }])).findings,
    ).toHaveLength(1)
    const cluster = { ClusterName: 'c', Resources: [{ Results: [{ Target: 'a', Vulnerabilities: [vulnerability] }] }] }
    expect(vulnerabilitiesOf(JSON.stringify(cluster)).findings).toHaveLength(1)
  })
})
