import { describe, expect, test } from 'vitest'
import { parseReport } from '../../../src/parsers/index.ts'
import { parse, vulnerabilitiesOf } from '../read.ts'

const lines = (...values: readonly object[]): string => values.map((one) => JSON.stringify(one)).join('\n')
const advisory = {
  type: 'auditAdvisory',
  data: {
    resolution: { id: 1, path: 'a>b' },
    advisory: {
      id: 1,
      module_name: 'b',
      severity: 'high',
      url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
      patched_versions: '>=2.0.0',
      findings: [{ version: '1.0.0', paths: ['a>b', 'c>b'] }],
    },
  },
}
const summary = { type: 'auditSummary', data: { vulnerabilities: { high: 2 } } }
const berry = (fields: object = {}) => ({
  value: 'b',
  children: {
    ID: 1096536,
    Issue: 'Bad',
    URL: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
    Severity: 'low',
    'Vulnerable Versions': '< 4.38.0',
    'Tree Versions': ['4.37.0', '4.36.0'],
    Dependents: ['test@npm:1'],
    ...fields,
  },
})

describe('yarn audit', () => {
  test('of version 1 lists an advisory once per path, and it is one finding', () => {
    expect(vulnerabilitiesOf(lines(advisory, advisory, summary))).toMatchObject({
      findings: [{ id: 'GHSA-aaaa-bbbb-cccc', package: { name: 'b', installedVersion: '1.0.0', fixable: true } }],
      failure: null,
    })
  })

  test('of version 1 that found nothing is its summary alone', () => {
    const clean = { type: 'auditSummary', data: { vulnerabilities: { high: 0 }, totalDependencies: 9 } }
    expect(vulnerabilitiesOf(lines(clean))).toMatchObject({ findings: [], failure: null })
  })

  test.each([
    ['that counts more than none and lists none', lines(summary), 'it counts 2 vulnerabilities and lists only 0'],
    ['without its summary', lines(advisory, advisory), 'without the summary'],
    [
      'with an error',
      lines({ type: 'warning', data: 'No licence' }, { type: 'error', data: 'no network' }),
      'no network',
    ],
  ])('of version 1 %s proves nothing', (_, text, why) => {
    expect(vulnerabilitiesOf(text).failure).toContain(why)
  })

  test('of version 4 gives a finding per version, and no deprecated package', () => {
    const deprecated = berry({ ID: 'b (deprecation)', URL: undefined })
    const { evidence, warnings } = parse(lines(berry(), deprecated))
    expect(evidence).toMatchObject([
      {
        findings: [
          { id: 'GHSA-aaaa-bbbb-cccc', severity: 'low', package: { installedVersion: '4.37.0', fixable: true } },
          { package: { installedVersion: '4.36.0' } },
        ],
        failure: null,
      },
    ])
    expect(warnings).toMatchObject([{ code: 'deprecated-packages' }])
  })

  test('of version 4 that found nothing is empty, for who says so', () => {
    const report = parseReport(new Uint8Array(), { format: 'yarn-audit', emptyIsClean: true })
    expect(report.evidence).toMatchObject([{ findings: [], failure: null }])
  })
})
