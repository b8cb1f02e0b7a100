import { describe, expect, test } from 'vitest'
import { parse, refusalOf, vulnerabilitiesOf } from '../read.ts'

const left = {
  'bom-ref': 'left',
  type: 'library',
  group: 'team',
  name: 'left',
  version: '1.0',
  purl: 'pkg:npm/team/left@1.0',
}

function bom(document: object): string {
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, ...document })
}

function kinds(text: string): readonly string[] {
  return parse(text).evidence.map(({ kind }) => kind)
}

const affects = [{ ref: 'left' }]

describe('CycloneDX as JSON', () => {
  test.each<[string, object, boolean]>([
    ['in the purl of its subject', { purl: `pkg:oci/shop@sha256%3A${'1'.repeat(64)}?arch=amd64` }, true],
    ['in the name of its subject', { 'bom-ref': `pkg:oci/shop@sha256:${'1'.repeat(64)}` }, true],
    ['in place of its version', { version: `sha256:${'1'.repeat(64)}` }, true],
    ['nowhere', { purl: 'pkg:oci/shop@1', version: '1' }, false],
  ])('has the digest of an image %s', (_, component, isThere) => {
    const metadata = { tools: [{ name: 'grype' }], component: { type: 'container', name: 'shop', ...component } }
    expect(vulnerabilitiesOf(bom({ metadata, vulnerabilities: [] })).digests).toEqual(
      isThere ? [`sha256:${'1'.repeat(64)}`] : [],
    )
  })

  test('is a scan where it lists vulnerabilities: one finding per vulnerability and part', () => {
    const report = parse(
      bom({
        metadata: { timestamp: '2026-01-02T00:00:00Z', tools: { components: [{ name: 'syft' }, { name: 'grype' }] } },
        components: [left, { 'bom-ref': 'outer', name: 'outer', components: [{ 'bom-ref': 'inner', name: 'inner' }] }],
        vulnerabilities: [
          {
            id: 'GHSA-a',
            references: [{ id: 'CVE-2026-0001' }, { id: 'GHSA-a' }],
            ratings: [
              { severity: 'medium', source: { name: 'NVD' } },
              { severity: 'high', source: { name: 'GitHub' } },
              { score: 0.03, method: 'other', source: { name: 'FIRST' } },
              { score: 1, method: 'other', source: { name: 'CISA KEV Catalog' } },
            ],
            description: 'Goes right.',
            published: '2026-01-01T00:00:00Z',
            recommendation: 'Upgrade left to version 1.1, 2.0',
            affects: [{ ref: 'left' }, { ref: 'inner' }],
          },
        ],
      }),
    )
    const shared = {
      category: 'vulnerability',
      id: 'GHSA-a',
      aliases: ['CVE-2026-0001'],
      severity: 'high',
      severityWord: 'high',
      title: 'Goes right.',
      location: null,
      epss: 0.03,
      knownExploited: true,
      publishedAt: Date.UTC(2026, 0, 1),
      suppressed: false,
    }
    const fix = { fixedVersion: '1.1, 2.0', fixable: true }
    expect(report.evidence).toEqual([
      {
        kind: 'vulnerabilities',
        tool: 'grype',
        createdAt: Date.UTC(2026, 0, 2),
        databaseBuiltAt: null,
        failure: null,
        digests: [],
        findings: [
          { ...shared, package: { name: 'team/left', installedVersion: '1.0', purl: 'pkg:npm/team/left@1.0', ...fix } },
          { ...shared, package: { name: 'inner', installedVersion: null, purl: null, ...fix } },
        ],
      },
    ])
    expect(report.warnings).toEqual([])
    expect(report.tally).toEqual({
      specVersion: '1.5',
      components: 2,
      vulnerabilities: 1,
      bySeverity: { high: 1 },
      analysisStates: { null: 1 },
      affects: 2,
    })
  })

  test.each([
    ['no rating', [], 'unknown'],
    ['a word', [{ severity: 'none' }], 'info'],
    ['the highest word', [{ severity: 'low' }, { severity: 'critical' }, { severity: 'info' }], 'critical'],
    ['a word before a score', [{ severity: 'low', score: 9.8, method: 'CVSSv31' }], 'low'],
    [
      'a score of CVSS alone',
      [
        { score: 9.8, method: 'CVSSv31' },
        { score: 5, method: 'CVSSv2' },
      ],
      'critical',
    ],
    ['a score of another method', [{ score: 9.8, method: 'OWASP' }], 'unknown'],
    ['a score that is none', [{ score: 98, method: 'CVSSv3' }], 'unknown'],
    ['a word that nobody knows beside one', [{ severity: 'horrible' }, { severity: 'low' }], 'unknown'],
    ['the word unknown beside one', [{ severity: 'unknown' }, { severity: 'low' }], 'low'],
  ])('takes the severity from %s', (_, ratings, severity) => {
    const text = bom({ components: [left], vulnerabilities: [{ id: 'CVE-1', ratings, affects }] })
    expect(vulnerabilitiesOf(text).findings[0]?.severity).toBe(severity)
  })

  test.each([
    ['resolved', true],
    ['resolved_with_pedigree', true],
    ['false_positive', true],
    ['not_affected', true],
    ['exploitable', false],
    ['in_triage', false],
    ['harmless', false],
  ])('with an analysis %s sets its own finding aside: %s', (state, suppressed) => {
    const text = bom({ components: [left], vulnerabilities: [{ id: 'CVE-1', analysis: { state }, affects }] })
    expect(vulnerabilitiesOf(text).findings.map((one) => one.suppressed)).toEqual([suppressed])
  })

  test('with the own version of a part listed as unaffected sets that part aside', () => {
    const of = (...versions: readonly object[]): readonly boolean[] => {
      const vulnerability = { id: 'CVE-1', affects: [{ ref: 'left', versions }] }
      return vulnerabilitiesOf(bom({ components: [left], vulnerabilities: [vulnerability] })).findings.map(
        (one) => one.suppressed,
      )
    }
    expect(of({ version: '1.0', status: 'unaffected' })).toEqual([true])
    expect(of({ version: '0.9', status: 'unaffected' })).toEqual([false])
    expect(of({ version: '1.0', status: 'unaffected' }, { version: '1.0', status: 'affected' })).toEqual([false])
    expect(of({ range: 'vers:npm/<2', status: 'unaffected' })).toEqual([false])
  })

  test('of a scan gives statements too, but not what every finding has', () => {
    const vulnerabilities = [
      { id: 'CVE-1', analysis: { state: 'not_affected', justification: 'code_not_reachable' }, affects },
      { id: 'CVE-2', analysis: { state: 'in_triage' }, affects },
    ]
    const { evidence } = parse(
      bom({ metadata: { authors: [{ name: 'Ann' }], timestamp: '2026-01-02' }, components: [left], vulnerabilities }),
    )
    expect(evidence[1]).toEqual({
      kind: 'vex',
      author: 'Ann',
      statements: [
        {
          vulnerability: 'CVE-1',
          aliases: [],
          products: [{ id: 'pkg:npm/team/left@1.0', subcomponents: [] }],
          status: 'not_affected',
          justification: 'code_not_reachable',
          statedAt: Date.UTC(2026, 0, 2),
        },
      ],
    })
  })

  test('is no scan where it has only analyses of parts that stand elsewhere', () => {
    const text = bom({
      metadata: { component: { 'bom-ref': 'shop', name: 'shop', purl: 'pkg:oci/shop' } },
      vulnerabilities: [
        {
          id: 'CVE-1',
          analysis: { state: 'false_positive' },
          affects: [
            { ref: 'shop' },
            { ref: 'shop', versions: [{ version: '2.0' }, { range: 'vers:oci/<2' }] },
            { ref: 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:deb/ubuntu/libstdc%2B%2B6@12?arch=amd64' },
          ],
        },
      ],
    })
    expect(kinds(text)).toEqual(['vex'])
    expect(parse(text).evidence[0]).toMatchObject({
      statements: [
        {
          status: 'not_affected',
          justification: 'false_positive',
          products: [
            { id: 'pkg:oci/shop' },
            { id: 'pkg:oci/shop@2.0' },
            { id: 'pkg:deb/ubuntu/libstdc%2B%2B6@12?arch=amd64' },
          ],
        },
      ],
    })
  })

  test('names an image by its digest where that is its version', () => {
    const version = `sha256:${'1'.repeat(64)}`
    const text = bom({
      metadata: { component: { 'bom-ref': 'image', type: 'container', name: 'shop', version } },
      vulnerabilities: [
        { id: 'CVE-1', analysis: { state: 'resolved' }, affects: [{ ref: 'image' }] },
        { id: 'CVE-2', analysis: { state: 'resolved' } },
      ],
    })
    expect(parse(text).evidence).toMatchObject([
      { kind: 'vex', statements: [{ products: [{ id: version }] }, { products: [] }] },
    ])
  })

  test('is a scan where one vulnerability has no analysis, though its part stands elsewhere', () => {
    const text = bom({ vulnerabilities: [{ id: 'CVE-1', affects: [{ ref: 'urn:cdx:a/1#b' }] }] })
    expect(kinds(text)).toEqual(['vulnerabilities'])
    expect(vulnerabilitiesOf(text).findings[0]?.package?.name).toBe('urn:cdx:a/1#b')
    expect(parse(text).warnings.map(({ code }) => code)).toContain('unresolved-ref')
  })

  test('finds a part of its own by a link to itself', () => {
    const serial = '3e671687-395b-41f5-a30f-a58921a69b79'
    const plus = { ...left, 'bom-ref': 'pkg:deb/libstdc%2B%2B6' }
    for (const ref of [
      `urn:cdx:${serial}/1#pkg:deb/libstdc%2B%2B6`,
      `urn:cdx:${serial}/1#pkg%3Adeb%2Flibstdc%252B%252B6`,
    ]) {
      const text = bom({
        serialNumber: `urn:uuid:${serial}`,
        components: [plus],
        vulnerabilities: [{ id: 'CVE-1', affects: [{ ref }] }],
      })
      expect(vulnerabilitiesOf(text).findings[0]?.package?.name).toBe('team/left')
    }
  })

  test.each([
    ['components alone', { components: [left] }],
    [
      'an empty list of a tool that also writes inventories',
      { metadata: { tools: [{ name: 'trivy' }] }, vulnerabilities: [] },
    ],
    ['no list, even of a scanner', { metadata: { tools: [{ name: 'grype' }] } }],
    ['a null list', { metadata: { tools: [{ name: 'grype' }] }, vulnerabilities: null }],
  ])('with %s is an inventory and evidence of nothing', (_, document) => {
    const { evidence, warnings } = parse(bom(document))
    expect(evidence).toEqual([])
    expect(warnings.map(({ code }) => code)).toEqual(['no-scan'])
  })

  test('with an empty list of a tool that only scans found nothing', () => {
    expect(vulnerabilitiesOf(bom({ metadata: { tools: [{ name: 'grype' }] }, vulnerabilities: [] })).findings).toEqual(
      [],
    )
  })

  test('counts everything as fixable where it says nothing of fixes', () => {
    const silent = vulnerabilitiesOf(bom({ components: [left], vulnerabilities: [{ id: 'CVE-1', affects }] }))
    expect(silent.findings[0]?.package).toMatchObject({ fixable: true, fixedVersion: null })
    const telling = bom({
      components: [left],
      vulnerabilities: [
        { id: 'CVE-1', affects },
        { id: 'CVE-2', recommendation: 'Upgrade.', affects },
      ],
    })
    expect(vulnerabilitiesOf(telling).findings.map((one) => one.package?.fixable)).toEqual([false, true])
  })

  test('of a version that is not known is read with a warning', () => {
    const text = bom({ specVersion: '9.9', components: [left] })
    expect(parse(text).warnings[0]).toEqual({
      code: 'unknown-version',
      message: 'cyclonedx-json of version 9.9 is read as if it were 1.7',
    })
  })

  test.each(['"vulnerabilities":{}', '"vulnerabilities":["CVE-1"]', '"components":"left"', '"components":[null]'])(
    'with %s is malformed',
    (part) => {
      expect(refusalOf(`{"bomFormat":"CycloneDX","specVersion":"1.4",${part}}`).code).toBe('report-malformed')
    },
  )
})

describe('CycloneDX as XML', () => {
  const component =
    '<component type="library" bom-ref="left"><group>team</group><name>left</name><version>1.0</version><purl>pkg:npm/team/left@1.0</purl></component>'

  test('gives the same as its JSON', () => {
    const text = `<?xml version="1.0"?>
      <bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="urn:uuid:a" version="1">
        <metadata>
          <timestamp>2026-01-02T00:00:00Z</timestamp>
          <tools><components><component type="application"><name>grype</name></component></components></tools>
          <authors><author><name>Ann</name></author></authors>
          <component type="container" bom-ref="shop"><name>shop</name></component>
        </metadata>
        <components>${component}</components>
        <vulnerabilities>
          <vulnerability bom-ref="v1">
            <id>CVE-1</id>
            <source><name>NVD</name></source>
            <references><reference><id>GHSA-a</id><source><name>GitHub</name></source></reference></references>
            <ratings>
              <rating><source><name>NVD</name></source><score>5.0</score><severity>medium</severity><method>CVSSv31</method></rating>
              <rating><severity>high</severity></rating>
            </ratings>
            <description><![CDATA[Goes <right>.]]></description>
            <recommendation>Upgrade left to version 1.1</recommendation>
            <analysis><state>not_affected</state><justification>code_not_reachable</justification></analysis>
            <affects><target><ref>left</ref><versions><version><version>1.0</version><status>affected</status></version></versions></target></affects>
          </vulnerability>
        </vulnerabilities>
        <compositions><composition><vulnerabilities><vulnerability ref="v1"/></vulnerabilities></composition></compositions>
      </bom>`
    const json = bom({
      metadata: {
        timestamp: '2026-01-02T00:00:00Z',
        tools: { components: [{ name: 'grype' }] },
        authors: [{ name: 'Ann' }],
      },
      components: [left],
      vulnerabilities: [
        {
          id: 'CVE-1',
          references: [{ id: 'GHSA-a' }],
          ratings: [{ severity: 'medium' }, { severity: 'high' }],
          description: 'Goes <right>.',
          recommendation: 'Upgrade left to version 1.1',
          analysis: { state: 'not_affected', justification: 'code_not_reachable' },
          affects: [{ ref: 'left', versions: [{ version: '1.0', status: 'affected' }] }],
        },
      ],
    })
    expect(parse(text).evidence).toEqual(parse(json).evidence)
    expect(parse(text).tally).toEqual({
      xmlns: 'http://cyclonedx.org/schema/bom/1.5',
      specVersion: '1.5',
      components: 3,
      vulnerabilities: 2,
      bySeverity: { high: 1 },
      analysisStates: { not_affected: 1 },
      affects: 1,
    })
  })

  const extension = (inside: string, ref: string): string =>
    `<v:vulnerabilities><v:vulnerability ref="${ref}"><v:id>CVE-1</v:id>${inside}</v:vulnerability></v:vulnerabilities>`
  const ratings =
    '<v:ratings><v:rating><v:score><v:base>9.8</v:base></v:score><v:severity>Critical</v:severity><v:method>CVSSv3</v:method></v:rating></v:ratings><v:recommendations><v:recommendation>Upgrade</v:recommendation></v:recommendations>'
  const document = (content: string): string =>
    `<bom xmlns="http://cyclonedx.org/schema/bom/1.2" xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0" version="1">${content}</bom>`

  test.each([
    ['beside the components', document(`<components>${component}</components>${extension(ratings, 'left')}`)],
    [
      'inside a component, whatever it refers to',
      document(
        `<components>${component.replace('</component>', `${extension(ratings, 'urn:uuid:b')}</component>`)}</components>`,
      ),
    ],
  ])('of 1.0 to 1.3 has vulnerabilities as an extension %s', (_, text) => {
    const { findings } = vulnerabilitiesOf(text)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      id: 'CVE-1',
      severity: 'critical',
      package: { name: 'team/left', installedVersion: '1.0', fixable: true },
      suppressed: false,
    })
  })

  test('may have a prefix', () => {
    const text =
      '<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.4"><c:components><c:component><c:name>left</c:name></c:component></c:components></c:bom>'
    expect(parse(text)).toMatchObject({
      format: 'cyclonedx-xml',
      evidence: [],
      tally: { xmlns: 'http://cyclonedx.org/schema/bom/1.4', components: 1 },
    })
  })

  test.each([
    ['without vulnerabilities', `<components>${component}</components>`],
    ['with an empty list', `<components>${component}</components><vulnerabilities/>`],
  ])('%s is an inventory and evidence of nothing', (_, content) => {
    expect(kinds(document(content))).toEqual([])
  })

  test('of another namespace is none, and a broken one is refused', () => {
    expect(refusalOf('<bom xmlns="http://example.org/bom"/>').code).toBe('format-unsupported')
    expect(refusalOf(document('<components><component>')).code).toBe('report-malformed')
  })
})
