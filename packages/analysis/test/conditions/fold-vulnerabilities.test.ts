import { describe, expect, test } from 'vitest'
import { foldVulnerabilities } from '../../src/conditions/vulnerabilities/fold-vulnerabilities.ts'
import { packageIdentity } from '../../src/conditions/vulnerabilities/package-identity.ts'
import type { AffectedPackage, Finding } from '../../src/evidence/index.ts'
import { finding } from './report.ts'

const left: AffectedPackage = { name: 'left', installedVersion: '1.0', fixedVersion: null, fixable: false, purl: null }
const of = (id: string, aliases: readonly string[] = [], fields: Partial<AffectedPackage> = {}): Finding =>
  finding('high', { id, aliases, package: { ...left, ...fields } })
const counts = (...findings: readonly Finding[]): number => foldVulnerabilities(findings).length

describe('vulnerabilities are one', () => {
  test.each<[string, readonly Finding[]]>([
    ['listed twice', [of('CVE-1'), of('CVE-1')]],
    ['under names in either case', [of('GHSA-AAAA-bbbb-cccc'), of('ghsa-aaaa-BBBB-cccc')]],
    ['under a name that one of them gives as an alias', [of('GHSA-a', ['CVE-1']), of('CVE-1')]],
    ['through a third one', [of('GHSA-a', ['CVE-1']), of('GO-1', ['CVE-1']), of('GO-1')]],
    [
      'whose purls differ in qualifiers',
      [
        of('CVE-1', [], { purl: 'pkg:deb/debian/left@1.0?arch=amd64' }),
        of('CVE-1', [], { purl: 'pkg:deb/debian/left@1.0' }),
      ],
    ],
    ['of which one has a purl', [of('CVE-1', [], { purl: 'pkg:npm/left@1.0' }), of('CVE-1')]],
    [
      'of which the one without a purl has the namespace in its name',
      [
        of('CVE-1', [], { name: 'core', purl: 'pkg:maven/org.left/core@1.0' }),
        of('CVE-1', [], { name: 'org.left:core' }),
      ],
    ],
    ['whose names differ in case', [of('CVE-1', [], { purl: 'pkg:pypi/left@1.0' }), of('CVE-1', [], { name: 'Left' })]],
    ['of which one has no version', [of('CVE-1', [], { installedVersion: null }), of('CVE-1')]],
    ['of which one writes the version with a v', [of('CVE-1', [], { installedVersion: 'v1.0' }), of('CVE-1')]],
  ])('%s', (_, findings) => {
    expect(counts(...findings)).toBe(1)
    expect(counts(...findings.toReversed())).toBe(1)
  })
})

describe('vulnerabilities are several', () => {
  test.each<[string, readonly Finding[]]>([
    ['of two packages', [of('CVE-1'), of('CVE-1', [], { name: 'right' })]],
    ['of two versions', [of('CVE-1'), of('CVE-1', [], { installedVersion: '2.0' })]],
    [
      'of two ecosystems',
      [of('CVE-1', [], { purl: 'pkg:npm/left@1.0' }), of('CVE-1', [], { purl: 'pkg:deb/debian/left@1.0' })],
    ],
    ['that one advisory of a distribution holds', [of('CVE-1', ['RHSA-2026:1']), of('CVE-2', ['RHSA-2026:1'])]],
    ['that another names together', [of('SNYK-1', ['CVE-1', 'CVE-2']), of('CVE-1'), of('CVE-2')]],
  ])('%s', (_, findings) => {
    expect(counts(...findings)).toBe(findings.length)
  })
})

test('what is folded has the worst of its entries and all that is known of a fix', () => {
  const scored = {
    ...of('CVE-1', [], { wontFix: true }),
    severity: 'unknown' as const,
    epss: 0.2,
    knownExploited: false,
  }
  const fixed = { ...of('CVE-1', ['GHSA-a'], { fixedVersion: '1.1', fixable: true }), epss: 0.3, knownExploited: true }
  expect(foldVulnerabilities([scored, fixed])).toMatchObject([
    {
      finding: {
        severity: 'unknown',
        aliases: ['GHSA-a'],
        epss: 0.3,
        knownExploited: true,
        package: { fixedVersion: '1.1', fixable: true, wontFix: true },
      },
      keys: ['CVE-1 left', 'GHSA-A left'],
    },
  ])
})

test.each([
  ['pkg:npm/%40angular/core@1.0.0', 'npm/@angular/core', '1.0.0'],
  ['pkg:npm/@angular/core', 'npm/@angular/core', null],
  ['pkg:golang/github.com/a/b@v1.2.3#sub', 'golang/github.com/a/b', '1.2.3'],
  ['pkg:deb/debian/zlib1g@1%3A1.2?arch=amd64', 'deb/debian/zlib1g', '1:1.2'],
  ['pkg:npm/%zz@1', null, null],
  ['nonsense', null, null],
])('the purl %s names %j of version %j', (purl, coordinates, version) => {
  expect(packageIdentity({ ...left, installedVersion: null, purl })).toMatchObject({ purl: coordinates, version })
})
