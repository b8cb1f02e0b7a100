import { describe, expect, test } from 'vitest'
import { changeLines } from '../../../src/cli/output/change-lines.ts'
import { progressBlock } from '../../../src/cli/output/progress-block.ts'
import { startProgress } from '../../../src/cli/output/progress.ts'
import { memoryIo } from '../memory-io.ts'
import { partOf, runOf } from './run-values.ts'

const plain = (_: string, text: string): string => text

describe('the block that is redrawn', () => {
  test('says stage, traffic, countdowns and each metric with its numbers', () => {
    const run = runOf({
      parts: [partOf('errors', 'inconclusive'), partOf('p95', 'pass', { control: null, unit: 'seconds' })],
    })
    expect(progressBlock(run, 8_000, 120, plain)).toEqual([
      'shop 2 in production · stage 1 of 2 at 10 % · 12s left · next look in 1s',
      '  … errors  collecting 0.6 % against 0.5 %',
      '  ✓ p95     pass       6 ms',
    ])
  })

  test('counts down to zero and not below', () => {
    expect(progressBlock(runOf({}), 99_000, 120, plain)[0]).toContain('0s left · next look in 0s')
  })

  test('cuts what is wider than the terminal, so that a redraw erases all of it', () => {
    const lines = progressBlock(runOf({ parts: [partOf('errors'.repeat(20), 'fail')] }), 0, 40, plain)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(40)
  })

  test('lets nothing from outside move the cursor', () => {
    const run = runOf({ subject: { service: 'a\u001b[2Jb', version: '1\n::error::', environment: null } })
    // eslint-disable-next-line no-control-regex -- they are what must not be there
    expect(progressBlock(run, 0, 200, plain).join('')).not.toMatch(/[\u0000-\u001f]/)
  })
})

describe('the lines of a log', () => {
  test('say the subject once, and then only what changed', () => {
    const first = runOf({ parts: [partOf('errors', 'inconclusive')] })
    expect(changeLines(null, first)).toEqual(['shop 2 in production', 'stage 1 of 2 at 10 %: running'])
    expect(
      changeLines(first, runOf({ revision: 2, parts: [partOf('errors', 'inconclusive', { experiment: 0.5 })] })),
    ).toEqual([])
    expect(changeLines(first, runOf({ revision: 3, parts: [partOf('errors', 'fail', { experiment: 0.5 })] }))).toEqual([
      'errors: fail, 50 % against 0.5 %',
    ])
  })

  test('say that a stage waits for its traffic, and why a run ended', () => {
    expect(changeLines(null, runOf({ at: { status: 'awaiting-traffic' } }))).toContain(
      'stage 1 of 2 at 10 %: waiting for the report that traffic has moved',
    )
    expect(changeLines(runOf({}), runOf({ status: 'completed', endReason: 'superseded' }))).toEqual([
      'stage 1 of 2 at 10 %: ended, superseded',
    ])
  })
})

describe('progress', () => {
  test.each([
    ['without a terminal', { isTTY: false, env: {} }],
    ['with NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }],
    ['in CI', { isTTY: true, env: { CI: 'true' } }],
    ['on a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }],
  ])('%s writes lines without escape sequences, to stderr alone', (_, given) => {
    const io = memoryIo(given)
    const progress = startProgress(io)
    progress.show(runOf({ parts: [partOf('errors', 'fail')] }))
    progress.stop()
    expect(io.err()).toContain('errors: fail')
    expect(io.err()).not.toContain('\u001b')
    expect(io.out()).toBe('')
  })

  test('on a terminal draws over what it drew before', () => {
    const io = memoryIo({ isTTY: true })
    const progress = startProgress(io)
    progress.show(runOf({ parts: [partOf('errors', 'inconclusive')] }))
    progress.show(runOf({ revision: 2, parts: [partOf('errors', 'pass')] }))
    progress.stop()
    expect(io.err()).toContain('\u001b[2A\u001b[0J')
  })
})
