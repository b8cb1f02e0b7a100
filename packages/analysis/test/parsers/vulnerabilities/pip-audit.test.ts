import { describe, expect, test } from 'vitest'
import { parse, refusalOf, vulnerabilitiesOf } from '../read.ts'

const vulnerable = {
  name: 'flask',
  version: '0.5',
  vulns: [{ id: 'PYSEC-2019-179', fix_versions: ['1.0'], aliases: ['CVE-2019-1010083'], description: 'DoS' }],
}
const skipped = { name: 'local', skip_reason: 'Dependency not found' }

describe('pip-audit', () => {
  test.each([
    ['a mapping', { dependencies: [vulnerable, { name: 'a', version: '1', vulns: [] }], fixes: [] }],
    ['the list of older versions', [vulnerable, { name: 'a', version: '1', vulns: [] }]],
  ])('is read as %s; it has no severities', (_, value) => {
    expect(vulnerabilitiesOf(JSON.stringify(value))).toMatchObject({
      findings: [
        {
          id: 'PYSEC-2019-179',
          aliases: ['CVE-2019-1010083'],
          severity: 'unknown',
          package: { name: 'flask', installedVersion: '0.5', fixedVersion: '1.0' },
        },
      ],
      failure: null,
    })
  })

  test('tells what was not audited, and proves nothing where nothing was', () => {
    expect(parse(JSON.stringify({ dependencies: [vulnerable, skipped] })).warnings).toMatchObject([
      { code: 'dependencies-skipped', message: '1 of 2 dependencies were not audited: local' },
    ])
    expect(vulnerabilitiesOf(JSON.stringify({ dependencies: [skipped] })).failure).toContain('none of 1')
    for (const text of ['{"dependencies":[],"fixes":[]}', '{"dependencies":[]}'])
      expect(vulnerabilitiesOf(text).failure).toContain('no dependency')
    expect(refusalOf('{"name":"app","dependencies":[]}').code).toBe('format-unsupported')
  })
})
