import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const command = fileURLToPath(new URL('./conformance.ts', import.meta.url))
const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))
const manifest = `${shared}corpora/manifest.json`
const golden = `${shared}golden/statistics.json`
const kayenta = `${shared}golden/kayenta-judge.jsonl`

async function run(...args: readonly string[]): Promise<readonly string[]> {
  const finished = promisify(execFile)(process.execPath, ['--conditions=@kosmos/source', command, ...args], {
    maxBuffer: 2 ** 26,
  })
  const { stdout } = await finished.catch((error: unknown) => {
    // It exits with 1 where cases fail, and still prints them.
    if (error instanceof Error && 'stdout' in error) return { stdout: String(error.stdout) }
    throw error
  })
  return stdout.trimEnd().split('\n')
}

describe.skipIf(!existsSync(manifest))('real reports beside the repository', () => {
  test('of the formats that are read give their known facts', async () => {
    const lines = await run('reports', manifest)
    const share = (name: string): string =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? 'none'
    const full = ['attest', 'bench', 'coverage', 'hostile', 'lint', 'lookalike', 'malformed', 'other', 'sarif']
    for (const name of [...full, 'sbom-vex', 'secrets', 'tests']) {
      const [passed, all] = share(name).split(' of ')
      expect(`${name} ${passed}`).toBe(`${name} ${all}`)
    }
    expect(lines.at(-1)).toMatch(/^\d+ passed, \d+ failed$/)
  })
})

test('an entry that is no case, a file that is not there and an unknown kind each fail alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kosmos-conformance-'))
  const file = join(folder, 'manifest.json')
  const lcov = 'SF:a\nDA:1,1\nend_of_record\n'
  await writeFile(join(folder, 'a.info'), lcov)
  const of = { file: 'a.info', kind: 'coverage', format: 'lcov', expect: 'ok' }
  const fact = { oracle: 'independent-script', martians: 1 }
  const entries = [
    { ...of, id: 'right' },
    7,
    { ...of, id: 'odd', expect: 'odd' },
    { ...of, id: 'gone', file: 'b.info' },
    { ...of, id: 'martian', kind: 'martian', facts: [fact] },
    { ...of, id: 'gone too', file: 'b.info', expect: 'hostile' },
  ]
  await writeFile(file, JSON.stringify(entries))
  const lines = await run('reports', file)
  await rm(folder, { recursive: true })
  expect(lines.at(-1)).toBe('1 passed, 5 failed')
})

describe.skipIf(!existsSync(golden))('reference numbers beside the repository', () => {
  test.each([
    ['special functions', 'special'],
    [
      'comparisons of two samples',
      'mann_whitney,hodges_lehmann,brunner_munzel,welch,effect_size,tost,quantile_ratio,quantile_ci',
    ],
    [
      'shares and rates',
      'binomial,fisher,boschloo,two_proportion,two_proportion_ci,poisson_ratio,srm,multiplicity,power',
    ],
    ['series', 'histogram,counter,autocorrelation'],
    ['benchmarks', 'change_point,ci_threshold'],
    ['planning', 'planning'],
    [
      'evidence at every look',
      'confseq,multinomial,e_values,asymptotic_cs,group_sequential,two_proportion_eprocess,sequential_t,normal_eprocess,count_eprocess',
    ],
  ])('are met by all %s', async (_, groups) => {
    const lines = await run('statistics', golden, '--groups', groups)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^[1-9]\d* passed, 0 failed$/)
  })

  test('of a function that is not offered, and of an answer that is missing, count as failed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kosmos-conformance-'))
    const file = join(folder, 'cases.json')
    const of = (id: string, fn: string, expected: object) => ({
      id,
      group: 'g',
      fn,
      input: { x: 0 },
      expected,
      tol: { rel: 1e-12, abs: 0 },
    })
    const cases = [
      of('right', 'normalCdf', { value: 0.5 }),
      of('wrong', 'normalCdf', { value: 0.5 + 1e-9 }),
      of('unknown', 'toString', { value: 0.5 }),
      of('empty', 'normalCdf', {}),
      of('missing', 'normalCdf', { value: 0.5, other: 1 }),
    ]
    await writeFile(file, JSON.stringify({ cases }))
    const lines = await run('statistics', file)
    await rm(folder, { recursive: true })
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'wrong',
      'unknown',
      'empty',
      'missing',
      '1 passed, 4 failed',
    ])
  })
})

describe.skipIf(!existsSync(kayenta))("answers of Kayenta's own judge beside the repository", () => {
  test('are given to the last bit that matters by the faithful mode', async () => {
    const lines = await run('kayenta', kayenta)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^[1-9]\d* passed, 0 failed$/)
  })

  test('a changed answer counts as failed, and so does a line that is no case', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kosmos-conformance-'))
    const file = join(folder, 'cases.jsonl')
    const [first = ''] = (await readFile(kayenta, 'utf8')).split('\n')
    const changed = first.replace('"classification":"Pass"', '"classification":"High"')
    const { id } = z.object({ id: z.string() }).parse(JSON.parse(first))
    await writeFile(file, `${first}\n${changed}\nnot a case\n{"id":"x"}\n\n`)
    const lines = await run('kayenta', file)
    await rm(folder, { recursive: true })
    const starts = lines.map((line) => line.split(':')[0])
    expect(starts).toEqual([id, 'line 3', 'line 4', 'line 5', '1 passed, 4 failed'])
  })
})
