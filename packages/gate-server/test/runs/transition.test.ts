import type { CanaryPlan } from '@kosmos/analysis/policy'
import type { Outcome, Verdict } from '@kosmos/analysis/verdict'
import { assembleVerdict } from '@kosmos/analysis/verdict'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createRun,
  lookStanding,
  nextLook,
  runState,
  transition,
  type Run,
  type RunEvent,
} from '../../src/runs/index.ts'

const subject = { service: 'shop', environment: 'production', version: '2', commit: null, digest: null, branch: null }

const plan: CanaryPlan = {
  strategy: 'canary',
  source: 'prometheus',
  interval: 10_000,
  warmup: 0,
  maxWait: 60_000,
  stages: [
    { traffic: 0.1, duration: 30_000, requires: 'no-harm', extend: 0 },
    { traffic: 0.5, duration: 25_000, requires: 'non-inferiority', extend: 20_000 },
    { traffic: 1, duration: 20_000, requires: 'bake', extend: 0 },
  ],
  metrics: [{ id: 'up', kind: 'health', query: 'up', required: true }],
  guards: [],
  judge: { kind: 'fixed-sample', options: { alpha: 0.01, promoteAlpha: 0.05, minLooks: 2 } },
  onInconclusive: 'rollback',
}

function newRun(fields: Partial<CanaryPlan> = {}, advance: Run['advance'] = 'automatic'): Run {
  return createRun({
    id: 'r1',
    now: 1000,
    subject,
    policy: { name: 'p', digest: 'sha256:0' },
    policyDocument: '',
    plan: { ...plan, ...fields },
    baseline: { labels: {}, targets: [] },
    canary: { labels: {}, targets: [] },
    advance,
  })
}

function stageVerdict(run: Run, outcome: Outcome, end: number): Verdict {
  return assembleVerdict({
    subject,
    policy: run.policy,
    gate: 'canary',
    exposure: 'after',
    judgedAt: end,
    deadlinePassed: lookStanding(run, end).deadlinePassed,
    onInconclusive: run.plan.onInconclusive,
    evidence: [],
    parts: [
      {
        id: 'up',
        role: 'metric',
        kind: 'health',
        required: true,
        outcome,
        reasons: [{ code: 'x', outcome, sentence: `it is ${outcome}`, facts: {} }],
        measurement: null,
        evidence: [],
      },
    ],
  })
}

/** The next look of a run with this outcome. A stage that still collects is judged `inconclusive` or `fail` only. */
function look(run: Run, outcome: Outcome): Run {
  const window = nextLook(run)
  if (window === null) return run
  const settled = lookStanding(run, window.end).stageComplete || outcome === 'fail' ? outcome : 'inconclusive'
  return transition(run, {
    type: 'looked',
    at: window.end,
    end: window.end,
    looked: [],
    verdict: stageVerdict(run, settled, window.end),
  })
}

function looks(run: Run, outcome: Outcome, count: number): Run {
  return Array.from({ length: count }).reduce<Run>((current) => look(current, outcome), run)
}

describe('looks', () => {
  test('follow each other without gap or overlap and the last is cut at the end of the stage', () => {
    const run = looks(newRun(), 'pass', 3)
    expect(run.stage).toBe(1)
    const ends: unknown[] = []
    let current = run
    for (const _ of [1, 2, 3]) {
      ends.push(nextLook(current))
      current = look(current, 'inconclusive')
    }
    expect(ends).toEqual([
      { start: 31_000, end: 41_000 },
      { start: 41_000, end: 51_000 },
      { start: 51_000, end: 56_000 },
    ])
  })

  test('that do not fit the window which is due change nothing', () => {
    const run = newRun()
    const verdict = stageVerdict(run, 'pass', 999)
    expect(transition(run, { type: 'looked', at: 999, end: 999, looked: [], verdict })).toBe(run)
  })
})

describe('a run', () => {
  test('that passes every stage ends in promote with the claims of the compared stage', () => {
    const run = looks(newRun(), 'pass', 3 + 3 + 2)
    expect(run).toMatchObject({
      status: 'completed',
      endReason: 'decided',
      verdict: { verdict: 'promote', outcome: 'pass' },
    })
    expect(run.verdict?.parts.map((part) => part.id)).toEqual(['up'])
  })

  test('says hold while it is running, also after a stage was promoted', () => {
    const run = looks(newRun(), 'pass', 4)
    expect(run.stages[0]?.verdict?.verdict).toBe('promote')
    expect(run.verdict?.verdict).toBe('hold')
    expect(runState(run)).toBe('running')
  })

  test('rolls back at once when a look fails in the middle of a stage', () => {
    const run = look(look(newRun(), 'pass'), 'fail')
    expect(run).toMatchObject({
      status: 'completed',
      endReason: 'decided',
      verdict: { verdict: 'rollback', outcome: 'fail' },
    })
    expect(run.nextActionAt).toBeNull()
  })

  test('that is undecided at the end of an extensible stage is extended once and then ends at its deadline', () => {
    const atEnd = looks(looks(newRun(), 'pass', 3), 'inconclusive', 3)
    expect(atEnd.stages[1]).toMatchObject({ extended: true, endsAt: 31_000 + 25_000 + 20_000, status: 'running' })
    const after = looks(atEnd, 'inconclusive', 2)
    expect(after).toMatchObject({
      status: 'completed',
      endReason: 'deadline',
      verdict: { verdict: 'rollback', outcome: 'inconclusive' },
    })
  })

  test('with onInconclusive hold stays where it is at its deadline', () => {
    const run = looks(newRun({ onInconclusive: 'hold' }), 'error', 3)
    expect(run).toMatchObject({
      status: 'completed',
      endReason: 'deadline',
      verdict: { verdict: 'hold', outcome: 'error' },
    })
  })

  test('whose traffic nobody reports ends at the deadline of the wait', () => {
    const run = newRun({}, 'reported')
    expect(nextLook(run)).toBeNull()
    expect(run.nextActionAt).toBe(61_000)
    const ended = transition(run, { type: 'traffic-overdue', at: 61_000 })
    expect(ended).toMatchObject({
      status: 'completed',
      endReason: 'deadline',
      verdict: { verdict: 'rollback', outcome: 'inconclusive' },
    })
    expect(ended.verdict?.reason).toBe('Nobody reported within 60 s that 10 % of the traffic goes to the canary')
  })

  test('starts its looks when the traffic of the waiting stage is reported, and ignores reports for other stages', () => {
    const run = newRun({}, 'reported')
    expect(transition(run, { type: 'traffic-reported', stage: 1, at: 5000 })).toBe(run)
    const started = transition(run, { type: 'traffic-reported', stage: 0, at: 5000 })
    expect(nextLook(started)).toEqual({ start: 5000, end: 15_000 })
    expect(looks(started, 'pass', 3).stages[1]?.status).toBe('awaiting-traffic')
  })

  test('that is cancelled or superseded ends with hold', () => {
    const cancelled = transition(look(newRun(), 'pass'), { type: 'cancelled', at: 12_000 })
    expect(cancelled).toMatchObject({ endReason: 'cancelled', verdict: { verdict: 'hold', outcome: 'inconclusive' } })
    const superseded = transition(newRun(), { type: 'superseded', at: 12_000, by: 'r2' })
    expect(superseded.verdict?.reason).toBe('The run was superseded by run r2')
  })

  test('that is completed never changes again', () => {
    const run = look(newRun(), 'fail')
    expect(transition(run, { type: 'cancelled', at: 1 })).toBe(run)
  })
})

describe('laws', () => {
  const outcome = fc.constantFrom<Outcome>('pass', 'warn', 'fail', 'inconclusive', 'error')
  const step = fc.oneof(
    { weight: 12, arbitrary: outcome.map((of) => (run: Run) => look(run, of)) },
    {
      weight: 2,
      arbitrary: fc.nat(3).map((stage) => (run: Run) => transition(run, { type: 'traffic-reported', stage, at: 2000 })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom<RunEvent>(
          { type: 'cancelled', at: 3000 },
          { type: 'superseded', at: 3000, by: 'other' },
          { type: 'traffic-overdue', at: 3000 },
        )
        .map((event) => (run: Run) => transition(run, event)),
    },
  )

  test('no path reaches promote unless every stage was decided with promote', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.constantFrom('automatic' as const, 'reported' as const),
        (steps, advance) => {
          const run = steps.reduce((current, apply) => apply(current), newRun({}, advance))
          if (run.verdict?.verdict !== 'promote') return
          expect(run.status).toBe('completed')
          expect(run.endReason).toBe('decided')
          for (const stage of run.stages) expect([stage.status, stage.verdict?.verdict]).toEqual(['decided', 'promote'])
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('every unfinished run has a time at which something happens, every finished one has a verdict and an end reason', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const run = steps.reduce((current, apply) => apply(current), newRun())
        if (run.status === 'completed') expect(run.verdict === null || run.endReason === null).toBe(false)
        else expect(run.nextActionAt).not.toBeNull()
      }),
    )
  })

  test('each change counts one revision', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let run = newRun()
        for (const apply of steps) {
          const next = apply(run)
          expect(next.revision).toBe(next === run ? run.revision : run.revision + 1)
          run = next
        }
      }),
    )
  })
})
