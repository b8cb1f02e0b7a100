import { describe, expect, test } from 'vitest'
import type { SecretsEvidence } from '../../../src/evidence/index.ts'
import { parseReport } from '../../../src/parsers/index.ts'
import { parse, refusalOf } from '../read.ts'

/** A text that must not be handed on. */
const raw = 'made-up-secret-0001'

function found(fields: object = {}, place: object = {}): string {
  return JSON.stringify({
    SourceMetadata: {
      Data: { Git: { commit: 'c1', file: 'a.env', line: 3, timestamp: '2026-01-02 00:00:00 +0000', ...place } },
    },
    SourceName: 'trufflehog - git',
    DetectorName: 'AWS',
    DecoderName: 'PLAIN',
    Verified: false,
    Raw: raw,
    RawV2: '',
    Redacted: raw.slice(0, 8),
    ...fields,
  })
}

function secretsOf(text: string): SecretsEvidence {
  const report = parse(text)
  const [evidence] = report.evidence
  if (evidence?.kind !== 'secrets') throw new Error('expected secrets')
  expect(JSON.stringify(report)).not.toContain(raw.slice(0, 8))
  return evidence
}

const log = (msg: string, level = 'info-0', fields: object = {}): string =>
  JSON.stringify({ level, ts: '2026-01-02T03:00:00Z', logger: 'trufflehog', msg, ...fields })
const finished = (fields: object): string => log('finished scanning', 'info-0', { chunks: 7, ...fields })

describe('TruffleHog 3', () => {
  test('one secret in many commits and decoders counts once, in its oldest place', () => {
    const lines = [
      found({}, { commit: 'c3', timestamp: '2026-01-03 00:00:00 +0000' }),
      found({ DecoderName: 'BASE64' }, { commit: 'c1' }),
      found({}, { commit: 'c2', timestamp: '2026-01-02 12:00:00 -0700 -0700' }),
    ]
    const secrets = [
      { rule: 'AWS', state: 'unverified', location: 'a.env:3', commit: 'c1', fingerprint: 'c1:a.env:3:AWS' },
    ]
    expect(secretsOf(lines.join('\n'))).toMatchObject({ verifies: true, failure: null, secrets })
    expect(secretsOf(lines.toReversed().join('\r\n')).secrets).toEqual(secrets)
    expect(parse(lines.join('\n')).tally).toEqual({
      objects: 3,
      v3: 3,
      verified: 0,
      unknown: 0,
      detectors: { AWS: 3 },
      distinctRaw: 1,
      v2Strings: 0,
    })
  })

  test('two secrets are distinct by detector and by RawV2 before Raw', () => {
    expect(secretsOf([found(), found({ DetectorName: 'URI' })].join('\n')).secrets).toHaveLength(2)
    expect(secretsOf([found({ RawV2: 'x' }), found({ RawV2: 'y' })].join('\n')).secrets).toHaveLength(2)
    expect(secretsOf([found({ Raw: '' }), found({ Raw: '' }, { line: 4 })].join('\n')).secrets).toHaveLength(2)
  })

  test.each<[string, object, string]>([
    ['verified', { Verified: true }, 'verified'],
    ['not verified', { Verified: false }, 'unverified'],
    ['not verified for an error', { Verified: false, VerificationError: 'i/o timeout' }, 'unknown'],
    ['verified in spite of an error', { Verified: true, VerificationError: 'i/o timeout' }, 'verified'],
    ['of no state', { Verified: undefined }, 'unknown'],
  ])('one that is %s', (_, fields, state) => {
    expect(secretsOf(found(fields)).secrets[0]?.state).toBe(state)
  })

  test('the worst state of one secret holds', () => {
    const lines = [found(), found({ Verified: true }, { commit: 'c9' }), found({ VerificationError: 'timeout' })]
    expect(secretsOf(lines.join('\n')).secrets.map(({ state }) => state)).toEqual(['verified'])
  })

  test('a secret outside of a history has no fingerprint', () => {
    const line = found({ SourceMetadata: { Data: { Filesystem: { file: 'a.env', line: 3 } } } })
    expect(secretsOf(line).secrets[0]).toMatchObject({ location: 'a.env:3', commit: null, fingerprint: null })
    expect(secretsOf(found({ SourceMetadata: { Data: { Slack: {} } } })).secrets[0]?.location).toBe('Slack')
  })

  test.each<[string, string]>([
    ['a list', `[${found()},${found({ Raw: 'other' })}]`],
    [
      'values in any layout',
      [found(), found({ Raw: 'other' })].map((one) => JSON.stringify(JSON.parse(one), null, 2)).join('\n'),
    ],
    [
      'a banner and a log around them',
      `🐷🔑🐷 Unearth your secrets.\n\n${log('running source')}\n${found()}\n${log('finished scanning')}\n${found({ Raw: 'other' })}\n`,
    ],
    [
      'a log before them',
      `${log('running source')}\n${found()}\n${found({ Raw: 'other' })}\n${log('finished scanning')}`,
    ],
  ])('may come as %s', (_, text) => {
    expect(secretsOf(text).secrets).toHaveLength(2)
  })

  test('a log says when the scan finished', () => {
    const text = `${log('running source')}\n${log('finished scanning')}\n`
    expect(secretsOf(text)).toMatchObject({ secrets: [], failure: null, createdAt: Date.UTC(2026, 0, 2, 3) })
  })

  test.each([
    ['does not finish', [log('running source'), found()]],
    ['did not begin', [log('error occurred with trufflehog updater', 'error')]],
    ['read nothing', [log('running source'), finished({ chunks: 0 })]],
    ['found more than is listed', [finished({ verified_secrets: 0, unverified_secrets: 2 }), found()]],
    ['found a verified one that is not listed', [finished({ verified_secrets: 1, unverified_secrets: 0 }), found()]],
    [
      'ends in errors',
      [log('running source'), log('encountered errors during scan', 'error'), log('finished scanning')],
    ],
    ['breaks off', [log('error running scan', 'fatal'), log('finished scanning')]],
  ])('a log of a scan that %s is a failure', (_, lines) => {
    expect(secretsOf(lines.join('\n')).failure).not.toBeNull()
  })

  test('errors alone, logged beside a finding, are no failure', () => {
    expect(secretsOf(`${found()}\n${log('could not open file', 'error')}`).failure).toBeNull()
  })

  test('a log in which nothing was tried out says that nobody knows', () => {
    const off = { unverified_secrets: 1, verification_caching: { Hits: 0, Misses: 0 } }
    expect(secretsOf(`${found()}\n${finished(off)}`)).toMatchObject({
      verifies: false,
      secrets: [{ state: 'unknown' }],
    })
    const on = { unverified_secrets: 1, verification_caching: { Hits: 0, Misses: 1 } }
    expect(secretsOf(`${found()}\n${finished(on)}`)).toMatchObject({
      verifies: true,
      secrets: [{ state: 'unverified' }],
    })
  })

  test('other errors in a log are told', () => {
    const lines = [log('running source'), log('could not open file', 'error'), log('finished scanning')]
    expect(parse(lines.join('\n')).warnings).toEqual([
      { code: 'errors-logged', message: '1 errors were logged, the first: could not open file' },
    ])
    expect(secretsOf(lines.join('\n')).failure).toBeNull()
  })

  test.each([
    ['a finding behind the time of a pipeline', `${found()}\n2026-01-02T00:00:00Z ${found()}\n${found()}`],
    ['a finding that is cut off', `${found()}\n${found().slice(0, 60)}`],
    ['a finding that is written for people', `${found()}\nFound verified result 🐷🔑\nDetector Type: AWS\n${found()}`],
    ['an object that is something else', `${found()}\n{"other":1}`],
    ['a value that is no object', `[${found()},1]`],
  ])('%s is refused', (_, text) => {
    expect(refusalOf(text).code).toBe('report-malformed')
  })

  test('output for people is refused, and so is a banner alone', () => {
    expect(refusalOf('🐷🔑🐷  TruffleHog. Unearth your secrets. 🐷🔑🐷\n\nFound verified result 🐷🔑\n').code).toBe(
      'format-unsupported',
    )
  })

  test('zero bytes are no report, unless the caller says that they are clean', () => {
    expect(refusalOf('').code).toBe('report-empty')
    const { evidence } = parseReport(new Uint8Array(), { format: 'trufflehog', emptyIsClean: true })
    expect(evidence).toMatchObject([{ kind: 'secrets', verifies: true, secrets: [], failure: null }])
    expect(() => parseReport(new Uint8Array(), { format: 'trufflehog' })).toThrow('empty')
  })
})

describe('TruffleHog 2', () => {
  const old = (fields: object = {}): string =>
    JSON.stringify({
      branch: 'origin/main',
      commit: 'Add',
      commitHash: 'c1',
      date: '2026-01-02 00:00:00',
      diff: `+${raw}`,
      path: 'a.env',
      printDiff: raw,
      reason: 'Generic Secret',
      stringsFound: [raw],
      ...fields,
    })

  test('tries nothing out: each distinct text is of unknown state', () => {
    const text = [
      old(),
      old({ commitHash: 'c2', date: '2026-01-03 00:00:00' }),
      old({ stringsFound: [raw, `${raw}-2`] }),
    ].join('\n')
    const evidence = secretsOf(text)
    expect(evidence.verifies).toBe(false)
    expect(evidence.secrets).toHaveLength(2)
    expect(evidence.secrets[0]).toMatchObject({
      rule: 'Generic Secret',
      state: 'unknown',
      location: 'a.env',
      commit: 'c1',
    })
    expect(parse(text).tally).toMatchObject({ objects: 3, v3: 0, v2Strings: 4, detectors: {} })
  })

  test('a single object is a report, Rusty Hog is not', () => {
    expect(secretsOf(old()).secrets).toHaveLength(1)
    const rusty = '[{"stringsFound":["x"],"path":"a","reason":"Email","linenum":1,"diff":"x"}]'
    expect(refusalOf(rusty).message).toContain('Reports of rusty-hog are not read')
  })
})

test.each([
  ['[{"rule":{"id":"a"},"path":"a.env","line":"1","secret":"x"}]', 'trufflehog3'],
  ['{"id":"a","type":"path_scan","scans":[]}', 'ggshield'],
])('other tools for secrets are refused by name: %s', (text, name) => {
  expect(refusalOf(text).message).toContain(`Reports of ${name} are not read`)
})
