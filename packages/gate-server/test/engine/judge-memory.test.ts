import { noLooks } from '@kosmos/analysis/judges'
import { describe, expect, test } from 'vitest'
import { createJudgeMemory } from '../../src/engine/judge-memory.ts'
import type { Run } from '../../src/runs/index.ts'

const aRun: Pick<Run, 'id' | 'revision' | 'status'> = { id: 'r1', revision: 1, status: 'running' }

describe('what the judge remembers of a run', () => {
  const state = { ...noLooks({ metrics: [] }), metricIds: [], newestEnd: null }

  test('is recalled at the revision that it belongs to, and at no other', () => {
    const memory = createJudgeMemory()
    const run = { ...aRun, revision: 4 }
    memory.remember(run, state)
    expect(memory.recall(run)).toBe(state)
    expect(memory.recall({ ...run, revision: 5 })).toBeNull()
    expect(memory.recall({ ...run, id: 'another' })).toBeNull()
  })

  test('is forgotten when the run is completed', () => {
    const memory = createJudgeMemory()
    const run = aRun
    memory.remember(run, state)
    memory.remember({ ...run, status: 'completed' }, state)
    expect(memory.recall(run)).toBeNull()
  })

  test('is bounded: the run whose last look is longest ago goes first', () => {
    const memory = createJudgeMemory(2)
    const [one, two, three] = ['1', '2', '3'].map((id) => ({ ...aRun, id }))
    if (one === undefined || two === undefined || three === undefined) throw new Error('three runs')
    memory.remember(one, state)
    memory.remember(two, state)
    memory.remember(one, state)
    memory.remember(three, state)
    expect([one, two, three].map((run) => memory.recall(run) !== null)).toEqual([true, false, true])
  })
})
