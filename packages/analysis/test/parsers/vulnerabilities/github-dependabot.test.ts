import { describe, expect, test } from 'vitest'
import { parse, vulnerabilitiesOf } from '../read.ts'

const alert = (fields: object = {}) => ({
  number: 1,
  state: 'open',
  dependency: { package: { ecosystem: 'npm', name: 'a' }, manifest_path: 'package-lock.json' },
  security_advisory: {
    ghsa_id: 'GHSA-aaaa-bbbb-cccc',
    cve_id: 'CVE-1',
    summary: 'Bad',
    severity: 'high',
    epss: { percentage: 0.2, percentile: 0.9 },
    published_at: '2026-01-01T00:00:00Z',
  },
  security_vulnerability: {
    package: { ecosystem: 'npm', name: 'a' },
    severity: 'high',
    first_patched_version: { identifier: '2.0.0' },
  },
  ...fields,
})

describe('Dependabot alerts of the REST API', () => {
  test('count where they are open', () => {
    const text = JSON.stringify([alert(), alert({ state: 'dismissed' }), alert({ state: 'fixed' })])
    expect(parse(text).format).toBe('github-dependabot')
    expect(vulnerabilitiesOf(text).findings.map(({ suppressed }) => suppressed)).toEqual([false, true, true])
    expect(vulnerabilitiesOf(text).findings[0]).toMatchObject({
      id: 'GHSA-aaaa-bbbb-cccc',
      aliases: ['CVE-1'],
      epss: 0.2,
      publishedAt: Date.UTC(2026, 0, 1),
      package: { name: 'a', fixedVersion: '2.0.0' },
    })
  })

  test('are none in an empty list, for who says that it is one of alerts', () => {
    expect(parse('[]', 'github-dependabot').evidence).toMatchObject([{ kind: 'vulnerabilities', findings: [] }])
  })

  test('that fill exactly one page may go on', () => {
    const page = JSON.stringify(Array.from({ length: 30 }, () => alert()))
    expect(parse(page).warnings).toMatchObject([{ code: 'perhaps-one-page' }])
  })
})

const node = (fields: object = {}) => ({
  vulnerableManifestPath: 'pom.xml',
  vulnerableRequirements: '= 5.3.29',
  securityVulnerability: {
    severity: 'MODERATE',
    package: { name: 'org.x:y' },
    firstPatchedVersion: { identifier: '6.0.0' },
    advisory: {
      summary: 'Bad',
      identifiers: [
        { type: 'GHSA', value: 'GHSA-aaaa-bbbb-cccc' },
        { type: 'CVE', value: 'CVE-1' },
      ],
    },
  },
  ...fields,
})
const answer = (nodes: readonly object[], fields: object = {}): string =>
  JSON.stringify({ data: { repository: { vulnerabilityAlerts: { nodes, ...fields } } } })

describe('Dependabot alerts of the GraphQL API', () => {
  test('are open in a state that nobody knows', () => {
    const { findings } = vulnerabilitiesOf(JSON.stringify([alert({ state: 'reopened' })]))
    expect(findings.map(({ suppressed }) => suppressed)).toEqual([false])
  })

  test('count where their state is open, and without a state where nothing closed them', () => {
    const text = answer([
      node({ state: 'OPEN' }),
      node({ state: 'FIXED' }),
      node(),
      node({ dismissedAt: '2026-01-01T00:00:00Z' }),
    ])
    expect(parse(text).format).toBe('github-dependabot-graphql')
    const { findings, failure } = vulnerabilitiesOf(text)
    expect(failure).toBeNull()
    expect(findings.map(({ suppressed }) => suppressed)).toEqual([false, true, false, true])
    expect(findings[0]).toMatchObject({
      id: 'GHSA-aaaa-bbbb-cccc',
      severity: 'medium',
      package: { installedVersion: '5.3.29', fixedVersion: '6.0.0' },
    })
  })

  test('of which there is a further page, or an error, prove nothing', () => {
    expect(vulnerabilitiesOf(answer([], { pageInfo: { hasNextPage: true } })).failure).toContain('further page')
    const failed = { data: { repository: { vulnerabilityAlerts: { nodes: [] } } }, errors: [{ message: 'forbidden' }] }
    expect(vulnerabilitiesOf(JSON.stringify(failed)).failure).toBe('forbidden')
  })

  test('are read out of a search, wherever it stands, and out of a list of pages', () => {
    const search = { search: { nodes: [{ name: 'a', vulnerabilityAlerts: { nodes: [node()] } }] } }
    for (const data of [search, { repository: search }])
      expect(vulnerabilitiesOf(JSON.stringify({ data })).findings).toHaveLength(1)
    const pages = [answer([node()], { pageInfo: { hasNextPage: true } }), answer([node()])]
    expect(vulnerabilitiesOf(`[${pages.join(',')}]`)).toMatchObject({ findings: [{}, {}], failure: null })
  })
})
