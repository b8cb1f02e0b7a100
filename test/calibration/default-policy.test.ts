import { expect, test } from 'vitest'
import { findConfiguration } from './configurations.ts'
import { defaultPolicy, finishedRun, shippedPlan, shippedRollout } from './default-policy.ts'
import { findScenario, type Scenario } from './scenarios.ts'
import { canaryRandom, type SimulatedCanary } from './simulate-canary.ts'
import { simulateRollout } from './simulate-rollout.ts'

test('the rollout is that of the shipped policy, as long as it can become', () => {
  expect(shippedRollout).toEqual({
    lookSeconds: 15,
    stages: [
      { share: 0.1, seconds: 300 },
      { share: 0.5, seconds: 1200 },
    ],
    after: 600,
  })
  expect(findConfiguration('policy')?.rollout).toBe(shippedRollout)
})

test('one canary has two readings of the same time: its stages, and all traffic on the experiment', () => {
  const canary = drawn('aa')
  const full = canary.atFullTraffic?.() ?? []
  expect(canary.looks.map(({ end }) => end)).toEqual(Array.from({ length: 140 }, (_, look) => 15 * (look + 1)))
  expect(full.map(({ end }) => end)).toEqual(canary.looks.map(({ end }) => end))
  expect(canary.looks.map(({ experiment }) => experiment.requests)).toEqual([
    ...Array.from({ length: 20 }, () => 60),
    ...Array.from({ length: 120 }, () => 300),
  ])
  expect(new Set(full.map(({ experiment }) => experiment.requests))).toEqual(new Set([599]))
  expect(canary.atFullTraffic?.()).toBe(full)
  // The shock of a look is common to both: it is larger than what 300 requests vary by.
  const shocked = drawn('aa', { commonShockSd: 1 })
  const levels = (looks: SimulatedCanary['looks']): readonly number[] =>
    looks.map(({ experiment: { latency } }) => latency.reduce((sum, one) => sum + Math.log(one), 0) / latency.length)
  const apart = levels(shocked.looks).map((level, look) => level - (levels(shocked.atFullTraffic?.() ?? [])[look] ?? 0))
  expect(Math.max(...apart.map(Math.abs))).toBeLessThan(0.5)
})

test('an equal canary is promoted at the end of the bake, and the run has seen every look until then', () => {
  const run = finishedRun(drawn('aa'))
  expect(run).toMatchObject({ status: 'completed', endReason: 'decided', verdict: { verdict: 'promote' } })
  const ends = run.evidence[0]?.looks.map(({ end }) => end / 1000) ?? []
  expect(ends).toEqual(Array.from({ length: ends.length }, (_, look) => 15 * (look + 1)))
  expect(defaultPolicy('policy').judge(drawn('aa'))).toMatchObject({ rollbackAt: null, promoteAt: ends.at(-1) })
})

test('one that is 30 % slower is rolled back in the first stage', () => {
  const { rollbackAt, promoteAt } = defaultPolicy('policy').judge(drawn('latency-30'))
  expect(rollbackAt).toBeLessThanOrEqual(150)
  expect(promoteAt).toBeNull()
})

test('one that nobody can decide about has neither time, although the policy takes it back', () => {
  const run = finishedRun(drawn('aa-4rps'))
  expect(run).toMatchObject({ endReason: 'deadline', verdict: { verdict: 'rollback', outcome: 'inconclusive' } })
  expect(defaultPolicy('policy').judge(drawn('aa-4rps'))).toEqual({
    rollbackAt: null,
    promoteAt: null,
    metrics: { errors: null, latency: null },
  })
})

test('a canary without the looks of the policy is refused', () => {
  const [first] = drawn('aa').looks
  const other: SimulatedCanary = { ...drawn('aa'), looks: first === undefined ? [] : [first] }
  expect(() => finishedRun(other, shippedPlan)).toThrow('no look at 30 s of stage 1')
})

function drawn(id: string, changes: Partial<Scenario> = {}): SimulatedCanary {
  const scenario = findScenario(id)
  if (scenario === undefined) throw new Error(`There is no scenario ${id}`)
  return simulateRollout({ ...scenario, ...changes }, shippedRollout, () => canaryRandom(7, scenario, 0))
}
