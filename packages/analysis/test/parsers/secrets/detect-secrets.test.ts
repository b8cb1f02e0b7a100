import { expect, test } from 'vitest'
import { parse, refusalOf } from '../read.ts'

const hash = 'd033e22ae348aeb5660fc2140aec35850c4da997'

function scan(results: object): string {
  return JSON.stringify({ version: '1.5.0', plugins_used: [], results, generated_at: '2026-01-02T00:00:00Z' })
}

const entry = { type: 'Secret Keyword', filename: 'a.env', hashed_secret: hash, is_verified: false, line_number: 3 }

test('detect-secrets gives each secret once, unknown unless it is verified, and not its hash', () => {
  const report = parse(
    scan({
      'a.env': [entry, { ...entry, line_number: 9 }, { ...entry, type: 'AWS Access Key', is_verified: true }],
      'b.env': [{ ...entry, filename: 'b.env' }],
    }),
  )
  expect(report.format).toBe('detect-secrets')
  expect(report.evidence).toEqual([
    {
      kind: 'secrets',
      tool: 'detect-secrets',
      verifies: true,
      createdAt: Date.UTC(2026, 0, 2),
      failure: null,
      secrets: [
        {
          rule: 'Secret Keyword',
          state: 'unknown',
          location: 'a.env:3',
          otherLocations: ['a.env:9', 'b.env:3'],
          commit: null,
          fingerprint: null,
        },
        { rule: 'AWS Access Key', state: 'verified', location: 'a.env:3', commit: null, fingerprint: null },
      ],
    },
  ])
  expect(JSON.stringify(report)).not.toContain(hash.slice(0, 12))
})

test('what was audited as no secret is not counted, and told', () => {
  const report = parse(
    scan({
      'a.env': [
        { ...entry, is_secret: false },
        { ...entry, hashed_secret: 'x', is_secret: true },
      ],
    }),
  )
  expect(report.evidence).toMatchObject([{ verifies: false, secrets: [{ state: 'unknown' }] }])
  expect(report.warnings).toEqual([
    { code: 'audited', message: '1 entries were audited as no secrets and are not counted' },
  ])
})

test('a scan that found nothing is read', () => {
  expect(parse(scan({})).evidence).toMatchObject([{ secrets: [] }])
})

test.each([{ 'a.env': {} }, { 'a.env': [null] }])('%j is malformed', (results) => {
  expect(refusalOf(scan(results)).code).toBe('report-malformed')
})
