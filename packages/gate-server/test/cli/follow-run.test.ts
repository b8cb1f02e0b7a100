import { describe, expect, test } from 'vitest'
import { followRun } from '../../src/cli/follow-run.ts'
import type { RunView } from '../../src/cli/output/run-view.ts'
import { runOf } from './output/run-values.ts'

/** Follows a run that goes through these states; an error is thrown when its turn comes. */
async function follow(
  states: readonly (RunView | Error)[],
  more: { readonly deadline?: number; readonly interruptAt?: number } = {},
) {
  const seen: number[] = []
  const troubles: string[] = []
  const interruption = new AbortController()
  let asked = 0
  const result = await followRun<RunView>({
    read: () => {
      const state = states[Math.min(asked, states.length - 1)]
      asked += 1
      if (asked === more.interruptAt) interruption.abort()
      if (interruption.signal.aborted) return Promise.reject(new Error('aborted'))
      return state instanceof Error || state === undefined
        ? Promise.reject(state ?? new Error())
        : Promise.resolve(state)
    },
    onChange: (run) => void seen.push(run.revision),
    onTrouble: (message) => void troubles.push(message),
    isTransient: (error) => error instanceof Error && error.message === 'unavailable',
    deadline: more.deadline ?? null,
    interrupted: interruption.signal,
  })
  return { result, seen, troubles }
}

describe('following a run', () => {
  test('tells each revision once and ends with the completed run', async () => {
    const end = runOf({ revision: 3, status: 'completed' })
    const { result, seen } = await follow([runOf({}), runOf({}), runOf({ revision: 2 }), end])
    expect(result).toEqual({ kind: 'completed', run: end })
    expect(seen).toEqual([1, 2, 3])
  })

  test('asks again while the service is away', async () => {
    const end = runOf({ status: 'completed' })
    const { result, troubles } = await follow([new Error('unavailable'), end])
    expect(result.kind).toBe('completed')
    expect(troubles).toEqual(['unavailable'])
  })

  test('throws what asking again cannot help', async () => {
    await expect(follow([new Error('forbidden')])).rejects.toThrow('forbidden')
  })

  test('gives up at the deadline, but not before the first state is known', async () => {
    expect((await follow([runOf({})], { deadline: Date.now() - 1 })).result).toEqual({ kind: 'timed-out' })
    const end = runOf({ status: 'completed' })
    expect((await follow([end], { deadline: Date.now() - 1 })).result).toEqual({ kind: 'completed', run: end })
  })

  test('ends as interrupted, whatever the request in hand says', async () => {
    expect((await follow([runOf({})], { interruptAt: 2 })).result).toEqual({ kind: 'interrupted' })
  })
})
