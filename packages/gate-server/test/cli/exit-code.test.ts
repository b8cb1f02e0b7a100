import { describe, expect, test } from 'vitest'
import { outcomes, verdictWords, type Outcome, type VerdictWord } from '@kosmos/analysis/verdict'
import { exitCodes, exitMeaning, runExitCode, verdictExitCode } from '../../src/cli/exit-code.ts'
import { serverErrorTable } from '../../src/errors.ts'

describe('exit codes', () => {
  test('are the numbers that pipelines rely on', () => {
    expect(exitCodes).toEqual({
      promote: 0,
      fail: 1,
      usage: 2,
      undecided: 3,
      timedOut: 4,
      couldNotAsk: 5,
      approval: 6,
      superseded: 7,
      interrupted: 130,
    })
  })

  test.each<[VerdictWord, Outcome, number]>([
    ['promote', 'pass', 0],
    ['promote', 'warn', 0],
    ['hold', 'fail', 1],
    ['rollback', 'fail', 1],
    ['hold', 'inconclusive', 3],
    ['rollback', 'inconclusive', 3],
    ['hold', 'error', 3],
    ['rollback', 'error', 3],
  ])('of %s with outcome %s is %i', (verdict, outcome, code) => {
    expect(verdictExitCode({ verdict, outcome })).toBe(code)
  })

  test('are 0 for nothing but promote with pass or warn, whatever words meet', () => {
    for (const verdict of verdictWords) {
      for (const outcome of outcomes) {
        const goesOn = verdict === 'promote' && (outcome === 'pass' || outcome === 'warn')
        expect(verdictExitCode({ verdict, outcome }) === 0).toBe(goesOn)
      }
    }
  })

  test.each([
    ['running', null, null, 4],
    ['completed', 'decided', { verdict: 'promote', outcome: 'pass' }, 0],
    ['completed', 'decided', { verdict: 'rollback', outcome: 'fail' }, 1],
    ['completed', 'deadline', { verdict: 'rollback', outcome: 'inconclusive' }, 3],
    ['completed', 'decided', null, 3],
    ['completed', 'superseded', { verdict: 'promote', outcome: 'pass' }, 7],
    ['completed', 'cancelled', { verdict: 'hold', outcome: 'inconclusive' }, 7],
  ] as const)('of a run that is %s with end reason %s and verdict %o is %i', (status, endReason, verdict, code) => {
    expect(runExitCode({ status, endReason, verdict })).toBe(code)
  })

  test('of errors are those of the one table and have a meaning', () => {
    for (const { exitCode } of Object.values(serverErrorTable)) expect(exitMeaning(exitCode)).toMatch(/\w/)
  })
})
