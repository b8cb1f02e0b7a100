import { describe, expect, test } from 'vitest'
import type { SecretsEvidence } from '../../../src/evidence/index.ts'
import { parse, refusalOf } from '../read.ts'

/** A text that must not be handed on. */
const raw = 'made-up-secret-0001'

function secretsOf(list: unknown, format?: string): SecretsEvidence {
  const report = parse(JSON.stringify(list), format)
  expect(report.format).toBe('gitleaks')
  expect(JSON.stringify(report)).not.toContain(raw.slice(0, 8))
  const [evidence] = report.evidence
  if (evidence?.kind !== 'secrets') throw new Error('expected secrets')
  return evidence
}

/** The format that is taken for a text; `null` where none is. */
function detectOrNull(text: string): string | null {
  try {
    return parse(text).format
  } catch {
    return null
  }
}

const version8 = {
  RuleID: 'generic-api-key',
  Description: 'Generic API Key',
  StartLine: 3,
  Match: `key = ${raw}`,
  Secret: raw,
  File: 'a.env',
  Commit: 'c1',
  Date: '2026-01-02T00:00:00Z',
  Fingerprint: 'c1:a.env:generic-api-key:3',
}

describe('gitleaks', () => {
  test('8 gives each secret once, by rule and text, with its own fingerprint and of unknown state', () => {
    const again = { ...version8, Commit: 'c2', Date: '2026-01-03T00:00:00Z', Fingerprint: 'c2:a.env:generic-api-key:3' }
    expect(secretsOf([again, version8])).toEqual({
      kind: 'secrets',
      tool: 'gitleaks',
      verifies: false,
      createdAt: null,
      failure: null,
      secrets: [
        {
          rule: 'generic-api-key',
          state: 'unknown',
          location: 'a.env:3',
          commit: 'c1',
          fingerprint: 'c1:a.env:generic-api-key:3',
        },
      ],
    })
  })

  test('with redacted texts gives each place', () => {
    const redacted = { ...version8, Secret: 'REDACTED', Match: 'key = REDACTED' }
    expect(secretsOf([redacted, { ...redacted, File: 'b.env' }, redacted]).secrets).toHaveLength(2)
  })

  test('8 before fingerprints has one of commit, place and rule, where it has a commit', () => {
    const bare = { RuleID: 'aws', Secret: raw, Match: raw, File: 'a.env', StartLine: 3, Commit: 'c1' }
    expect(secretsOf([bare]).secrets[0]?.fingerprint).toBe('c1:a.env:3:aws')
    expect(secretsOf([{ ...bare, Commit: '' }]).secrets[0]?.fingerprint).toBeNull()
  })

  test('7 has other names', () => {
    const one = {
      line: `key = ${raw}`,
      lineNumber: 3,
      offender: raw,
      commit: 'c1',
      rule: 'AWS Access Key',
      file: 'a.env',
      date: '0001-01-01T00:00:00Z',
    }
    expect(secretsOf([one, { ...one, commit: 'c2' }]).secrets).toEqual([
      {
        rule: 'AWS Access Key',
        state: 'unknown',
        location: 'a.env:3',
        commit: 'c1',
        fingerprint: 'c1:a.env:3:AWS Access Key',
      },
    ])
  })

  test('an empty list and null are read only where the format is named', () => {
    for (const text of ['[]', 'null', 'null\n']) {
      expect(parse(text, 'gitleaks').evidence).toMatchObject([{ verifies: false, secrets: [] }])
    }
    expect(refusalOf('null').code).toBe('format-unsupported')
    expect(detectOrNull('[]')).not.toBe('gitleaks')
    expect(() => parse('{}', 'gitleaks')).toThrow('gitleaks')
  })

  test('an entry without a rule, or that is no object, is malformed', () => {
    expect(refusalOf(JSON.stringify([version8, { ...version8, RuleID: '', Description: '' }])).code).toBe(
      'report-malformed',
    )
    expect(refusalOf(JSON.stringify([version8, null])).code).toBe('report-malformed')
  })
})
