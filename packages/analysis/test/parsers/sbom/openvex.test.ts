import { describe, expect, test } from 'vitest'
import type { VexEvidence } from '../../../src/evidence/index.ts'
import { parse, refusalOf } from '../read.ts'

function vexOf(document: object): VexEvidence {
  const [evidence] = parse(JSON.stringify({ '@context': 'https://openvex.dev/ns/v0.2.0', ...document })).evidence
  if (evidence?.kind !== 'vex') throw new Error('expected statements')
  return evidence
}

describe('OpenVEX', () => {
  test('0.0.1 has texts for vulnerability and products, and subcomponents beside them', () => {
    const report = parse(
      JSON.stringify({
        '@context': 'https://openvex.dev/ns',
        author: 'Example Security',
        timestamp: '2026-01-02T00:00:00Z',
        statements: [
          {
            vulnerability: 'CVE-2026-0001',
            products: ['pkg:oci/shop', 'pkg:oci/till'],
            subcomponents: ['pkg:deb/debian/bash'],
            status: 'not_affected',
            impact_statement: 'It is never called.',
          },
        ],
      }),
    )
    expect(report.format).toBe('openvex')
    expect(report.evidence).toEqual([
      {
        kind: 'vex',
        author: 'Example Security',
        statements: [
          {
            vulnerability: 'CVE-2026-0001',
            aliases: [],
            products: [
              { id: 'pkg:oci/shop', subcomponents: ['pkg:deb/debian/bash'] },
              { id: 'pkg:oci/till', subcomponents: ['pkg:deb/debian/bash'] },
            ],
            status: 'not_affected',
            justification: 'It is never called.',
            statedAt: Date.UTC(2026, 0, 2),
          },
        ],
      },
    ])
    expect(report.tally).toEqual({
      context: 'https://openvex.dev/ns',
      statements: 1,
      byStatus: { not_affected: 1 },
      products: 2,
      justifications: { null: 1 },
    })
  })

  test('0.2.0 has objects, each name of a product is kept, and a statement has its own time', () => {
    const sha = 'A'.repeat(64)
    const { statements } = vexOf({
      timestamp: '2026-01-02T00:00:00Z',
      statements: [
        {
          vulnerability: { '@id': 'https://example.org/CVE-2026-0001', name: 'CVE-2026-0001', aliases: ['GHSA-a'] },
          products: [
            {
              '@id': 'https://example.org/shop',
              identifiers: { purl: 'pkg:oci/shop' },
              hashes: { 'sha-256': sha },
              subcomponents: [{ '@id': 'pkg:npm/left@1', identifiers: { purl: 'pkg:npm/left' } }],
            },
          ],
          status: 'fixed',
          timestamp: '2026-01-03T00:00:00.123456789-01:00',
        },
      ],
    })
    const subcomponents = ['pkg:npm/left@1', 'pkg:npm/left']
    expect(statements).toEqual([
      {
        vulnerability: 'CVE-2026-0001',
        aliases: ['GHSA-a'],
        products: [
          { id: 'https://example.org/shop', subcomponents },
          { id: 'pkg:oci/shop', subcomponents },
          { id: `sha256:${'a'.repeat(64)}`, subcomponents },
        ],
        status: 'fixed',
        justification: null,
        statedAt: Date.UTC(2026, 0, 3, 1, 0, 0, 123),
      },
    ])
  })

  test('a vulnerability that has only an address is named by its end', () => {
    const vulnerability = { '@id': 'https://nvd.nist.gov/vuln/detail/CVE-2026-0001' }
    expect(vexOf({ statements: [{ vulnerability, status: 'fixed' }] }).statements[0]?.vulnerability).toBe(
      'CVE-2026-0001',
    )
  })

  test('a status that is not known sets nothing aside and is told', () => {
    const report = parse(
      '{"@context":"https://openvex.dev/ns/v0.9.0","statements":[{"vulnerability":{"name":"CVE-1"},"status":"harmless"}]}',
    )
    expect(report.evidence[0]).toMatchObject({ statements: [{ status: 'under_investigation' }] })
    expect(report.warnings).toEqual([
      { code: 'unknown-status', message: "Status 'harmless' is not known; statements with it set nothing aside" },
    ])
  })

  test('without statements says so', () => {
    const report = parse('{"@context":["https://openvex.dev/ns/v0.2.0"],"statements":[]}')
    expect(report.warnings.map(({ code }) => code)).toEqual(['no-statements'])
  })

  test.each(['{"statements":[],"@context":"https://example.org"}', '{"@context":"https://openvex.development/ns"}'])(
    'is not %s',
    (text) => {
      expect(refusalOf(text).code).toBe('format-unsupported')
    },
  )

  test.each(['"statements":{}', '"statements":[1]', '"statements":[null]'])('with %s is malformed', (part) => {
    expect(refusalOf(`{"@context":"https://openvex.dev/ns",${part}}`).code).toBe('report-malformed')
  })

  test.each([
    ['{"document":{"category":"csaf_vex","csaf_version":"2.0"}}', 'csaf'],
    ['{"spdxVersion":"SPDX-2.3","packages":[]}', 'spdx'],
    ['{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]}', 'spdx'],
    ['{"artifacts":[],"descriptor":{"name":"syft"}}', 'syft'],
    ['SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n', 'spdx'],
  ])('a look-alike is refused by its name: %s', (text, name) => {
    expect(refusalOf(text).message).toContain(`Reports of ${name} are not read`)
  })
})
