import { describe, expect, test } from 'vitest'
import { parse, refusalOf, vulnerabilitiesOf } from '../read.ts'

const match = (vulnerability: object = {}, fields: object = {}) => ({
  vulnerability: {
    id: 'GHSA-aaaa-bbbb-cccc',
    severity: 'High',
    fix: { versions: [], state: 'not-fixed' },
    ...vulnerability,
  },
  relatedVulnerabilities: [{ id: 'CVE-2026-1' }],
  artifact: { name: 'a', version: '1.0', purl: 'pkg:npm/a@1.0', locations: [{ path: '/app/a' }] },
  ...fields,
})
const report = (matches: readonly object[], descriptor: object = {}): string =>
  JSON.stringify({ matches, source: { type: 'image' }, descriptor: { name: 'grype', ...descriptor } })

describe('Grype', () => {
  test('says which image it scanned, by the digests of its manifest, and its id beside one', () => {
    const [one, other, id] = ['1', '2', '3'].map((digit) => `sha256:${digit.repeat(64)}`)
    const of = (target: object) =>
      vulnerabilitiesOf(
        JSON.stringify({ matches: [], source: { type: 'image', target }, descriptor: { name: 'grype' } }),
      ).digests
    expect(of({ userInput: 'shop:1', manifestDigest: one, repoDigests: [`shop@${other}`], imageID: id })).toEqual([
      other,
      one,
      id,
    ])
    expect(of({ userInput: `shop@${one}`, repoDigests: [] })).toEqual([one])
    expect(of({ userInput: 'shop:1', imageID: id })).toEqual([])
  })

  test('is read as a match per line, as one alone and as a bare list too', () => {
    const line = JSON.stringify(match({}, { matchDetails: [] }))
    for (const [text, count] of [
      [`${line}\n${line}\n`, 2],
      [line, 1],
      [`[${line},${line}]`, 2],
    ] as const) {
      expect(parse(text)).toMatchObject({ format: 'grype', tally: { matches: count, distinct: 1 } })
      expect(vulnerabilitiesOf(text).findings).toHaveLength(count)
    }
    expect(refusalOf(`${line}\n{"level":"error"}\n`)).toMatchObject({
      code: 'report-malformed',
      message: expect.stringContaining('something else at 2') as unknown,
    })
  })

  test('gives a finding per match, with the other names of the advisory', () => {
    expect(vulnerabilitiesOf(report([match(), match()])).findings).toMatchObject([
      { id: 'GHSA-aaaa-bbbb-cccc', aliases: ['CVE-2026-1'], severity: 'high', location: '/app/a' },
      { package: { name: 'a', installedVersion: '1.0', fixable: false, purl: 'pkg:npm/a@1.0' } },
    ])
  })

  test.each<[object, boolean, boolean]>([
    [{ fix: { versions: ['1.1'], state: 'fixed' } }, true, false],
    [{ fix: { versions: [], state: 'wont-fix' } }, false, true],
    [{ fix: undefined, fixedInVersion: '1.1' }, true, false],
    [{ fix: undefined }, false, false],
  ])('reads the fix of %j', (fields, fixable, wontFix) => {
    const [finding] = vulnerabilitiesOf(report([match(fields)])).findings
    expect([finding?.package?.fixable, finding?.package?.wontFix === true]).toEqual([fixable, wontFix])
  })

  test('says whether a vulnerability is exploited only where its database knows it', () => {
    const exploited = match({ knownExploited: [{ cve: 'CVE-2026-1' }], epss: [{ epss: '0.97' }] })
    expect(vulnerabilitiesOf(report([exploited, match()])).findings).toMatchObject([
      { knownExploited: true, epss: 0.97 },
      { knownExploited: false },
    ])
    expect(vulnerabilitiesOf(report([match()])).findings[0]).not.toHaveProperty('knownExploited')
  })

  test('dates its database, in the place of either version', () => {
    const built = '2026-01-05T12:00:00Z'
    for (const db of [{ built }, { status: { built } }])
      expect(vulnerabilitiesOf(report([], { db })).databaseBuiltAt).toBe(Date.UTC(2026, 0, 5, 12))
    expect(vulnerabilitiesOf(report([], { timestamp: '' }))).toMatchObject({ createdAt: null, databaseBuiltAt: null })
  })

  test('does not count what its own rules ignored', () => {
    const { evidence, tally } = parse(JSON.stringify({ matches: [], ignoredMatches: [match()], source: {} }))
    expect(evidence).toMatchObject([{ findings: [] }])
    expect(tally).toMatchObject({ matches: 0, ignored: 1 })
  })

  test('is not what another tool writes in the same shape', () => {
    const xeol = JSON.stringify({ matches: [{ Cycle: {}, artifact: {} }], descriptor: { name: 'xeol' } })
    expect(refusalOf(xeol).code).toBe('format-unsupported')
  })
})
