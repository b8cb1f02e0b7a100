import { describe, expect, test } from 'vitest'
import { findingsOf, parse, refusalOf, vulnerabilitiesOf } from '../read.ts'

const result = (severity: string, extra: object = {}) => ({
  check_id: 'python.lang.eval',
  path: 'a.py',
  start: { line: 3, col: 1 },
  extra: { message: 'Do not', severity, ...extra },
})
const report = (results: readonly object[], fields: object = {}): string =>
  JSON.stringify({ results, errors: [], paths: { scanned: ['a.py'] }, ...fields })

describe('Semgrep', () => {
  test.each([
    ['ERROR', 'high'],
    ['WARNING', 'medium'],
    ['INFO', 'low'],
    ['CRITICAL', 'critical'],
    ['MEDIUM', 'medium'],
    ['EXPERIMENT', 'unknown'],
  ])('shows %s as %s', (word, severity) => {
    expect(findingsOf(report([result(word)])).findings).toMatchObject([{ severity, location: 'a.py:3' }])
  })

  test('sets aside what a comment ignores, and takes no sentence for a fingerprint', () => {
    const { findings } = findingsOf(
      report([
        result('ERROR', { is_ignored: true, fingerprint: 'abc_0' }),
        result('ERROR', { fingerprint: 'requires login' }),
      ]),
    )
    expect(findings.map(({ suppressed, fingerprint }) => [suppressed, fingerprint])).toEqual([
      [true, 'abc_0'],
      [false, undefined],
    ])
  })

  test('proves nothing where an error ended a part of the scan, and tells of milder ones', () => {
    const error = (level?: string) => ({ type: 'Rule parse error', level, message: 'no such rule' })
    expect(findingsOf(report([], { errors: [error('error')] })).failure).toContain('no such rule')
    expect(findingsOf(report([], { errors: [error()] })).failure).not.toBeNull()
    const mild = parse(report([], { errors: [error('warn')] }))
    expect(mild).toMatchObject({ evidence: [{ failure: null }], warnings: [{ code: 'scan-warnings' }] })
  })

  test('proves nothing where it scanned no file; a list that is left out says nothing', () => {
    expect(findingsOf(report([], { paths: { scanned: [] } })).failure).toBe('it scanned no file')
    expect(findingsOf(report([], { paths: {} })).failure).toBeNull()
  })

  test('that found nothing is not what Bandit writes', () => {
    expect(parse('{"results":[],"errors":[]}').format).toBe('semgrep')
    expect(refusalOf('{"results":[],"errors":[],"metrics":{}}').code).toBe('format-unsupported')
  })
})

describe('code scanning alerts of GitHub', () => {
  const alert = (fields: object = {}) => ({
    number: 35,
    state: 'open',
    rule: { id: 'py/x', severity: 'error', security_severity_level: 'critical' },
    tool: { name: 'CodeQL' },
    most_recent_instance: { location: { path: 'a.py', start_line: 3 }, message: { text: 'Bad' } },
    ...fields,
  })

  test('count where they are open, with the security severity of their rule', () => {
    const text = JSON.stringify([alert(), alert({ state: 'dismissed', rule: { id: 'r', severity: 'note' } })])
    expect(findingsOf(text)).toMatchObject({
      tool: 'CodeQL',
      findings: [
        { id: 'py/x', severity: 'critical', location: 'a.py:3', suppressed: false, fingerprint: 'alert 35' },
        { severity: 'low', suppressed: true },
      ],
    })
  })

  test('are none in an empty list only for who says so', () => {
    expect(parse('[]', 'github-codescanning').evidence).toMatchObject([{ kind: 'findings', findings: [] }])
  })

  test('tells of vulnerable packages where its API was asked for them', () => {
    const entry = (fields: object = {}) => ({
      title: 'Reachable Assertion',
      advisory: {
        ruleId: 'ssc-1',
        severity: 'HIGH',
        references: { cveIds: ['CVE-2023-1428'] },
        safeDependencies: [{ name: 'grpcio', versionSpecifier: '1.53.0' }],
      },
      matchedDependency: { name: 'grpcio', versionSpecifier: '1.47.0' },
      dependencyFileLocation: { path: 'requirements.txt' },
      ...fields,
    })
    const vulns = [entry({ triage: { status: 'NEW' } }), entry({ triage: { status: 'IGNORED' } }), entry()]
    const report = parse(JSON.stringify({ vulns }))
    expect(report).toMatchObject({ format: 'semgrep', tally: { results: 0, vulns: 3 } })
    expect(report.evidence).toMatchObject([
      {
        kind: 'vulnerabilities',
        failure: null,
        findings: [
          {
            id: 'CVE-2023-1428',
            aliases: ['ssc-1'],
            severity: 'high',
            location: 'requirements.txt',
            package: { name: 'grpcio', installedVersion: '1.47.0', fixable: true },
            suppressed: false,
          },
          { suppressed: true },
          { suppressed: false },
        ],
      },
    ])
    expect(vulnerabilitiesOf(JSON.stringify({ vulns, hasMore: true })).failure).toContain('more entries')
    expect(refusalOf('{"vulns":[]}').code).toBe('format-unsupported')
    expect(refusalOf('{"vulns":[{"id":"CVE-1"}]}').code).toBe('format-unsupported')
  })
})
