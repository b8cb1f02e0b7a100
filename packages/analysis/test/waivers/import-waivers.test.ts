import { describe, expect, test } from 'vitest'
import { AnalysisError } from '../../src/errors.ts'
import {
  completeWaivers,
  importWaivers,
  parseWaivers,
  waiverFormatOf,
  waiverFormats,
  type WaiverFormat,
} from '../../src/waivers/index.ts'

/** What was taken over, without what is not limited, and the notes. */
function imported(format: WaiverFormat, text: string) {
  const { waivers, notes } = importWaivers(format, text)
  return {
    notes,
    waivers: waivers.map(({ id, scope, why, until }) => {
      const limits = Object.entries(scope).filter(([, limit]) => limit !== null)
      return [id, Object.fromEntries(limits), why, until]
    }),
  }
}

const files: Readonly<Record<WaiverFormat, string>> = {
  trivyignore: `# Accepted: no user input
# gets there
CVE-2018-14618

CVE-2022-40897 exp:2026-03-01
AVD-DS-0002 # only in tests
CVE-2022-1 exp:soon
`,
  'trivyignore-yaml': `vulnerabilities:
  - id: CVE-2022-40897
    paths: [usr/a, usr/b]
    purls: ["pkg:deb/debian/curl"]
    statement: Accepted
    expired_at: 2026-03-01
  - statement: no id
secrets:
  - id: generic-rule
`,
  snyk: `version: v1.25.0
ignore:
  'npm:hawk:20160119':
    - sqlite > @mapbox/node-pre-gyp@1.0.0:
        reason: hawk got bumped
        expires: 2026-03-01T14:30:04.136Z
    - '*': {}
  SNYK-CC-TF-1:
    - 'main.tf > input > aws':
        reason: on purpose
        expires: '2026-03-01T23:59:59.999Z'
exclude: { global: [test] }
`,
  grype: `fail-on-severity: high
ignore:
  # because
  - vulnerability: CVE-2008-4318
    reason: not called
    package: { name: libcurl, version: 1.5.1, location: "/usr/**" }
  - vulnerability: CVE-2008-1
    fix-state: unknown
  - package: { type: gem }
`,
  'audit-ci': `{
  // "severities" with a // comment
  "low": true,
  "allowlist": [
    "GHSA-38f5-ghc2-fcmv",
    "axios",
    "*|lodash",
    "GHSA-cff4-rrq6-h78w|react-scripts>jest>jsdom",
    { "CVE-2026-1": { "active": true, "notes": "see http://x.example", "expiry": "2026-03-01" } },
    { "CVE-2026-2": { "active": false } },
    { "CVE-2026-3": { "expiry": "20 October 2026 11:10 pm" } },
  ],
}
`,
}

describe('exceptions are taken over', () => {
  test('from .trivyignore, whose ends are the beginnings of days', () => {
    expect(imported('trivyignore', files.trivyignore)).toEqual({
      waivers: [
        ['CVE-2018-14618', {}, 'Accepted: no user input gets there', null],
        ['CVE-2022-40897', {}, null, '2026-02-28'],
        ['AVD-DS-0002', {}, 'only in tests', null],
      ],
      notes: ["Line 7: CVE-2022-1 has the end 'soon', which is no day; Trivy leaves such a line out"],
    })
  })

  test('from .trivyignore.yaml, a waiver for each path', () => {
    const about = ['Accepted', '2026-02-28']
    expect(imported('trivyignore-yaml', files['trivyignore-yaml'])).toEqual({
      waivers: [
        ['CVE-2022-40897', { path: 'usr/a', package: 'pkg:deb/debian/curl' }, ...about],
        ['CVE-2022-40897', { path: 'usr/b', package: 'pkg:deb/debian/curl' }, ...about],
        ['generic-rule', {}, null, null],
      ],
      notes: ['Line 7: an exception of vulnerabilities has no id and is not taken over'],
    })
  })

  test('from .snyk, never longer than to the last whole day, and told where wider', () => {
    const { waivers, notes } = imported('snyk', files.snyk)
    expect(waivers).toEqual([
      ['npm:hawk:20160119', { package: '@mapbox/node-pre-gyp', version: '1.0.0' }, 'hawk got bumped', '2026-02-28'],
      ['npm:hawk:20160119', {}, null, null],
      ['SNYK-CC-TF-1', { path: 'main.tf' }, 'on purpose', '2026-03-01'],
    ])
    expect(notes).toHaveLength(3)
    expect(notes[0]).toMatch(/^Line 4: npm:hawk:20160119 was ignored at 'sqlite > @mapbox/)
  })

  test('from .grype.yaml, without the rules that would permit more', () => {
    const { waivers, notes } = imported('grype', files.grype)
    expect(waivers).toEqual([
      ['CVE-2008-4318', { package: 'libcurl', version: '1.5.1', path: '/usr/**' }, 'not called', null],
    ])
    expect(notes).toEqual([
      'Line 7: CVE-2008-1 is limited by fix-state, which a waiver cannot say; it is not taken over',
      'Line 9: a rule names no vulnerability and is not taken over: a waiver names its finding',
    ])
  })

  test('from the allowlist of audit-ci, comments and last commas read', () => {
    const { waivers, notes } = imported('audit-ci', files['audit-ci'])
    expect(waivers).toEqual([
      ['GHSA-38f5-ghc2-fcmv', {}, null, null],
      ['GHSA-cff4-rrq6-h78w', { package: 'jsdom' }, null, null],
      ['CVE-2026-1', {}, 'see http://x.example', '2026-02-28'],
      ['CVE-2026-3', {}, null, null],
    ])
    expect(notes.map((note) => note.slice(0, 22))).toEqual(
      [
        "Line 6: 'axios' names ",
        "Line 7: '*|lodash' nam",
        "Line 8: 'GHSA-cff4-rrq",
        "Line 10: 'CVE-2026-2' i",
        "Line 11: 'CVE-2026-3' e",
      ].map((note) => note.slice(0, 22)),
    )
  })

  test.each(waiverFormats)('in a file that is known as %s by its content', (format) => {
    expect(waiverFormatOf(files[format])).toBe(format)
  })

  test.each(['', 'just some words of a person', 'a: 1\n', '[1, 2]'])('and not from %j', (text) => {
    expect(waiverFormatOf(text)).toBeNull()
  })

  test('and not from what is broken', () => {
    expect(() => importWaivers('snyk', 'ignore: [')).toThrow(AnalysisError)
    expect(importWaivers('grype', 'ignore: 3').waivers).toEqual([])
    expect(importWaivers('audit-ci', '{"allowlist": [3, null]}').notes).toHaveLength(2)
  })
})

describe('a document of waivers is made', () => {
  const defaults = { who: 'ann', why: 'accepted', until: '2026-06-30' }

  test.each(waiverFormats)('of the exceptions of %s, and reads back', (format) => {
    const { waivers } = importWaivers(format, files[format])
    const read = parseWaivers(completeWaivers(waivers, defaults))
    expect(read.map(({ id }) => id)).toEqual(waivers.map(({ id }) => id))
    for (const { who } of read) expect(who).toBe('ann')
  })

  test('with what the file says before what a person says for the others', () => {
    const { waivers } = importWaivers('trivyignore', 'CVE-1 exp:2026-03-01 # mine\nCVE-2\nCVE-2')
    expect(parseWaivers(completeWaivers(waivers, defaults))).toMatchObject([
      { id: 'CVE-1', why: 'mine', until: '2026-02-28' },
      { id: 'CVE-2', why: 'accepted', until: '2026-06-30' },
    ])
  })

  test('of nothing that nobody said', () => {
    const { waivers } = importWaivers('trivyignore', 'CVE-1 exp:2026-03-01\nCVE-2')
    expect(() => completeWaivers(waivers, { who: null, why: 'w', until: null })).toThrow(
      'line 1: expected --who for CVE-1, which does not say it (and 1 more)',
    )
    expect(() => completeWaivers(waivers, { ...defaults, until: 'never' })).toThrow("got 'never'")
  })
})
