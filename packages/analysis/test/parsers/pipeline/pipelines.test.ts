import { describe, expect, test } from 'vitest'
import type { PipelineEvidence } from '../../../src/evidence/index.ts'
import { parse, refusalOf } from '../read.ts'

function pipelineOf(value: unknown): PipelineEvidence {
  const [evidence] = parse(typeof value === 'string' ? value : JSON.stringify(value)).evidence
  if (evidence?.kind !== 'pipeline') throw new Error('There is no evidence of a pipeline')
  return evidence
}

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 12, minute)).toISOString()

describe('jobs of GitHub Actions', () => {
  const job = (name: string, more: object = {}): object => ({
    id: 1,
    run_id: 2,
    name,
    head_sha: 'abc',
    workflow_name: 'CI',
    status: 'completed',
    conclusion: 'success',
    created_at: at(0),
    started_at: at(5),
    completed_at: at(10),
    ...more,
  })
  const page = (jobs: readonly object[], total = jobs.length): object => ({ total_count: total, jobs })

  test('are read without the time that they waited', () => {
    expect(pipelineOf(page([job('build')]))).toEqual({
      kind: 'pipeline',
      system: 'GitHub Actions',
      commit: 'abc',
      stages: [
        {
          name: 'build',
          group: 'CI',
          status: 'succeeded',
          startedAt: Date.parse(at(5)),
          finishedAt: Date.parse(at(10)),
          duration: 300_000,
        },
      ],
    })
  })

  test.each([
    [{ conclusion: 'failure' }, 'failed'],
    [{ conclusion: 'timed_out' }, 'failed'],
    [{ conclusion: 'cancelled' }, 'cancelled'],
    [{ conclusion: 'skipped' }, 'skipped'],
    [{ conclusion: 'neutral' }, 'unknown'],
    [{ conclusion: null }, 'unknown'],
    [{ status: 'in_progress', conclusion: null, completed_at: null }, 'running'],
    [{ status: 'queued', conclusion: null, completed_at: null }, 'running'],
  ])('with %j are %s', (more, status) => {
    expect(pipelineOf(page([job('build', more)])).stages[0]?.status).toBe(status)
  })

  test('of which one ran again count by their last attempt', () => {
    const jobs = [job('build', { run_attempt: 2 }), job('build', { run_attempt: 1, conclusion: 'failure' })]
    expect(pipelineOf(page(jobs)).stages.map(({ status }) => status)).toEqual(['succeeded'])
  })

  test('of one name in one attempt are several: one that failed is not hidden by its namesake', () => {
    const jobs = [job('build', { id: 1, conclusion: 'failure' }), job('build', { id: 2 })]
    expect(pipelineOf(page(jobs)).stages.map(({ status }) => status)).toEqual(['failed', 'succeeded'])
  })

  test('are read from pages one after another, and refused from a part of them', () => {
    const pages = [page([job('build')], 2), page([job('test')], 2)].map((one) => JSON.stringify(one))
    expect(pipelineOf(pages.join('\n')).stages.map(({ name }) => name)).toEqual(['build', 'test'])
    expect(pipelineOf(pages.join('')).stages).toHaveLength(2)
    expect(refusalOf(JSON.stringify(page([job('build')], 2))).code).toBe('report-malformed')
  })

  test('of several commits are refused', () => {
    expect(refusalOf(JSON.stringify(page([job('a'), job('b', { head_sha: 'def' })]))).code).toBe('report-malformed')
  })

  test("are read from gh's own list", () => {
    const own = {
      databaseId: 1,
      name: 'build',
      status: 'completed',
      conclusion: 'success',
      startedAt: at(0),
      completedAt: at(1),
    }
    expect(pipelineOf({ jobs: [own], headSha: 'abc' })).toMatchObject({ commit: 'abc', stages: [{ duration: 60_000 }] })
    const waiting = { ...own, status: 'queued', conclusion: '', completedAt: '0001-01-01T00:00:00Z' }
    expect(pipelineOf({ jobs: [waiting] }).stages).toMatchObject([{ status: 'running', finishedAt: null }])
  })

  test('of a run without any have no stage', () => {
    expect(pipelineOf(page([])).stages).toEqual([])
  })
})

test('jobs of GitLab are read with their stage, and a job that was tried again by its latest', () => {
  const job = (name: string, more: object = {}): object => ({
    id: 1,
    name,
    stage: 'test',
    status: 'success',
    started_at: at(5),
    finished_at: at(10),
    duration: 290.5,
    queued_duration: 240,
    pipeline: { id: 9, sha: 'abc' },
    ...more,
  })
  const evidence = pipelineOf([
    job('unit', { id: 5 }),
    job('unit', { id: 4, status: 'failed' }),
    job('deploy', { stage: 'deploy', status: 'manual', started_at: null, finished_at: null, duration: null }),
    job('lint', { status: 'pending', started_at: null, finished_at: null, duration: null }),
    job('odd', { status: 'splendid' }),
  ])
  expect(evidence.commit).toBe('abc')
  expect(evidence.stages.map(({ name, group, status, duration }) => [name, group, status, duration])).toEqual([
    ['unit', 'test', 'succeeded', 290_500],
    ['deploy', 'deploy', 'skipped', null],
    ['lint', 'test', 'running', null],
    ['odd', 'test', 'unknown', 290_500],
  ])
})

describe('our own timings', () => {
  const timings = (stages: unknown, more: object = {}): object => ({
    format: 'kosmos-timings',
    version: 1,
    commit: 'abc',
    stages,
    ...more,
  })
  const stage = { name: 'build', startedAt: at(0), finishedAt: at(3), status: 'succeeded' }

  test('are read', () => {
    expect(pipelineOf(timings([stage, { name: 'test', status: 'skipped' }]))).toMatchObject({
      commit: 'abc',
      stages: [
        { name: 'build', duration: 180_000 },
        { name: 'test', status: 'skipped', duration: null },
      ],
    })
  })

  test.each([
    ['another version', timings([stage], { version: 2 })],
    ['no stages', timings(undefined)],
    ['a stage without a name', timings([{ ...stage, name: '' }])],
    ['a status that is not known', timings([{ ...stage, status: 'fine' }])],
    ['a time without a zone', timings([{ ...stage, startedAt: '2026-01-05T12:00:00' }])],
    ['an end before its start', timings([{ ...stage, startedAt: at(5) }])],
  ])('with %s are refused', (_, value) => expect(refusalOf(JSON.stringify(value)).code).toBe('report-malformed'))
})
