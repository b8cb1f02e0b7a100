import { describe, expect, test } from 'vitest'
import { AnalysisError } from '../../src/errors.ts'
import type { SubmittedReport } from '../../src/evidence/index.ts'
import { evaluateGate } from '../../src/gates/index.ts'
import { parsePolicy } from '../../src/policy/index.ts'
import { now, report, subject, tests } from '../conditions/report.ts'

const policy = parsePolicy(`
version: 1
name: mine
gates:
  merge:
    - { id: unit, kind: tests, suite: unit }
    - { id: e2e, kind: tests, suite: e2e, required: false }
  smoke:
    exposure: after
    onInconclusive: hold
    conditions: [{ id: smoke, kind: tests, suite: smoke }]
`)

function evaluate(gate: string, reports: readonly SubmittedReport[], deadlinePassed = false) {
  return evaluateGate({ policy, policyDigest: 'sha256:1', gate, subject, reports, judgedAt: now, deadlinePassed })
}

const good = report([tests(3)], { suite: 'unit', name: 'unit.xml' })
const bad = report([tests(3, { failed: 1 })], { suite: 'smoke' })

describe('a gate', () => {
  test('promotes on good evidence and carries what it rests on', () => {
    expect(evaluate('merge', [good])).toMatchObject({
      verdict: 'promote',
      outcome: 'pass',
      gate: 'merge',
      exposure: 'before',
      policy: { name: 'mine', digest: 'sha256:1' },
      judgedAt: now,
      reason: '3 tests ran, 0 failed, 0 were skipped',
      evidence: [{ digest: good.digest, name: 'unit.xml', format: 'some-format', collectedAt: good.collectedAt }],
      parts: [
        { id: 'unit', outcome: 'pass', evidence: [good.digest] },
        { id: 'e2e', outcome: 'inconclusive', required: false },
      ],
    })
  })

  test('before exposure holds on a failure, after it rolls back', () => {
    expect(evaluate('merge', [{ ...bad, suite: 'unit' }])).toMatchObject({ verdict: 'hold', outcome: 'fail' })
    expect(evaluate('smoke', [bad])).toMatchObject({ verdict: 'rollback', outcome: 'fail' })
  })

  test('that stays undecided past its deadline follows its own choice', () => {
    expect(evaluate('smoke', [], true)).toMatchObject({ verdict: 'hold', outcome: 'inconclusive' })
  })

  test('that the policy does not have is refused with those that it has', () => {
    expect(() => evaluate('deploy', [])).toThrow(AnalysisError)
    expect(() => evaluate('__proto__', [])).toThrow("Policy 'mine' has no gate '__proto__'; it has merge, smoke")
  })
})
