import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../src/cli/index.ts'
import { compose, type Service } from '../../src/compose.ts'
import { loadConfig } from '../../src/config/index.ts'
import { memoryIo } from './memory-io.ts'

const values = (from: number): readonly number[] => Array.from({ length: 40 }, (_, index) => from + index / 10)
let folder = ''
let service: Service
let url = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kosmos-compare-'))
  await Promise.all(
    Object.entries({
      'lines.txt': values(100).join('\n'),
      'commas.csv': `${values(100).join(', ')}\n`,
      'array.json': JSON.stringify(values(100)),
      'slower.txt': values(130).join('\r\n'),
      'near.txt': values(107).join(' '),
      'few.txt': '100 101',
      'empty.txt': ' \n',
      'zero.txt': '1 0 2 3 4',
      'words.txt': '1 2 many',
      'hex.txt': '1 0x10',
      'endless.txt': '1 1e999',
      'texts.json': '[1, "2"]',
      'gaps.json': '[1, null]',
      'object.json': '[1, {"a": 1}',
    }).map(([name, text]) => writeFile(join(folder, name), text)),
  )
  service = await compose(loadConfig({ KOSMOS_STORE: ':memory:', KOSMOS_PORT: '0', KOSMOS_LOG_LEVEL: 'silent' }))
  url = (await service.serve()).url
})

afterAll(async () => {
  await service.close()
  await rm(folder, { recursive: true })
})

async function run(...argv: readonly string[]) {
  const io = memoryIo({ cwd: folder })
  const code = await runCommand(['compare', ...argv], io)
  return { code, out: io.out(), err: io.err() }
}

describe.each([
  ['here', () => []],
  ['at a service', () => ['--server', url]],
])('compare %s', (_, where) => {
  test.each([
    ['not worse', 'lines.txt', 'commas.csv', 0, /^✓ Canary sample is not worse than the margin of 10 %/],
    ['worse', 'array.json', 'slower.txt', 1, /^✗ Canary sample is worse/],
    ['neither shown', 'lines.txt', 'few.txt', 3, /^… /],
  ])(
    'of samples that are %s says so, and that it is valid for one look',
    async (__, control, experiment, code, text) => {
      const answer = await run(control, experiment, ...where())
      expect(answer.out).toMatch(text)
      expect(answer.out).toContain('\nFixed-sample: valid for one look.')
      expect(answer.code).toBe(code)
    },
  )

  test('reads limits and directions from its options', async () => {
    expect((await run('lines.txt', 'near.txt', ...where())).code).toBe(1)
    expect((await run('lines.txt', 'near.txt', '--tolerance', '9%', ...where())).code).toBe(0)
    expect(
      (await run('lines.txt', 'near.txt', '--tolerance', '9%', '--margin', '9%', '--alpha', '0.01%', ...where())).code,
    ).toBe(0)
    expect((await run('lines.txt', 'slower.txt', '--harm', 'decrease', ...where())).code).toBe(0)
    expect((await run('slower.txt', 'lines.txt', '--harm', 'either', ...where())).code).toBe(1)
  })

  test('with --json writes one object on stdout and the sentences on stderr', async () => {
    const { out, err } = await run('array.json', 'slower.txt', '--json', ...where())
    expect(JSON.parse(out)).toMatchObject({ exitCode: 1, method: 'fixed-sample', result: { outcome: 'fail' } })
    expect(out).toContain('"note":"Fixed-sample: valid for one look.')
    expect(err).toContain('✗ Canary sample')
  })

  test('refuses limits out of range and values that have no ratio', async () => {
    expect((await run('lines.txt', 'near.txt', '--tolerance', '20%', ...where())).code).toBe(2)
    expect((await run('lines.txt', 'near.txt', '--alpha', '50%', ...where())).code).toBe(2)
    expect((await run('lines.txt', 'zero.txt', ...where())).code).toBe(2)
  })
})

describe('compare', () => {
  test.each([
    ['a file that is not there', ['nowhere.txt'], "Expected a file of numbers at 'nowhere.txt'"],
    ['an empty file', ['empty.txt'], "Expected numbers in 'empty.txt', got none"],
    ['a word', ['words.txt'], "value 3 of 'words.txt', got 'many'"],
    ['a number in another notation', ['hex.txt'], "value 2 of 'hex.txt', got '0x10'"],
    ['a number that is none', ['endless.txt'], "got '1e999'"],
    ['a text in JSON', ['texts.json'], "value 2 of 'texts.json'"],
    ['nothing in JSON', ['gaps.json'], "got 'null'"],
    ['JSON that ends too early', ['object.json'], 'Expected a JSON array'],
    ['a margin without its sign', ['lines.txt', '--margin', '0.1'], 'percentage'],
    ['a direction that there is not', ['lines.txt', '--harm', 'up'], 'Allowed choices'],
    ['one file alone', [], 'experiment'],
  ])('%s is exit code 2 and says so', async (_, argv, text) => {
    const { code, out, err } = await run('lines.txt', ...argv)
    expect(err).toContain(text)
    expect(out).toBe('')
    expect(code).toBe(2)
  })

  test('with a service that is not there ends with 5', async () => {
    expect((await run('lines.txt', 'near.txt', '--server', 'http://127.0.0.1:1')).code).toBe(5)
  })
})
