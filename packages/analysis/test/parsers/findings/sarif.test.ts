import { describe, expect, test } from 'vitest'
import { findingsOf, parse, refusalOf } from '../read.ts'

const log = (run: object, version = '2.1.0'): string =>
  JSON.stringify({ version, runs: [{ tool: { driver: { name: 'Tool', rules: [] } }, results: [], ...run }] })
const severities = (run: object): readonly string[] => findingsOf(log(run)).findings.map(({ severity }) => severity)

describe('SARIF', () => {
  test('says which commits and which image were scanned', () => {
    const digest = `sha256:${'1'.repeat(64)}`
    const run = { versionControlProvenance: [{ revisionId: 'b'.repeat(40) }, { branch: 'main' }] }
    expect(findingsOf(log(run))).toMatchObject({ commits: ['b'.repeat(40)], digests: [] })
    expect(findingsOf(log({ properties: { repoDigests: [`shop@${digest}`] } })).digests).toEqual([digest])
  })

  test('takes the level from the result, its rule, or the default, and the severity from the level', () => {
    const driver = {
      name: 'Tool',
      rules: [
        { id: 'r1', defaultConfiguration: { level: 'error' } },
        { id: 'a/b', defaultConfiguration: { level: 'note' } },
      ],
    }
    const results = [
      { ruleId: 'x', level: 'error' },
      { ruleIndex: 0 },
      { ruleId: 'r1' },
      { ruleId: 'a/b/c' },
      { ruleId: 'x' },
    ]
    expect(severities({ tool: { driver }, results })).toEqual(['high', 'high', 'high', 'low', 'medium'])
  })

  test('names every file that a result is in', () => {
    const at = (uri: string, startLine = 1) => ({
      physicalLocation: { artifactLocation: { uri }, region: { startLine } },
    })
    const far = `test/${'a'.repeat(300)}/../../src/a.ts`
    const results = [
      { locations: [at('test/a.c'), at('src/a.c', 7), {}, at('src/a.c', 7), at('test/a.c')] },
      { locations: [at('test/a.c')] },
      { locations: [at(far)] },
    ]
    const { findings } = findingsOf(log({ results }))
    expect(findings[0]).toMatchObject({ location: 'test/a.c:1', otherLocations: ['src/a.c:7'] })
    expect(findings[1]).not.toHaveProperty('otherLocations')
    expect(findings[2]?.location).toBe('src/a.ts:1')
  })

  test('looks a rule up in the extension that a result names', () => {
    const tool = {
      driver: { name: 'T' },
      extensions: [{ rules: [{ id: 'e', defaultConfiguration: { level: 'error' } }] }],
    }
    expect(severities({ tool, results: [{ rule: { index: 0, toolComponent: { index: 0 } } }] })).toEqual(['high'])
  })

  test.each([
    ['9.0', 'critical'],
    ['8.9', 'high'],
    [6.1, 'medium'],
    ['0.1', 'low'],
    ['MODERATE', 'medium'],
    ['weird', 'unknown'],
  ])('reads security-severity %j as %s', (value, severity) => {
    expect(severities({ results: [{ level: 'note', properties: { 'security-severity': value } }] })).toEqual([severity])
  })

  test('counts results that failed and are there: not passes, not those that are gone', () => {
    const results = [
      { ruleId: 'a' },
      { ruleId: 'b', kind: 'pass' },
      { ruleId: 'c', baselineState: 'absent' },
      { ruleId: 'd', baselineState: 'new' },
    ]
    expect(findingsOf(log({ results })).findings.map(({ id }) => id)).toEqual(['a', 'd'])
  })

  test('hides no result behind a word or a shape that SARIF does not have', () => {
    const hidden = [
      { ruleId: 'a', level: 'error', kind: 'FAIL' },
      { ruleId: 'b', level: 'error', suppressions: [null] },
      { ruleId: 'c', level: 'error', suppressions: [{ kind: 'external', status: 'Rejected' }] },
      { ruleId: 'd', level: 'notApplicable' },
      { ruleId: 'e', baselineState: 'NEW' },
    ]
    const { findings } = findingsOf(log({ results: hidden }))
    expect(findings.map(({ id, suppressed }) => `${id} ${suppressed}`)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((id) => `${id} false`),
    )
    expect(findings[4]?.isNew).toBe(true)
    expect(refusalOf(log({ results: [[{ level: 'error' }]] })).code).toBe('report-malformed')
    expect(refusalOf(log({ invocations: { executionSuccessful: false } })).code).toBe('report-malformed')
  })

  test('proves nothing where its results stand in another file, or its success is no plain true', () => {
    const elsewhere = { externalPropertyFileReferences: { results: [{ location: { uri: 'results.json' } }] } }
    expect(findingsOf(log(elsewhere)).failure).toBe('its results stand in another file')
    expect(findingsOf(log({ invocations: [{ executionSuccessful: 'false' }] })).failure).not.toBeNull()
  })

  test('is suppressed by suppressions of which none is under review or rejected', () => {
    const suppressed = (...states: readonly (string | undefined)[]) => ({
      suppressions: states.map((status) => ({ kind: 'inSource', status })),
    })
    const results = [
      suppressed('accepted'),
      suppressed(undefined),
      suppressed('underReview'),
      suppressed('accepted', 'rejected'),
      suppressed(),
    ]
    expect(findingsOf(log({ results })).findings.map((finding) => finding.suppressed)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })

  test('of a scan that did not finish, or without results, says that it proves nothing', () => {
    expect(findingsOf(log({})).failure).toBeNull()
    expect(findingsOf(log({ invocations: [{ executionSuccessful: false }] })).failure).toContain(
      'did not run successfully',
    )
    expect(findingsOf(log({ results: undefined })).failure).toContain('no results')
    expect(findingsOf(log({ results: null })).failure).toContain('no results')
    expect(refusalOf(log({ results: 42 })).code).toBe('report-malformed')
  })

  test('of another version is read with a warning, or refused', () => {
    expect(parse(log({}, '2.2')).warnings).toMatchObject([{ code: 'other-version' }])
    expect(refusalOf(log({}, '3.0')).code).toBe('report-malformed')
    const schema = 'https://json.schemastore.org/sarif-2.1.0-rtm.5.json'
    const run = { tool: { driver: { name: 'Tool' } }, results: [] }
    expect(parse(JSON.stringify({ $schema: schema, runs: [run] }))).toMatchObject({
      warnings: [],
      tally: { version: null },
    })
    expect(refusalOf(JSON.stringify({ runs: [run] })).code).toBe('report-malformed')
  })

  test('without runs is evidence of nothing', () => {
    const $schema = 'https://json.schemastore.org/sarif-2.1.0.json'
    for (const value of [
      { $schema, version: '2.1.0' },
      { $schema, version: '2.1.0', runs: null },
    ]) {
      expect(parse(JSON.stringify(value))).toMatchObject({
        format: 'sarif',
        evidence: [],
        warnings: [{ code: 'no-runs' }],
        tally: { runs: 0, results: 0 },
      })
    }
    const outside = 'https://json.schemastore.org/sarif-external-property-file-2.1.0.json'
    expect(refusalOf(JSON.stringify({ $schema: outside, version: '2.1.0', results: [{}] })).code).toBe(
      'format-unsupported',
    )
    expect(refusalOf(JSON.stringify({ $schema, version: '2.1.0', runs: 'x' })).code).toBe('format-unsupported')
  })

  test('keeps what the baseline says, and an identity that survives moved lines', () => {
    const location = (file: string) => [{ physicalLocation: { artifactLocation: { uri: file } } }]
    const results = [
      { ruleId: 'a', baselineState: 'new', fingerprints: { x: '1' } },
      { ruleId: 'a', baselineState: 'unchanged', partialFingerprints: { lineHash: '2' }, locations: location('a.ts') },
      { ruleId: 'a', partialFingerprints: { author: 'me', commitMessage: 'fix it' } },
      { ruleId: 'a', fingerprints: { 'matchBasedId/v1': 'requires login' } },
    ]
    expect(findingsOf(log({ results })).findings.map(({ isNew, fingerprint }) => [isNew, fingerprint])).toEqual([
      [true, 'x=1'],
      [false, 'a a.ts lineHash=2'],
      [undefined, undefined],
      [undefined, undefined],
    ])
  })

  test('takes the message that the rule holds and the file from the list of artifacts', () => {
    const driver = { name: 'T', rules: [{ id: 'a', messageStrings: { m: { text: 'Do not' } } }] }
    const locations = [{ physicalLocation: { artifactLocation: { index: 0 }, region: { startLine: 3 } } }]
    const run = {
      tool: { driver },
      artifacts: [{ location: { uri: 'src/a.ts' } }],
      results: [{ ruleId: 'a', message: { id: 'm' }, locations }],
    }
    expect(findingsOf(log(run)).findings).toMatchObject([{ title: 'Do not', location: 'src/a.ts:3' }])
  })

  test('of version 1 has no finding of level pass', () => {
    const results = [
      { ruleId: 'a', level: 'pass' },
      { ruleId: 'b', level: 'error' },
    ]
    expect(findingsOf(log({ results }, '1.0.0')).findings.map(({ id }) => id)).toEqual(['b'])
  })

  test('tells of results that people have to decide and of errors of the tool', () => {
    const invocations = [{ executionSuccessful: true, toolExecutionNotifications: [{ level: 'error' }] }]
    expect(parse(log({ invocations, results: [{ ruleId: 'a', kind: 'review' }] })).warnings).toMatchObject([
      { code: 'results-undecided' },
      { code: 'tool-errors' },
    ])
  })
})
