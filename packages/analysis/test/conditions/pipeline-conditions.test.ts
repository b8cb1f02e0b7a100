import { describe, expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { PipelineStage, SubmittedReport } from '../../src/evidence/index.ts'
import type { Outcome } from '../../src/verdict/index.ts'
import { context, report, subject } from './report.ts'

const minute = 60_000

/** A stage that ran from one minute to another. */
function stage(name: string, from: number, to: number, fields: Partial<PipelineStage> = {}): PipelineStage {
  return {
    name,
    status: 'succeeded',
    startedAt: from * minute,
    finishedAt: to * minute,
    duration: (to - from) * minute,
    ...fields,
  }
}

function pipeline(stages: readonly PipelineStage[], commit: string | null = subject.commit): SubmittedReport {
  return report([{ kind: 'pipeline', system: 'GitHub Actions', commit, stages }])
}

const unknown = { startedAt: null, finishedAt: null, duration: null }

describe('the duration condition', () => {
  const judge = (options: object, ...stages: readonly PipelineStage[]) =>
    conditions.duration.judge(options, context({ reports: [pipeline(stages)] })).part

  test.each<[string, object, readonly PipelineStage[], Outcome, string]>([
    ['a stage within its budget', {}, [stage('test', 0, 5)], 'pass', "Stage 'test' took 5m of 15m"],
    ['a stage as long as its budget', {}, [stage('test', 0, 15)], 'pass', 'took 15m of 15m'],
    ['a stage over its budget', {}, [stage('test', 0, 16)], 'warn', "Stage 'test' took 16m, its budget is 15m"],
    ['a stage over a budget that is enforced', { enforce: 'fail' }, [stage('test', 0, 16)], 'fail', 'took 16m'],
    [
      'parallel jobs once',
      { budgets: { 'test*': '15m' } },
      [stage('test 1', 0, 10), stage('test 2', 2, 12)],
      'pass',
      'took 12m',
    ],
    [
      'no time between jobs',
      { budgets: { 'test*': '15m' } },
      [stage('test 1', 0, 5), stage('test 2', 60, 65)],
      'pass',
      'took 10m',
    ],
    [
      'jobs by their stage',
      {},
      [stage('unit', 0, 5, { group: 'test' }), stage('e2e', 5, 20, { group: 'test' })],
      'warn',
      'took 20m',
    ],
    ['no waiting within a job', {}, [stage('test', 0, 20, { duration: 5 * minute })], 'pass', 'took 5m'],
    [
      'jobs without times by their sum',
      { budgets: { 'test*': '15m' } },
      [stage('test 1', 0, 0, { ...unknown, duration: 10 * minute }), stage('test 2', 0, 6)],
      'warn',
      'took 16m',
    ],
    ['a missing stage', {}, [stage('build', 0, 5)], 'inconclusive', "Stage 'test' is not in the report"],
    ['a running stage', {}, [stage('test', 0, 0, { ...unknown, status: 'running' })], 'inconclusive', 'still running'],
    [
      'a running stage over its budget already',
      { budgets: { 'test*': '15m' } },
      [stage('test 1', 0, 16), stage('test 2', 0, 0, { ...unknown, status: 'running' })],
      'warn',
      'has taken 16m',
    ],
    ['a stage without times', {}, [stage('test', 0, 0, unknown)], 'inconclusive', 'has no times'],
    [
      'a stage that was skipped',
      {},
      [stage('test', 0, 0, { ...unknown, status: 'skipped' })],
      'inconclusive',
      'did not run',
    ],
    ['a stage that failed early', {}, [stage('test', 0, 1, { status: 'failed' })], 'inconclusive', 'did not succeed'],
    ['a duration that is no number', {}, [stage('test', 0, 1, { duration: Number.NaN })], 'inconclusive', 'test'],
    [
      'the whole pipeline',
      { budgets: {}, total: '20m' },
      [stage('a', 0, 15), stage('b', 30, 36)],
      'warn',
      'The pipeline took 21m',
    ],
  ])('%s', (_, options, stages, outcome, sentence) => {
    const part = judge({ budgets: { test: '15m' }, ...options }, ...stages)
    expect(part.outcome).toBe(outcome)
    expect(part.reasons[0].sentence).toContain(sentence)
  })

  test('asks for a budget', () => {
    expect(conditions.duration.options.safeParse({ enforce: 'fail' }).success).toBe(false)
    expect(conditions.duration.options.safeParse({ budgets: {} }).success).toBe(false)
    expect(conditions.duration.options.safeParse({ budgets: { test: '15 minutes' } }).success).toBe(false)
    expect(conditions.duration.options.safeParse({ total: '1h' }).success).toBe(true)
  })

  test('without a report is inconclusive', () => {
    expect(conditions.duration.judge({ total: '1h' }, context()).part.outcome).toBe('inconclusive')
  })
})

describe('the stages condition', () => {
  const judge = (succeeded: readonly string[], ...reports: readonly SubmittedReport[]) =>
    conditions.stages.judge({ succeeded }, context({ reports })).part

  test.each<[PipelineStage['status'], Outcome]>([
    ['succeeded', 'pass'],
    ['failed', 'fail'],
    ['cancelled', 'fail'],
    ['skipped', 'fail'],
    ['unknown', 'fail'],
    ['running', 'inconclusive'],
  ])('on a stage that is %s comes to %s', (status, outcome) => {
    expect(judge(['build'], pipeline([stage('build', 0, 1, { status }), stage('other', 0, 1)])).outcome).toBe(outcome)
  })

  test('fails on a stage that is missing', () => {
    expect(judge(['build', 'deploy'], pipeline([stage('build', 0, 1)])).reasons[0]).toMatchObject({
      code: 'stage-missing',
      sentence: "Stage 'deploy' is not in the report of the pipeline",
    })
  })

  test('asks for every stage that a name means', () => {
    const stages = [stage('test 1', 0, 1), stage('test 2', 0, 1, { status: 'skipped' })]
    expect(judge(['test*'], pipeline(stages)).outcome).toBe('fail')
    expect(judge(['ci'], pipeline([stage('a', 0, 1, { group: 'ci' })])).outcome).toBe('pass')
  })

  test.each([
    [subject.commit, 'pass'],
    [null, 'inconclusive'],
    ['aaaaaaa', 'pass'],
    ['aaaaaa', 'error'],
    ['b'.repeat(40), 'error'],
  ])('on a pipeline of commit %s comes to %s', (commit, outcome) => {
    expect(judge(['build'], pipeline([stage('build', 0, 1)], commit)).outcome).toBe(outcome)
  })

  test('on a pipeline of a commit that is not known is undecided, and says what is missing', () => {
    const of = (commit: string | null, stated: string | null = null): SubmittedReport => ({
      ...pipeline([stage('build', 0, 1)], commit),
      name: 'jobs.json',
      subject: { commit: stated },
    })
    expect(judge(['build'], of(null)).reasons[0]).toMatchObject({
      code: 'evidence-of-an-unknown-commit',
      sentence:
        "Whether report 'jobs.json' belongs to the judged commit cannot be known: neither the report nor who submitted it names the commit that it ran for",
    })
    expect(judge(['build'], of(null, subject.commit)).outcome).toBe('pass')
    const without = context({ subject: { ...subject, commit: null }, reports: [of('b'.repeat(40))] })
    for (const { part } of [
      conditions.stages.judge({ succeeded: ['build'] }, without),
      conditions.duration.judge({ total: '1h' }, without),
    ]) {
      expect(part).toMatchObject({
        outcome: 'inconclusive',
        reasons: [{ sentence: expect.stringContaining('cannot be known: the gate judges no commit') as unknown }],
      })
    }
  })
})
