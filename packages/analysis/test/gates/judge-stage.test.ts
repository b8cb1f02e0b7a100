import { describe, expect, test } from 'vitest'
import { judgeStage } from '../../src/gates/index.ts'
import type { CanaryPlan } from '../../src/policy/index.ts'
import { subject } from '../conditions/report.ts'
import { canaryEvidence, plan, start, type Traffic } from './canary-evidence.ts'

const given = {
  policy: { name: 'kosmos', digest: 'sha256:0' },
  plan,
  stage: 1,
  subject,
  now: start,
  stageComplete: true,
  deadlinePassed: false,
}

function judge(stage: number, canary: Partial<Traffic> = {}, baseline: Partial<Traffic> = {}) {
  return judgeStage({ ...given, stage, evidence: canaryEvidence(stage, canary, baseline) })
}

describe('a complete stage', () => {
  test.each([0, 1, 2])('%d of a healthy canary is promoted with a part per metric and guard', (stage) => {
    const verdict = judge(stage)
    expect(verdict).toMatchObject({ verdict: 'promote', outcome: 'pass', gate: 'canary', exposure: 'after' })
    const ids = verdict.parts.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['latency', 'health', 'error-rate', 'p95', 'unhealthy']))
    expect(ids.includes('traffic-split')).toBe(stage < 2)
  })

  test.each<[string, number, Partial<Traffic>, string]>([
    ['20 % errors', 0, { errorShare: 0.2 }, 'error-rate'],
    ['20 % errors at 100 %', 2, { errorShare: 0.2 }, 'error-rate'],
    ['three times the duration', 0, { seconds: 0.3 }, 'p95'],
    ['half again the duration', 1, { seconds: 0.15 }, 'latency'],
    ['four times the errors', 1, { errorShare: 0.02 }, 'errors'],
  ])('with %s in stage %d is rolled back', (_, stage, canary, part) => {
    const verdict = judge(stage, canary)
    expect(verdict).toMatchObject({ verdict: 'rollback', outcome: 'fail' })
    expect(verdict.parts.find(({ id }) => id === part)?.outcome).toBe('fail')
    expect(verdict.reason).toMatch(/\d/)
  })

  test('with a baseline that is worse is promoted', () => {
    expect(judge(1, {}, { errorShare: 0.1, seconds: 0.4 }).verdict).toBe('promote')
  })
})

describe('a stage that is still collecting', () => {
  test('holds although all is well so far', () => {
    const verdict = judgeStage({ ...given, evidence: canaryEvidence(1), stageComplete: false })
    expect(verdict).toMatchObject({ verdict: 'hold', outcome: 'inconclusive' })
  })

  test('is rolled back by a guard', () => {
    const verdict = judgeStage({ ...given, evidence: canaryEvidence(1, { errorShare: 0.2 }), stageComplete: false })
    expect(verdict).toMatchObject({ verdict: 'rollback', outcome: 'fail' })
  })

  test('is rolled back by a comparison that is valid at every look, and held by one that may be made once', () => {
    const asked = { ...given, evidence: canaryEvidence(1, { errorShare: 0.02 }), stageComplete: false }
    expect(judgeStage(asked)).toMatchObject({ verdict: 'rollback', outcome: 'fail' })
    const judge: CanaryPlan['judge'] = {
      kind: 'fixed-sample',
      options: { alpha: 0.01, promoteAlpha: 0.05, minLooks: 10 },
    }
    expect(judgeStage({ ...asked, plan: { ...plan, judge } }).verdict).toBe('hold')
  })
})

describe('without evidence', () => {
  test('a stage holds, and past its deadline follows the choice for undecided', () => {
    expect(judgeStage({ ...given, evidence: [] })).toMatchObject({ verdict: 'hold', outcome: 'inconclusive' })
    expect(judgeStage({ ...given, evidence: [], deadlinePassed: true }).verdict).toBe('rollback')
    const holding: CanaryPlan = { ...plan, onInconclusive: 'hold' }
    expect(judgeStage({ ...given, plan: holding, evidence: [], deadlinePassed: true }).verdict).toBe('hold')
  })

  test('of one metric, its part says so', () => {
    const evidence = canaryEvidence(1).filter(({ metric }) => metric !== 'latency')
    const verdict = judgeStage({ ...given, evidence })
    expect(verdict.verdict).toBe('hold')
    expect(verdict.parts.find(({ id }) => id === 'latency')).toMatchObject({
      outcome: 'inconclusive',
      reasons: [{ code: 'looks-missing' }],
    })
  })
})

test('looks of warm-up are left out of comparisons, and guards see them', () => {
  const late = judgeStage({ ...given, plan: { ...plan, warmup: 240_000 }, evidence: canaryEvidence(1) })
  expect(late.parts.find(({ id }) => id === 'errors')).toMatchObject({
    reasons: [{ facts: { looks: 8 } }],
  })
  expect(late.parts.find(({ id }) => id === 'error-rate')?.outcome).toBe('pass')
})

test('a stage in which nothing is required never goes on', () => {
  const bare: CanaryPlan = { ...plan, guards: [], metrics: plan.metrics.filter(({ kind }) => kind !== 'health') }
  const verdict = judgeStage({ ...given, plan: bare, stage: 2, evidence: canaryEvidence(2) })
  expect(verdict).toMatchObject({ verdict: 'hold', outcome: 'inconclusive' })
  expect(verdict.reason).toContain('no required metric or guard')
})

test('a stage that the plan does not have is refused', () => {
  expect(() => judgeStage({ ...given, stage: 3, evidence: [] })).toThrow(/Expected a stage below 3, got 3/)
})
