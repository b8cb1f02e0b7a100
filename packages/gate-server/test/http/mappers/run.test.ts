import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Run, RunStage } from '../../../src/runs/index.ts'
import type { Verdict } from '@kosmos/analysis/verdict'
import { flatEvaluation, flatNothing, flatRun } from '../../../src/http/mappers/run.ts'
import { gateHouse, runBody } from '../gate-house.ts'

const house = await gateHouse()
const begun = await house.engine.startRun({
  ...runBody,
  subject: { service: 'shop', environment: null, version: null, commit: null, digest: null, branch: null },
  baseline: { labels: {}, targets: [] },
  canary: { labels: {}, targets: [] },
  advance: 'automatic',
  idempotency: null,
})
await house.close()

const words = ['promote', 'hold', 'rollback'] as const
function verdict(word: Verdict['verdict']): Verdict {
  return {
    verdict: word,
    outcome: word === 'promote' ? 'pass' : 'fail',
    reason: `says ${word}`,
    subject: begun.subject,
    policy: begun.policy,
    gate: 'canary',
    exposure: 'after',
    judgedAt: 0,
    parts: [],
    evidence: [],
    waivers: [],
  }
}

const orNull = fc.option(fc.constantFrom(...words).map(verdict))
const stage: fc.Arbitrary<RunStage> = fc
  .record({ status: fc.constantFrom('pending', 'awaiting-traffic', 'running', 'decided'), verdict: orNull })
  .map((fields) => ({
    ...fields,
    traffic: 0.1,
    startedAt: null,
    endsAt: null,
    extended: false,
    trafficDeadline: null,
  }))
const run: fc.Arbitrary<Run> = fc
  .record({
    status: fc.constantFrom('queued', 'running', 'completed'),
    verdict: orNull,
    stages: fc.array(stage, { minLength: 1, maxLength: 3 }),
  })
  .map((fields) => ({ ...begun, ...fields }))

describe('the flat answer', () => {
  test('has every field, never a null, and a finite score that fits its state', () => {
    fc.assert(
      fc.property(run, fc.option(fc.nat(4)), (value, at) => {
        const flat = flatRun(value, 'http://gate', at)
        expect(Object.keys(flat)).toEqual(Object.keys(flatNothing('a', '')))
        expect(Object.values(flat)).not.toContain(null)
        expect(flat.score).toBe({ promote: 100, hold: 50, running: 50, rollback: 0 }[flat.state])
        expect(flat.verdict).toBe(flat.state === 'running' ? 'hold' : flat.state)
      }),
    )
  })

  test('of a run promotes only where the run is completed and says so', () => {
    fc.assert(
      fc.property(run, (value) => {
        const promotes = value.status === 'completed' && value.verdict?.verdict === 'promote'
        expect(flatRun(value, '', null).state === 'promote').toBe(promotes)
      }),
    )
  })

  test('of a stage promotes only where it is decided so, and the run has not ended otherwise since', () => {
    fc.assert(
      fc.property(run, fc.nat(4), (value, at) => {
        const asked = value.stages[at]
        const decided = asked?.status === 'decided' && asked.verdict?.verdict === 'promote'
        const undecided = asked !== undefined && asked.status !== 'decided'
        const ended = value.status === 'completed'
        const whole = value.verdict?.verdict === 'promote'
        expect(flatRun(value, '', at).state === 'promote').toBe(ended ? whole && (decided || undecided) : decided)
      }),
    )
  })

  test('of a run that was rolled back is rollback at every stage, also at one that was advanced before', () => {
    const advanced: RunStage = {
      traffic: 0.1,
      status: 'decided',
      startedAt: 0,
      endsAt: 1,
      extended: false,
      trafficDeadline: null,
      verdict: verdict('promote'),
    }
    const rolledBack: Run = { ...begun, status: 'completed', verdict: verdict('rollback'), stages: [advanced] }
    expect(flatRun(rolledBack, '', 0)).toMatchObject({ state: 'rollback', score: 0, reason: 'says rollback' })
    expect(flatRun({ ...rolledBack, status: 'running', verdict: null }, '', 0)).toMatchObject({ state: 'promote' })
  })

  test('for a stage that is not there is hold, also where the whole was promoted', () => {
    const promoted: Run = { ...begun, status: 'completed', verdict: verdict('promote') }
    expect(flatRun(promoted, '', 7)).toMatchObject({ state: 'hold', outcome: 'inconclusive' })
    const evaluation = { id: 'e', createdAt: 0, policyDocument: '', verdict: verdict('promote') }
    expect(flatEvaluation(evaluation, '', 0)).toMatchObject({ state: 'hold', outcome: 'inconclusive' })
    expect(flatEvaluation(evaluation, '', null)).toMatchObject({ state: 'promote', score: 100 })
  })

  test('where nothing is known is hold with an address that leads somewhere', () => {
    expect(flatNothing('shop', 'http://gate')).toMatchObject({
      id: '',
      state: 'hold',
      score: 50,
      reportUrl: 'http://gate/',
    })
  })
})
