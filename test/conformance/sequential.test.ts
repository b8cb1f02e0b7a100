import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { drawCase } from './sequential/draw-case.ts'
import { recipes } from './sequential/recipes.ts'

const command = fileURLToPath(new URL('./conformance.ts', import.meta.url))
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kosmos-sequential-'))
})
afterAll(() => rm(folder, { recursive: true }))

const number = z.number().nullable()
const answerSchema = z.strictObject({
  id: z.string(),
  verdict: z.enum(['promote', 'rollback', 'hold']).nullable(),
  outcome: z.enum(['pass', 'warn', 'inconclusive', 'error', 'fail']),
  look: z.int().min(1).nullable(),
  metrics: z.array(
    z.strictObject({
      id: z.string(),
      outcome: z.enum(['pass', 'warn', 'inconclusive', 'error', 'fail']),
      estimate: number,
      interval: z.tuple([number, number]),
      logE: number,
    }),
  ),
  reasons: z.array(z.string()).min(1),
})

async function run(lines: readonly string[]) {
  const [file, out] = [join(folder, 'cases.jsonl'), join(folder, 'results.jsonl')]
  await writeFile(file, lines.map((line) => `${line}\n`).join(''))
  const finished = promisify(execFile)(
    process.execPath,
    ['--conditions=@kosmos/source', command, 'sequential', file, '--out', out],
    { maxBuffer: 2 ** 26 },
  )
  const { stdout } = await finished.catch((error: unknown) => {
    // It exits with 1 where cases fail, and still prints them.
    if (error instanceof Error && 'stdout' in error) return { stdout: String(error.stdout) }
    throw error
  })
  const answers = (await readFile(out, 'utf8')).trimEnd().split('\n')
  return {
    printed: stdout.trimEnd().split('\n'),
    answers: answers.map((line) => answerSchema.parse(JSON.parse(line))),
  }
}

/** Canaries whose truth is plain: any other verdict is a fault of the judge. */
const plain = [
  'healthy/50/errors-0.1/history',
  'healthy/buckets/history',
  'slow-30/10/history',
  'slow-30/gamma/history',
  'slow-30/buckets/history',
  'only-errors-5/history',
  'throughput-half/no-history',
  'either/faster/history',
  'faster-30/history',
  'tolerance-huge/slow-30/history',
  'guard/errors-20/no-history',
  'guard/tail-x3/no-history',
  'split/history',
  'missing/always/no-history',
  'missing/once/history',
  'missing/from-3/history',
  'missing/null-arms/no-history',
  'broken/nan-gauge/no-history',
  'broken/inf-gauge/no-history',
  'broken/nan-errors/no-history',
  'broken/more-errors-than-requests/no-history',
  'broken/inf-samples/no-history',
  'broken/one-nan-sample/history',
  'empty/canary/no-history',
  'empty/baseline/no-history',
  'zero-errors/history',
  'zero-errors/baseline-0/no-history',
  'min-looks/healthy/history',
  'three-looks/healthy/history',
] as const

function drawn(id: string): string {
  const recipe = recipes.find((one) => one.id === id)
  if (recipe === undefined) throw new Error(`expected a recipe, got ${id}`)
  return JSON.stringify(drawCase(recipe, 11))
}

describe('canaries of known truth', () => {
  test('are decided as their owner would, every line is answered, and no number is infinite', async () => {
    const { printed, answers } = await run(plain.map(drawn))
    expect(printed).toEqual([`${plain.length} passed, 0 failed`])
    expect(answers.map(({ id }) => id)).toEqual([...plain])
  }, 120_000)

  test('are drawn again from a seed, and differently from another', () => {
    const [recipe] = recipes
    if (recipe === undefined) throw new Error('expected a recipe')
    expect(drawCase(recipe, 3)).toEqual(drawCase(recipe, 3))
    expect(drawCase(recipe, 3)).not.toEqual(drawCase(recipe, 4))
  })
})

test('what is no case, expects otherwise or asks for a rule that there is not counts as failed, and the rest goes on', async () => {
  const right = drawn('guard/errors-20/no-history')
  const read = z.looseObject({ id: z.string() }).parse(JSON.parse(right))
  const changed = (id: string, change: object): string => JSON.stringify({ ...read, id, ...change })
  const { printed, answers } = await run([
    right,
    changed('other-verdict', { expected: { verdict: 'promote' } }),
    changed('other-outcome', { expected: { outcome: 'pass' } }),
    changed('too-soon', { expected: { verdict: 'rollback', lookAtLeast: 50 } }),
    changed('too-late', { expected: { verdict: 'rollback', lookAtMost: 0 } }),
    changed('expects-nothing', { expected: undefined, note: 'a key of its own' }),
    'not a case',
    '{"id":"no-looks","metrics":[]}',
    changed('unknown-kind', { metrics: [{ id: 'errors', kind: 'vibes' }] }),
    changed('no-such-guard', { guards: [{ metric: 'cpu', above: 1 }] }),
    changed('value-of-another-kind', { looks: [{ t: 1, share: 0.1, baseline: { errors: 3 }, canary: {} }] }),
    changed('backwards', { looks: [{ t: 60 }, { t: 30 }] }),
  ])
  expect(printed.map((line) => line.split(':')[0])).toEqual([
    'other-verdict',
    'other-outcome',
    'too-soon',
    'too-late',
    'line 7',
    'no-looks',
    'unknown-kind',
    'no-such-guard',
    'value-of-another-kind',
    'backwards',
    '2 passed, 10 failed',
  ])
  expect(answers).toHaveLength(12)
  expect(answers.map(({ verdict }) => verdict)).toEqual([
    ...Array.from({ length: 6 }, () => 'rollback'),
    ...Array.from({ length: 6 }, () => null),
  ])
})
