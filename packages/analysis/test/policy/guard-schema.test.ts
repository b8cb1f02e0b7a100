import { describe, expect, test } from 'vitest'
import { AnalysisError, type PolicyIssue } from '../../src/errors.ts'
import type { Guard } from '../../src/judges/index.ts'
import { kosmosPolicy, parsePolicy } from '../../src/policy/index.ts'

/** The default policy with these guards. */
function withGuards(...guards: readonly string[]): string {
  return kosmosPolicy.replace(/guards:[\s\S]*? {2}judge/, `guards: [${guards.join(', ')}]\n  judge`)
}

function guardsOf(...guards: readonly string[]): readonly Guard[] {
  return parsePolicy(withGuards(...guards)).canary?.guards ?? []
}

function issuesOf(guard: string): readonly PolicyIssue[] {
  try {
    parsePolicy(withGuards(guard))
    return []
  } catch (error) {
    if (error instanceof AnalysisError && error.is('policy-invalid')) return error.details.issues
    throw error
  }
}

const windowed = [
  'id: a, metric: errors, above: 5%, window: 1m',
  'id: b, metric: latency, quantile: p95, above: 800ms, window: 1m',
  'id: c, metric: latency, quantile: p95, aboveBaseline: 2x, window: 1m',
]

describe('the evidence of a guard', () => {
  test('with a window is always valid where nothing else is said', () => {
    expect(guardsOf(...windowed.map((keys) => `{ ${keys} }`)).map(({ evidence }) => evidence)).toEqual([
      'always-valid',
      'always-valid',
      'always-valid',
    ])
  })

  test.each(['always-valid', 'point'] as const)('with a window is %s where that is said', (evidence) => {
    for (const guard of guardsOf(...windowed.map((keys) => `{ ${keys}, evidence: ${evidence} }`)))
      expect(guard.evidence).toBe(evidence)
  })

  test('of a time is a point, said or not, and never always valid', () => {
    const failing = 'id: a, metric: health, failingFor: 5m'
    expect(guardsOf(`{ ${failing} }`)).toEqual(guardsOf(`{ ${failing}, evidence: point }`))
    expect(guardsOf(`{ ${failing} }`)[0]?.evidence).toBe('point')
    const [issue] = issuesOf(`{ ${failing}, evidence: always-valid }`)
    expect(issue?.pointer).toBe('/canary/guards/0/evidence')
    expect(issue?.message).toMatch(/'evidence: point' or none with 'failingFor'/)
  })

  test('of another name is refused', () => {
    const [issue] = issuesOf(`{ ${windowed[0] ?? ''}, evidence: certain }`)
    expect(issue?.pointer).toBe('/canary/guards/0/evidence')
    expect(issue?.message).toMatch(/'always-valid' or 'point'/)
  })
})
