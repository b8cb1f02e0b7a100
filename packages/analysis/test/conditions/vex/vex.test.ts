import { describe, expect, test } from 'vitest'
import { conditions } from '../../../src/conditions/index.ts'
import { applyVex, type JudgedProduct } from '../../../src/conditions/vex/apply-vex.ts'
import type { Finding, VexEvidence, VexStatement, VulnerabilitiesEvidence } from '../../../src/evidence/index.ts'
import { context, finding, report, subject, unreadable } from '../report.ts'

const digest = `sha256:${'1'.repeat(64)}`
const bash = 'pkg:deb/debian/bash@5.2?arch=amd64'

function found(purl: string | null, fields: Partial<Finding> = {}): Finding {
  const of = { name: 'bash', installedVersion: '5.2', fixedVersion: null, fixable: false, purl }
  return finding('critical', { id: 'CVE-2026-0001', package: of, ...fields })
}

function says(
  id: string,
  fields: Partial<VexStatement> & { readonly subcomponents?: readonly string[] } = {},
): VexStatement {
  const { subcomponents = [], ...rest } = fields
  return {
    vulnerability: 'CVE-2026-0001',
    aliases: [],
    products: [{ id, subcomponents }],
    status: 'not_affected',
    justification: 'vulnerable_code_not_present',
    statedAt: 1,
    ...rest,
  }
}

function document(...statements: VexStatement[]): VexEvidence {
  return { kind: 'vex', author: 'Example Security', statements }
}

const image: JudgedProduct = { digest, names: [] }

/** `set aside`, or why it is not. */
function apply(statements: readonly VexStatement[], one = found(bash), judged = image): string {
  const { setAside, unmatched } = applyVex([one], [document(...statements)], judged)
  return setAside.length === 1 ? 'set aside' : unmatched.map(({ why }) => why).join(', ') || 'nothing'
}

describe('a statement sets aside', () => {
  test.each<[string, VexStatement]>([
    ['the package that it names', says('pkg:deb/debian/bash@5.2')],
    ['every version of a package without one', says('pkg:deb/debian/bash')],
    [
      'a package in the image, by its digest',
      says(`pkg:oci/shop@sha256%3A${'1'.repeat(64)}`, { subcomponents: ['pkg:deb/debian/bash'] }),
    ],
    [
      'a package in the image, by a reference with its digest',
      says(`ghcr.io/example/shop@${digest}`, { subcomponents: [bash] }),
    ],
    ['a package in the image, by the digest alone', says(digest, { subcomponents: [bash] })],
    ['a vulnerability in all of the image', says(`pkg:oci/shop@${digest}`)],
    ['what is fixed, without a justification', says(bash, { status: 'fixed', justification: null })],
    [
      'a vulnerability by an alias of the statement',
      says(bash, { vulnerability: 'GHSA-aaaa', aliases: ['cve-2026-0001'] }),
    ],
  ])('%s', (_, statement) => {
    expect(apply([statement])).toBe('set aside')
  })

  test('a package of a product that the options name, whatever its digest', () => {
    const names = ['pkg:oci/shop?repository_url=ghcr.io/example/shop', 'shop-frontend']
    const inShop = says('pkg:oci/shop', { subcomponents: ['pkg:deb/debian/bash'] })
    expect(apply([inShop], found(bash), { digest: null, names })).toBe('set aside')
    expect(apply([says('shop-frontend', { subcomponents: [bash] })], found(bash), { digest: null, names })).toBe(
      'set aside',
    )
    expect(apply([inShop], found(bash), { digest: null, names: ['pkg:oci/shop-2'] })).toBe('other-product')
  })

  test('a vulnerability by an alias of the finding, but never one of several that it names', () => {
    const statement = says(bash, { vulnerability: 'CVE-2026-0002' })
    expect(apply([statement], found(bash, { id: 'GHSA-bbbb', aliases: ['CVE-2026-0002'] }))).toBe('set aside')
    const two = found(bash, { id: 'RHSA-2026:1', aliases: ['CVE-2026-0001', 'CVE-2026-0002'] })
    expect(apply([statement], two)).toBe('nothing')
  })

  test('a package whose version stands beside its package URL', () => {
    expect(apply([says('pkg:deb/debian/bash@5.2')], found('pkg:deb/debian/bash'))).toBe('set aside')
  })
})

describe('a statement sets nothing aside', () => {
  test.each<[string, VexStatement, string]>([
    ['by the vulnerability alone', says('x', { products: [] }), 'names-no-product'],
    ['in another package', says('pkg:deb/debian/dash@5.2'), 'other-package'],
    ['in another version', says('pkg:deb/debian/bash@5.1'), 'other-version'],
    ['in another build', says('pkg:deb/debian/bash@5.2?arch=arm64'), 'other-qualifiers'],
    ['in another image', says(`pkg:oci/shop@sha256:${'2'.repeat(64)}`, { subcomponents: [bash] }), 'other-product'],
    ['in an image that nobody named', says('pkg:oci/shop', { subcomponents: [bash] }), 'other-product'],
    ['in the image, of another package', says(digest, { subcomponents: ['pkg:deb/debian/dash'] }), 'other-package'],
    [
      'about a part of the package that was found',
      says(bash, { subcomponents: ['pkg:generic/readline'] }),
      'other-product',
    ],
    ['that says affected', says(bash, { status: 'affected' }), 'status'],
    ['that is under investigation', says(bash, { status: 'under_investigation' }), 'status'],
    ['without a justification', says(bash, { justification: null }), 'no-justification'],
    ['on another vulnerability', says(bash, { vulnerability: 'CVE-2026-0009' }), 'nothing'],
  ])('%s', (_, statement, why) => {
    expect(apply([statement])).toBe(why)
  })

  test('where the finding has no package URL', () => {
    expect(apply([says(bash)], found(null))).toBe('finding-without-purl')
  })

  test('where a later one says otherwise, in whatever order they stand', () => {
    const [old, later] = [says(bash), says('pkg:deb/debian/bash', { status: 'affected', statedAt: 2 })]
    expect(apply([old, later])).toBe('overridden, status')
    expect(apply([later, old])).toBe('status, overridden')
    expect(apply([says(bash, { statedAt: 3 }), later])).toBe('set aside')
    expect(apply([says(bash, { statedAt: null }), later])).toBe('overridden, status')
  })

  test('where another of the same time does not', () => {
    expect(apply([says(bash), says(bash, { status: 'affected' })])).toBe('overridden, status')
    expect(apply([says(bash, { status: 'affected' }), says(bash)])).toBe('status, overridden')
  })
})

describe('the vulnerabilities condition', () => {
  const scan: VulnerabilitiesEvidence = {
    kind: 'vulnerabilities',
    tool: 'Trivy',
    findings: [found(bash)],
    createdAt: null,
    databaseBuiltAt: null,
    failure: null,
  }
  const max = { critical: 0 }

  function judge(options: object, ...documents: VexEvidence[]) {
    const reports = [
      report([scan], { name: 'trivy.json' }),
      ...documents.map((one) => report([one], { name: 'vex.json' })),
    ]
    return conditions.vulnerabilities.judge(options, context({ reports, subject: { ...subject, digest } })).part
  }

  test('applies statements only where it is asked to', () => {
    expect(judge({ max }, document(says(bash))).outcome).toBe('fail')
    const part = judge({ max, vex: {} }, document(says(bash)))
    expect(part.outcome).toBe('pass')
    expect(part.evidence).toHaveLength(2)
    expect(part.reasons.map(({ sentence }) => sentence)).toContain(
      'VEX sets aside CVE-2026-0001 in bash 5.2: not_affected (vulnerable_code_not_present), says Example Security',
    )
  })

  test('applies those of accepted authors alone', () => {
    expect(judge({ max, vex: { authors: ['example security'] } }, document(says(bash))).outcome).toBe('pass')
    const part = judge({ max, vex: { authors: ['Other'] } }, document(says(bash)))
    expect(part.outcome).toBe('fail')
    expect(part.reasons[1]).toMatchObject({
      code: 'vex-not-applied',
      sentence: "VEX document 'vex.json' of Example Security is not applied: accepted are those of Other",
    })
  })

  test.each<[VexStatement, string]>([
    [says('pkg:deb/debian/bash@5.1'), `which is not the version found: ${bash}`],
    [says('pkg:deb/debian/dash'), `which is not the package found: ${bash}`],
    [says('pkg:deb/debian/bash@5.2?arch=arm64'), `which is not the build found: ${bash}`],
    [says('pkg:oci/other', { subcomponents: [bash] }), `which is not what is judged (${digest})`],
    [says(bash, { status: 'affected' }), 'VEX says affected of CVE-2026-0001 in bash 5.2, which sets nothing aside'],
    [says(bash, { justification: null }), 'without a justification, which sets nothing aside'],
    [says('x', { products: [] }), 'names no product: the vulnerability alone sets nothing aside'],
  ])('says why a statement is not applied (%#)', (statement, sentence) => {
    const part = judge({ max, vex: {} }, document(statement))
    expect(part.outcome).toBe('fail')
    expect(part.reasons[1]?.sentence).toContain(sentence)
    expect(part.reasons[1]?.outcome).toBe('warn')
  })

  test('is not made worse by statements that are not applied where it passes', () => {
    const part = judge({ max: { critical: 1 }, vex: {} }, document(says('pkg:deb/debian/bash@5.1')))
    expect(part.outcome).toBe('pass')
    expect(part.reasons[1]?.code).toBe('vex-not-applied')
  })

  test('never passes by statements without a scan', () => {
    const reports = [report([document(says(bash))])]
    const { part } = conditions.vulnerabilities.judge({ max, vex: {} }, context({ reports }))
    expect(part.outcome).toBe('inconclusive')
  })

  test('applies no document of another subject, and says that none came', () => {
    const foreign = report([document(says(bash))], { name: 'vex.json', subject: { version: '1.0.0' } })
    const judged = (reports: readonly ReturnType<typeof report>[]) =>
      conditions.vulnerabilities.judge({ max, vex: {} }, context({ reports })).part
    expect(judged([report([scan]), foreign]).outcome).toBe('fail')
    expect(judged([report([scan])]).reasons[1]?.sentence).toBe('No VEX document came')
    expect(judged([report([scan]), unreadable()]).outcome).toBe('error')
  })
})
