import { describe, expect, test } from 'vitest'
import type { SubmittedReport } from '../../src/evidence/index.ts'
import { evaluateGate } from '../../src/gates/index.ts'
import { kosmosPolicy, parsePolicy } from '../../src/policy/index.ts'
import { now, report, unreadable } from '../conditions/report.ts'
import { goodReports, needed, subject } from './kosmos-gates.ts'

const policy = parsePolicy(kosmosPolicy)

function verdictOf(gate: string, reports: Iterable<SubmittedReport>) {
  const given = { policy, policyDigest: 'sha256:0', gate, subject, judgedAt: now, deadlinePassed: false }
  return evaluateGate({ ...given, reports: [...reports] })
}

const gates = ['pull-request', 'merge', 'staging', 'production', 'production-smoke'] as const

test('the default policy has these gates and no other', () => {
  expect(policy.gates.map(({ name }) => name)).toEqual(gates)
})

describe.each(gates)('the gate %s of the default policy', (gate) => {
  const good = goodReports(gate)

  test('promotes on good evidence of all that it asks for', () => {
    const { verdict, parts } = verdictOf(gate, good.values())
    expect(parts.filter(({ outcome }) => outcome !== 'pass')).toEqual([])
    expect(verdict).toBe('promote')
  })

  test.each(needed[gate])('does not promote without the report %s', (name) => {
    const others = [...good].filter(([other]) => other !== name).map(([, one]) => one)
    expect(verdictOf(gate, others).verdict).not.toBe('promote')
  })

  test.each(needed[gate])('does not promote where the report %s cannot be read or holds nothing', (name) => {
    const spoilt = (by: (one: SubmittedReport) => SubmittedReport): readonly SubmittedReport[] =>
      [...good].map(([other, one]) => (other === name ? by(one) : one))
    const { suite } = good.get(name) ?? { suite: null }
    expect(
      verdictOf(
        gate,
        spoilt(() => unreadable({ name, suite })),
      ).verdict,
    ).not.toBe('promote')
    expect(
      verdictOf(
        gate,
        spoilt(() => report([], { name, suite })),
      ).verdict,
    ).not.toBe('promote')
  })

  test.each(needed[gate])('does not promote where the report %s belongs to another commit', (name) => {
    const reports = [...good].map(([other, one]) =>
      other === name ? { ...one, subject: { commit: 'e'.repeat(40) } } : one,
    )
    expect(verdictOf(gate, reports).verdict).not.toBe('promote')
  })
})
