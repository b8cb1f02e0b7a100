import { expect, test } from 'vitest'
import type { JudgeUnderTest, SimulatedOutcome } from './judge-under-test.ts'
import { findScenario } from './scenarios.ts'
import { canaryRandom, simulateCanary, type SimulatedCanary } from './simulate-canary.ts'
import { guardsFireAt, shippedGuards, withGuards } from './with-guards.ts'

test('the guards are those of the shipped policy that have a window, and need no luck', () => {
  expect(shippedGuards.map(({ id, metric, evidence }) => [id, metric, evidence])).toEqual([
    ['error-rate', 'errors', 'always-valid'],
    ['p95', 'latency', 'always-valid'],
  ])
})

test('they fire soon where the limit is far exceeded, and not on a healthy canary', () => {
  const failing = { experimentErrorRate: 0.25 }
  const slow = { latencyScale: 4 }
  for (const changes of [failing, slow]) {
    const at = guardsFireAt(canary('aa', 0, changes))
    expect(at).toBeGreaterThanOrEqual(30)
    expect(at).toBeLessThanOrEqual(90)
  }
  for (const id of ['aa', 'aa-4rps', 'aa-bursty', 'latency-30']) expect(guardsFireAt(canary(id, 0))).toBeNull()
})

test('the time is that of the first look that showed it, whatever came later', () => {
  const { looks, ...before } = canary('aa', 0, { experimentErrorRate: 0.25 })
  const whole = guardsFireAt({ ...before, looks })
  const until = looks.filter(({ end }) => end <= (whole ?? 0))
  expect(guardsFireAt({ ...before, looks: until })).toBe(whole)
  expect(guardsFireAt({ ...before, looks: until.slice(0, -1) })).toBeNull()
})

test('the earlier of judge and guards rolls back, and a promotion counts only before the guards fire', () => {
  const failing = canary('aa', 0, { experimentErrorRate: 0.25 })
  const fired = guardsFireAt(failing) ?? 0
  const guarded = (outcome: SimulatedOutcome, of: SimulatedCanary): SimulatedOutcome => {
    const judge: JudgeUnderTest = { name: 'fixed', judge: () => outcome }
    return withGuards(judge).judge(of)
  }
  expect(guarded({ rollbackAt: null, promoteAt: 900 }, failing)).toEqual({ rollbackAt: fired, promoteAt: null })
  expect(guarded({ rollbackAt: 900, promoteAt: 1 }, failing)).toEqual({ rollbackAt: fired, promoteAt: 1 })
  expect(guarded({ rollbackAt: 1, promoteAt: null }, failing)).toEqual({ rollbackAt: 1, promoteAt: null })
  const metrics = { errors: 60 }
  const healthy = { rollbackAt: null, promoteAt: 900, metrics }
  expect(guarded(healthy, canary('aa', 0))).toEqual(healthy)
})

function canary(id: string, index: number, changes: object = {}): SimulatedCanary {
  const scenario = findScenario(id)
  if (scenario === undefined) throw new Error(`There is no scenario ${id}`)
  return simulateCanary({ ...scenario, ...changes }, 30, canaryRandom(7, scenario, index))
}
