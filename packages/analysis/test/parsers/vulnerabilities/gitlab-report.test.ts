import { describe, expect, test } from 'vitest'
import { findingsOf, parse, vulnerabilitiesOf } from '../read.ts'

const scan = (type: string, status = 'success') => ({
  scanner: { id: 's', name: 'Scanner' },
  type,
  status,
  end_time: '2026-01-05T12:00:00',
})
const report = (type: string, vulnerabilities: readonly object[], status?: string): string =>
  JSON.stringify({ version: '15.0.0', vulnerabilities, scan: scan(type, status) })
const entry = (fields: object = {}) => ({
  id: 'uuid',
  name: 'Bad',
  severity: 'High',
  solution: 'Upgrade to 2.0',
  identifiers: [
    { type: 'gemnasium', name: 'Gemnasium-1', value: '1' },
    { type: 'cve', name: 'CVE-2026-1', value: 'CVE-2026-1' },
  ],
  location: { file: 'go.sum', dependency: { package: { name: 'a' }, version: 'v1.0.0' } },
  ...fields,
})

describe('a report of GitLab', () => {
  test.each(['dependency_scanning', 'container_scanning'])('of %s is evidence of vulnerabilities', (type) => {
    expect(vulnerabilitiesOf(report(type, [entry(), entry({ severity: 'Unknown' })]))).toMatchObject({
      tool: 'Scanner',
      createdAt: Date.UTC(2026, 0, 5, 12),
      findings: [
        { id: 'CVE-2026-1', severity: 'high', package: { name: 'a', installedVersion: 'v1.0.0', fixable: true } },
        { severity: 'unknown' },
      ],
    })
  })

  test.each(['sast', 'dast', 'api_fuzzing'])('of %s is evidence of findings', (type) => {
    const location = { file: 'a.rb', start_line: 3 }
    expect(findingsOf(report(type, [entry({ location })])).findings).toMatchObject([
      { category: 'code', location: 'a.rb:3', fingerprint: 'uuid' },
    ])
  })

  test('of secrets is evidence of secrets, without their text', () => {
    const secret = entry({
      raw_source_code_extract: 'HUNTER2',
      identifiers: [{ type: 'gitleaks_rule_id', name: 'Gitleaks rule ID AWS', value: 'AWS' }],
      location: { file: 'a.env', start_line: 3, commit: { sha: 'abc' } },
    })
    const { evidence } = parse(report('secret_detection', [secret]))
    expect(evidence).toMatchObject([
      { kind: 'secrets', verifies: false, secrets: [{ rule: 'AWS', location: 'a.env:3', commit: 'abc' }] },
    ])
    expect(JSON.stringify(evidence)).not.toContain('HUNTER2')
  })

  test('of a scan that failed proves nothing', () => {
    expect(vulnerabilitiesOf(report('dependency_scanning', [], 'failure')).failure).toContain('failure')
  })

  test('before schema 3 says its type in its entries', () => {
    const old = { version: '2.3', vulnerabilities: [entry({ category: 'dependency_scanning' })], remediations: [] }
    expect(vulnerabilitiesOf(JSON.stringify(old)).findings).toHaveLength(1)
  })
})
