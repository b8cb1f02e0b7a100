import { describe, expect, test } from 'vitest'
import type { Reference, SubmittedReport, VulnerabilitiesEvidence } from '../../src/evidence/index.ts'
import { explain, explainMarkdown, judgeGate, observationText, referencesOf } from '../../src/gates/index.ts'
import { parsePolicy } from '../../src/policy/index.ts'
import { parseWaivers } from '../../src/waivers/index.ts'
import { finding, now, report, subject, tests } from '../conditions/report.ts'

const policy = parsePolicy(`
version: 1
name: mine
gates:
  merge:
    - { id: unit, kind: tests, suite: unit }
    - { id: scan, kind: vulnerabilities, max: { high: 0 }, newOnly: { reference: main } }
`)

const keysOf = (references: readonly Reference[]): readonly string[] =>
  references.flatMap(({ observation }) => (observation.kind === 'findings' ? observation.keys : []))

function scan(...ids: readonly string[]): SubmittedReport {
  const evidence: VulnerabilitiesEvidence = {
    kind: 'vulnerabilities',
    tool: 'trivy',
    findings: ids.map((id) => finding('high', { id })),
    createdAt: null,
    databaseBuiltAt: null,
    failure: null,
  }
  return report([evidence])
}

const unit = report([tests(3)], { suite: 'unit' })
const red = report([tests(3, { failed: 1 })], { suite: 'unit' })

function judge(
  reports: readonly SubmittedReport[],
  given: { readonly references?: readonly Reference[]; readonly waivers?: string } = {},
) {
  const { references = [], waivers = '[]' } = given
  return judgeGate({
    policy,
    policyDigest: 'sha256:1',
    gate: 'merge',
    subject,
    reports,
    judgedAt: now,
    deadlinePassed: false,
    references: new Map([['scan', references]]),
    waivers: parseWaivers(`{ version: 1, waivers: ${waivers} }`),
  })
}

/** What a judgement observed, accepted, as it is handed to the next one. */
function accepted(judged: ReturnType<typeof judge>): readonly Reference[] {
  return judged.observations
    .filter((one) => one.condition === 'scan')
    .map(({ observation }) => ({
      branch: 'main',
      commit: null,
      acceptedAt: now,
      origin: { kind: 'evaluation', id: 'e1' },
      observation,
    }))
}

describe('a gate and what was accepted before', () => {
  test('asks for the references that its conditions compare with', () => {
    expect(referencesOf(policy, 'merge')).toEqual([
      { condition: 'scan', kind: 'vulnerabilities', branch: 'main', most: 1 },
    ])
    expect(() => referencesOf(policy, 'none')).toThrow("has no gate 'none'")
  })

  test('compares with them: what was there is not counted again, what is new is', () => {
    const clean = judge([unit, scan()])
    expect(clean.verdict).toMatchObject({ verdict: 'promote' })
    const references = accepted(clean)
    expect(judge([unit, scan('CVE-1')], { references }).verdict).toMatchObject({ verdict: 'hold', outcome: 'fail' })
    const before = accepted(judge([unit, scan('CVE-1')], { references }))
    expect(keysOf(before)).toHaveLength(1)
    expect(judge([unit, scan('CVE-1')], { references: before }).verdict).toMatchObject({ verdict: 'promote' })
    expect(judge([unit, scan('CVE-1', 'CVE-2')], { references: before }).verdict).toMatchObject({ outcome: 'fail' })
  })

  test('accepts no observation of a gate that does not promote', () => {
    const states = (reports: readonly SubmittedReport[]) =>
      judge(reports).observations.map(({ condition, accepted: isAccepted }) => [condition, isAccepted])
    expect(states([unit, scan()])).toEqual([['scan', true]])
    expect(states([red, scan()])).toEqual([['scan', false]])
    expect(states([unit])).toEqual([])
  })
})

describe('a gate and its waivers', () => {
  const permit = '[{ id: CVE-1, who: ann, why: not reachable, until: 2026-01-05 }]'
  const references = accepted(judge([unit, scan()]))

  test('promotes on what is permitted, and shows it apart', () => {
    const { verdict } = judge([unit, scan('CVE-1')], { references, waivers: permit })
    expect(verdict).toMatchObject({
      verdict: 'promote',
      outcome: 'pass',
      waivers: [{ id: 'CVE-1', who: 'ann', state: 'applied', findings: 1, until: '2026-01-05' }],
    })
    expect(judge([unit, scan('CVE-1', 'CVE-2')], { references, waivers: permit }).verdict.outcome).toBe('fail')
  })

  test('fails again when the permission has ended, and says so', () => {
    const ended = permit.replace('2026-01-05', '2026-01-04')
    const { verdict } = judge([unit, scan('CVE-1')], { references, waivers: ended })
    expect(verdict).toMatchObject({ outcome: 'fail', waivers: [{ id: 'CVE-1', state: 'expired', findings: 1 }] })
    expect(explain(verdict)).toContain(
      '\n  Waivers\n    expired CVE-1, 1 found, until the end of 2026-01-04, ann: not reachable',
    )
    expect(explainMarkdown(verdict)).toContain('### Waivers\n\n| waiver | state |')
    expect(explain(judge([unit, scan()]).verdict)).not.toContain('Waivers')
  })

  test('goes on with a warning where a whole condition is permitted to fail, which is no reference', () => {
    const whole = '[{ id: red-week, condition: unit, who: ann, why: moving, until: 2026-01-31 }]'
    const { verdict } = judge([red, scan()], { waivers: whole })
    expect(verdict).toMatchObject({
      verdict: 'promote',
      outcome: 'warn',
      reason: expect.stringMatching(
        /^Waived to the end of 2026-01-31 by ann \(moving\): 1 of 3 tests failed/,
      ) as unknown,
      waivers: [{ id: 'red-week', condition: 'unit', state: 'applied' }],
    })
    expect(judge([scan()], { waivers: whole }).verdict.outcome).toBe('inconclusive')
  })

  test('keeps text of a waiver from being markup or escapes', () => {
    const nasty = `[{ id: CVE-1, who: "a|b <c> @d", why: "[x](http://y)", until: 2026-01-05 }]`
    const text = explainMarkdown(judge([unit, scan('CVE-1')], { references, waivers: nasty }).verdict)
    expect(text).toContain('a\\|b &lt;c\\> @')
    expect(text).not.toContain('](http://')
  })
})

test.each([
  [null, 'nothing to compare with'],
  [{ kind: 'findings', keys: ['a', 'b'] }, '2 findings'],
  [
    {
      kind: 'coverage',
      flags: [
        {
          flag: 'unit',
          counts: {
            lines: { covered: 2, total: 3 },
            branches: null,
            functions: { covered: 0, total: 0 },
            statements: null,
          },
          measuredAt: 0,
        },
      ],
    },
    'unit: lines 66.66 %',
  ],
  [
    { kind: 'benchmarks', results: [{ name: 'sort', unit: 'seconds', better: 'smaller', value: 0.25, samples: [] }] },
    'sort 0.25 seconds',
  ],
] as const)('an observation in words: %#', (observation, text) => {
  expect(observationText(observation)).toBe(text)
})
