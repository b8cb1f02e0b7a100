import type { JudgeState } from '@kosmos/analysis/judges'
import { describe, expect, test } from 'vitest'
import { cleanRun, evidenceUpTo, judgeAt, judgedPlans } from './judged-plans.ts'

function runNamed(name: string, phase = 0) {
  const of = judgedPlans.find((one) => one.name === name)
  if (of === undefined) throw new Error(`There is no plan ${name}`)
  return cleanRun(of, phase)
}

/** Judged in the middle of the second stage. */
const look = 29

describe('what a judge remembers', () => {
  const run = runNamed('everything')
  const { plan } = run.of
  const moment = run.moments[look]
  const before = run.states[look - 1]
  if (moment === undefined || before === undefined || before === null) throw new Error('no look before')
  const spoilt = evidenceUpTo(run.evidence, look).map((of) => (of.metric === 'errors' ? { ...of, looks: [] } : of))
  const judge = (evidence: Parameters<typeof judgeAt>[1], state: JudgeState | null) =>
    judgeAt(plan, evidence, moment, state)
  const anew = judge(evidenceUpTo(run.evidence, look), null)

  test('gives the same verdict and the same memory as all looks read anew', () => {
    expect(judge(evidenceUpTo(run.evidence, look), before)).toEqual(anew)
  })

  test.each<[string, JudgeState | null | undefined]>([
    ['after more looks than there are', run.states[look + 1]],
    ['after looks of another canary with other metrics', runNamed('gauges').states[look - 1]],
    ['with its metrics in another order', { ...before, metricIds: before.metricIds.toReversed() }],
    ['of other looks', { ...before, newestEnd: (before.newestEnd ?? 0) + 1 }],
    ['with fewer metrics than there are', { ...before, metrics: before.metrics.slice(1) }],
    ['with a number of looks that is none', { ...before, looks: Number.NaN }],
    ['with a negative number of looks', { ...before, looks: -1 }],
    ['with half a look', { ...before, looks: before.looks - 0.5 }],
    ['with evidence that is no number', { ...before, harm: { logE: Number.NaN, maxLogE: 0 } }],
    ['with infinite evidence', { ...before, harm: { logE: 0, maxLogE: Number.POSITIVE_INFINITY } }],
    [
      'whose metrics have seen fewer looks',
      {
        ...before,
        metrics: before.metrics.map((one) => ({ ...one, presence: { ...one.presence, missing: 0, measured: 2 } })),
      },
    ],
    ['whose metrics have no tests', { ...before, metrics: before.metrics.map((one) => ({ ...one, directions: [] })) }],
    [
      'whose metrics are of other kinds',
      { ...before, metrics: [...before.metrics.slice(1), ...before.metrics.slice(0, 1)] },
    ],
  ])('is made anew where it is one %s', (_, state) => {
    if (state === undefined || state === null) throw new Error('no state')
    expect(judge(evidenceUpTo(run.evidence, look), state)).toEqual(anew)
  })

  test('of a metric that is gone promotes nothing', () => {
    expect(judge(spoilt, before).verdict.verdict).not.toBe('promote')
  })

  test('of a whole run promotes nothing before its second stage has a look', () => {
    const asked = run.moments[20]
    if (asked === undefined) throw new Error('no second stage')
    const { verdict } = judgeAt(plan, evidenceUpTo(run.evidence, 19), asked, run.states[19] ?? null)
    expect(verdict.verdict).not.toBe('promote')
  })
})
