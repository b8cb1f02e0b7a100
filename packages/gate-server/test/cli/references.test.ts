import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runCommand } from '../../src/cli/index.ts'
import { compose, type Service } from '../../src/compose.ts'
import { loadConfig } from '../../src/config/index.ts'
import { memoryIo } from './memory-io.ts'

const policy = `version: 1
name: mine
gates:
  merge:
    - { id: coverage, kind: coverage, maxDrop: { reference: main, points: 0.5pp } }
`

function lcov(covered: number): string {
  const lines = Array.from({ length: 100 }, (_, index) => `DA:${index + 1},${index < covered ? 1 : 0}`)
  return `TN:\nSF:src/cart.ts\n${lines.join('\n')}\nend_of_record\n`
}

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kosmos-references-'))
  await writeFile(join(folder, 'gate.yaml'), policy)
  for (const covered of [90, 92]) await writeFile(join(folder, `${covered}.info`), lcov(covered))
  return async () => rm(folder, { recursive: true })
})

async function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const io = memoryIo({ cwd: folder, env: { KOSMOS_PARSE_TIMEOUT: '60s', ...env } })
  const code = await runCommand(argv, io)
  return { code, out: io.out(), err: io.err() }
}

const merge = ['evaluate', '--policy', 'gate.yaml', '--gate', 'merge', '--service', 'shop']
const on = (branch: string, covered: number, ...more: readonly string[]): readonly string[] =>
  merge.concat('--branch', branch, '--report', `${covered}.info`, more)

describe('a file of references', () => {
  const both = ['--reference', 'accepted.json', '--write-reference', 'accepted.json']

  test('takes drops to a pipeline without a service', async () => {
    const first = await run(on('feature', 90, ...both))
    expect([first.code, first.err]).toEqual([3, "There is no file 'accepted.json' yet: nothing was accepted before\n"])
    expect((await run(on('main', 92, ...both))).code).toBe(0)
    const dropped = await run(on('feature', 90, ...both))
    expect([dropped.code, dropped.out]).toEqual([1, expect.stringMatching(/90 %.*92 %/)])
    expect((await run(on('feature', 92, ...both))).code).toBe(0)
    const written: unknown = JSON.parse(await readFile(join(folder, 'accepted.json'), 'utf8'))
    expect(written).toMatchObject({
      version: 1,
      service: 'shop',
      references: [
        { condition: 'coverage', kind: 'coverage', branch: 'feature', observation: { kind: 'coverage' } },
        { condition: 'coverage', kind: 'coverage', branch: 'main', observation: { kind: 'coverage' } },
      ],
    })
  })

  test('is left as it is by what is not accepted', async () => {
    await run(on('main', 92, ...both))
    const before = await readFile(join(folder, 'accepted.json'), 'utf8')
    expect((await run(on('main', 90, ...both))).code).toBe(1)
    expect(await readFile(join(folder, 'accepted.json'), 'utf8')).toBe(before)
  })

  test('keeps the newest of a condition on a branch, and what other branches have', async () => {
    for (const branch of ['main', 'release', 'main']) {
      await run(on(branch, 92, ...(branch === 'main' ? both.slice(2) : both)))
    }
    const kept: unknown = JSON.parse(await readFile(join(folder, 'accepted.json'), 'utf8'))
    expect(kept).toMatchObject({ references: [{ branch: 'main' }, { branch: 'release' }] })
  })

  test.each([
    ['of another service', '{"version":1,"service":"cart","references":[]}', "Expected references of 'shop'"],
    ['of another version', '{"version":2,"service":"shop","references":[]}', 'Expected references as'],
    ['that is no JSON', 'not JSON', 'Expected references as'],
    ['with half an observation', '{"version":1,"service":"shop","references":[{"condition":"coverage"}]}', 'as'],
  ])('%s is refused', async (_, text, message) => {
    await writeFile(join(folder, 'accepted.json'), text)
    const { code, err } = await run(on('main', 92, '--reference', 'accepted.json'))
    expect([code, err]).toEqual([2, expect.stringContaining(message)])
  })

  test('is written for a branch, and not at a service, which keeps its own', async () => {
    const nowhere = await run([...merge, '--report', '92.info', '--write-reference', 'a.json'])
    expect([nowhere.code, nowhere.err]).toEqual([
      2,
      expect.stringContaining('Expected --branch beside --write-reference'),
    ])
    for (const flag of ['--reference', '--write-reference', '--waivers']) {
      const { code, err } = await run(on('main', 92, flag, 'a.json', '--server', 'http://127.0.0.1:9'))
      expect([code, err]).toEqual([2, expect.stringContaining(`Expected no ${flag} with a service`)])
    }
  })
})

describe('at a service', () => {
  let service: Service
  let store = ''
  let env: Readonly<Record<string, string>> = {}
  beforeAll(async () => {
    store = await mkdtemp(join(tmpdir(), 'kosmos-references-store-'))
    const settings = {
      KOSMOS_STORE: join(store, 'gate.db'),
      KOSMOS_PORT: '0',
      KOSMOS_LOG_LEVEL: 'silent',
      KOSMOS_PARSE_TIMEOUT: '60s',
    }
    service = await compose(loadConfig(settings))
    const io = memoryIo({ env: settings })
    await runCommand(['token', 'create', '--name', 'ann', '--scope', 'admin'], io)
    env = { KOSMOS_SERVER: (await service.serve()).url, KOSMOS_TOKEN: io.out().trim() }
  })
  afterAll(async () => {
    await service.close()
    await rm(store, { recursive: true })
  })
  const main = ['--service', 'shop', '--branch', 'main']

  test('references are listed and set anew with a reason', async () => {
    expect((await run(['reference', 'list', ...main], env)).out).toBe("Nothing was accepted on 'main' of 'shop' yet\n")
    expect((await run(on('main', 92), env)).code).toBe(0)
    expect((await run(on('feature', 90), env)).code).toBe(1)
    expect((await run(['reference', 'list', ...main], env)).out).toMatch(
      /^given\/mine {2}coverage {2}used .* evaluation \S+ {2}\(lines 92 %\)\n$/,
    )
    const reset = ['reference', 'reset', ...main, '--policy', 'given/mine', '--condition', 'coverage']
    expect((await run(reset, env)).code).toBe(2)
    const done = await run([...reset, '--why', 'old tests went'], env)
    expect(done.out).toMatch(
      /reset by ann \(token:\w+\): old tests went {2}\(nothing to compare with\)\ngiven\/mine {2}coverage {2}not used/,
    )
    expect((await run(on('feature', 90), env)).code).toBe(3)
    const { out } = await run(['reference', 'list', ...main, '--json'], env)
    expect(JSON.parse(out)).toMatchObject({
      exitCode: 0,
      references: [
        { policy: 'given/mine', used: true },
        { policy: 'given/mine', used: false },
      ],
    })
    expect((await run([...reset, '--why', 'x', '--evaluation', 'none'], env)).code).toBe(2)
    const bare = await run([...reset, '--policy', 'mine', '--why', 'x'], env)
    expect([bare.code, bare.err]).toEqual([2, expect.stringContaining('kept/<name> for a policy of the service')])
  })
})
