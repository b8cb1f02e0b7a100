import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { runCommand } from '../../src/cli/index.ts'
import { compose, type Service } from '../../src/compose.ts'
import { loadConfig } from '../../src/config/index.ts'
import { memoryIo, type MemoryIo } from './memory-io.ts'

const gatePolicy = `version: 1
name: mine
gates:
  merge:
    - { id: unit, kind: tests, suite: unit }
`
const canaryPolicy = `version: 1
name: quick
canary:
  strategy: canary
  source: scrape
  interval: 1s
  maxWait: 20s
  stages:
    - { traffic: 50%, duration: 5s, requires: non-inferiority }
    - { traffic: 100%, bake: 1s }
  metrics:
    - { id: errors, kind: proportion, events: errors_total, total: requests_total, harm: increase, margin: 2pp }
  guards:
    - { id: error-rate, metric: errors, above: 5%, window: 2s }
  judge: { kind: fixed-sample, minLooks: 5 }
`
const passing = '<testsuite name="a"><testcase name="works"/></testsuite>'
const failing = '<testsuite name="a"><testcase name="works"><failure message="no"/></testcase></testsuite>'

let folder = ''
let service: Service
let url = ''
const pages: Server[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kosmos-cli-'))
  await Promise.all(
    Object.entries({
      'gate.yaml': gatePolicy,
      'canary.yaml': canaryPolicy,
      'wrong.yaml': gatePolicy.replace('kind: tests', 'kind: test'),
      'passing.xml': passing,
      'failing.xml': failing,
    }).map(([name, text]) => writeFile(join(folder, name), text)),
  )
  service = await compose(
    loadConfig({
      KOSMOS_STORE: ':memory:',
      KOSMOS_PORT: '0',
      KOSMOS_LOG_LEVEL: 'silent',
      KOSMOS_SCRAPE_ALLOW: '127.0.0.1',
    }),
  )
  url = (await service.serve()).url
})

afterAll(async () => {
  await service.close()
  for (const page of pages) page.close()
  await rm(folder, { recursive: true })
})

async function run(argv: readonly string[], given: MemoryIo = memoryIo({ cwd: folder })) {
  const code = await runCommand(argv, given)
  return { code, out: given.out(), err: given.err() }
}

/** A metrics page whose counters grow by time: a thousand requests a second with a share of errors. */
async function metricsPage(errorShare: number): Promise<string> {
  const start = Date.now()
  const server = createServer((_, response) => {
    const total = Date.now() - start
    response.end(`requests_total ${total}\nerrors_total ${Math.floor(total * errorShare)}\n`)
  })
  pages.push(server)
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/metrics`
}

const merge = ['evaluate', '--policy', 'gate.yaml', '--gate', 'merge', '--service', 'shop']

describe('evaluate', () => {
  test.each([
    ['here', () => []],
    ['at a service', () => ['--server', url]],
  ])('%s ends with 0, 1 and 3 as the gate promotes, fails and misses evidence', async (_, where) => {
    const passed = await run([...merge, '--report', 'unit=passing.xml', ...where()])
    expect(passed.out).toMatch(/^PROMOTE \(pass\): 1 tests ran/)
    expect(passed.out).toContain('Exit code 0: promote')
    expect(passed.code).toBe(0)
    expect((await run([...merge, '--report', 'unit=failing.xml', ...where()])).code).toBe(1)
    expect((await run([...merge, '--report', 'passing.xml', ...where()])).code).toBe(3)
    expect((await run([...merge, ...where()])).code).toBe(3)
  })

  test('with --json writes one object on stdout and everything else on stderr', async () => {
    const { out, err } = await run([...merge, '--report', 'unit=failing.xml', '--json'])
    expect(JSON.parse(out)).toMatchObject({ exitCode: 1, verdict: { verdict: 'hold', outcome: 'fail' } })
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    expect(err).toContain('HOLD (fail)')
  })

  test('with --markdown writes Markdown', async () => {
    expect((await run([...merge, '--report', 'unit=passing.xml', '--markdown'])).out).toMatch(/^## ✓ promote: merge/)
  })

  test('writes summary and values for GitHub Actions', async () => {
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md'), GITHUB_OUTPUT: join(folder, 'output') }
    await run([...merge, '--report', 'unit=passing.xml'], memoryIo({ cwd: folder, env }))
    expect(await readFile(env.GITHUB_STEP_SUMMARY, 'utf8')).toContain('## ✓ promote: merge')
    expect(await readFile(env.GITHUB_OUTPUT, 'utf8')).toMatch(/verdict<<\S+\npromote\n/)
  })

  test.each([
    ['a report that is not there', [...merge, '--report', 'unit=nowhere.xml'], "Expected a report at 'nowhere.xml'"],
    ['a policy that is not there', ['evaluate', '--policy', 'no.yaml', '--gate', 'a', '--service', 's'], 'no.yaml'],
    ['a policy with a fault', ['evaluate', '--policy', 'wrong.yaml', '--gate', 'a', '--service', 's'], '5:'],
    ['a gate that there is not', ['evaluate', '--policy', 'gate.yaml', '--gate', 'no', '--service', 's'], 'merge'],
    ['an empty service', ['evaluate', '--policy', 'gate.yaml', '--gate', 'merge', '--service', ''], 'empty text'],
    ['no service', ['evaluate', '--policy', 'gate.yaml', '--gate', 'merge'], '--service'],
    ['a format that is not read', [...merge, '--report', 'unit=passing.xml:nonsense'], 'nonsense'],
    ['a flag that there is not', [...merge, '--soft-fail'], '--soft-fail'],
    ['a command that there is not', ['evaluat'], 'evaluate'],
  ])('%s is exit code 2 and says so', async (_, argv, text) => {
    const { code, err, out } = await run(argv)
    expect(err).toContain(text)
    expect(out).toBe('')
    expect(code).toBe(2)
  })

  test('with a service that is not there ends with 5, also as JSON', async () => {
    const away = ['--server', 'http://127.0.0.1:1']
    const { code, err } = await run([...merge, '--report', 'unit=passing.xml', ...away])
    expect(err).toContain('Could not ask')
    expect(code).toBe(5)
    expect(JSON.parse((await run([...merge, ...away, '--json'])).out)).toMatchObject({ exitCode: 5 })
  })

  test('at something that is not our service ends with 5', async () => {
    const other = (await metricsPage(0)).replace('/metrics', '')
    expect((await run([...merge, '--report', 'unit=passing.xml', '--server', other])).code).toBe(5)
  })
})

describe('explain', () => {
  test('of what --json wrote says the same and exits the same', async () => {
    const { out } = await run([...merge, '--report', 'unit=failing.xml', '--json'])
    await writeFile(join(folder, 'kept.json'), out)
    const explained = await run(['explain', 'kept.json'])
    expect(explained.out).toContain('HOLD (fail): 1 of 1 tests failed')
    expect(explained.code).toBe(1)
  })

  test('of an evaluation at a service finds it by its id', async () => {
    const { out } = await run([...merge, '--report', 'unit=passing.xml', '--server', url, '--json'])
    const { id } = z.object({ id: z.string() }).parse(JSON.parse(out))
    expect(await run(['explain', id, '--server', url])).toMatchObject({ code: 0 })
  })

  test.each([
    ['{}', 'Expected a verdict'],
    ['{', 'Expected JSON'],
    ['{"verdict":"promote","outcome":"pass"}', 'Expected a verdict'],
  ])('of %s is exit code 2', async (text, message) => {
    await writeFile(join(folder, 'no-verdict.json'), text)
    const { code, err } = await run(['explain', 'no-verdict.json'])
    expect(err).toContain(message)
    expect(code).toBe(2)
  })

  test('of an id that nobody knows is exit code 2', async () => {
    expect((await run(['explain', 'nobody', '--server', url])).code).toBe(2)
  })
})

describe('lint', () => {
  test('names file, line and column of an error and suggests, with exit code 2', async () => {
    const { code, out } = await run(['lint', 'wrong.yaml', 'gate.yaml'])
    expect(out).toMatch(/^wrong\.yaml:5:\d+: error: .*tests/)
    expect(out).toContain('2 checked, 1 errors, 0 warnings')
    expect(code).toBe(2)
  })

  test('shows warnings and ends with 0', async () => {
    await writeFile(join(folder, 'warns.yaml'), canaryPolicy.replace('    - { traffic: 100%, bake: 1s }\n', ''))
    const { code, out } = await run(['lint', 'warns.yaml'])
    expect(out).toContain('warning')
    expect(code).toBe(0)
  })
})

function startOf(baseline: string, canary: string): readonly string[] {
  const subject = ['--service', 'shop', '--version', '2']
  const sides = ['--baseline-target', baseline, '--canary-target', canary]
  return ['canary', '--policy', 'canary.yaml', '--server', url, ...subject, ...sides]
}

describe('canary and wait', () => {
  test('a failing canary ends with 1 after its traffic was taken back', async () => {
    const argv = startOf(await metricsPage(0.001), await metricsPage(0.2))
    const move = 'echo "$KOSMOS_TRAFFIC" >> moves'
    const { code, out, err } = await run([...argv, '--on-advance', move, '--on-rollback', move])
    expect(out).toMatch(/^ROLLBACK \(fail\): Canary errors .* above the limit of 5 %/)
    expect(await readFile(join(folder, 'moves'), 'utf8')).toBe('50\n0\n')
    expect(err).toContain('error-rate: fail')
    expect(code).toBe(1)
  })

  test('a good canary ends with 0 after every stage had its traffic', async () => {
    const argv = startOf(await metricsPage(0.001), await metricsPage(0.001))
    const { code, out } = await run([...argv, '--on-advance', 'echo "$KOSMOS_STAGE $KOSMOS_TRAFFIC" >> good', '--json'])
    expect(JSON.parse(out)).toMatchObject({ exitCode: 0, state: 'promote', status: 'completed' })
    expect(await readFile(join(folder, 'good'), 'utf8')).toBe('0 50\n1 100\n')
    expect(code).toBe(0)
  })

  test('a command that fails is said, and the stage is never judged on traffic that did not come', async () => {
    const argv = startOf(await metricsPage(0.001), await metricsPage(0.001))
    const { code, err } = await run([...argv, '--on-advance', 'echo no mesh here; exit 7', '--timeout', '2s', '--json'])
    expect(err).toContain('  | no mesh here')
    expect(err).toContain('it ended with 7: 50 % is not reported as moved')
    expect(err).toContain('Time is up; the run goes on. Resume with: kosmos-gate wait')
    expect(code).toBe(4)
  })

  test('an interrupt leaves the run as it is and says how to come back', async () => {
    const io = memoryIo({ cwd: folder })
    const running = run(startOf(await metricsPage(0.001), await metricsPage(0.001)), io)
    await expect.poll(() => io.err()).toContain('running')
    io.interrupt()
    const { code, err } = await running
    const [, id = ''] = /kosmos-gate wait (\S+) --server/.exec(err) ?? []
    expect(code).toBe(130)
    expect((await run(['wait', id, '--server', url])).code).toBe(0)
    expect((await run(['explain', id, '--server', url])).code).toBe(0)
  })

  test('a run that is superseded ends with 7', async () => {
    const [baseline, canary] = [await metricsPage(0.001), await metricsPage(0.001)]
    const io = memoryIo({ cwd: folder })
    const first = run(startOf(baseline, canary), io)
    await expect.poll(() => io.err()).toContain('running')
    const second = memoryIo({ cwd: folder })
    const newer = run(startOf(baseline, canary), second)
    expect((await first).code).toBe(7)
    second.interrupt()
    await newer
  })

  test('waiting for a run that nobody knows is exit code 2', async () => {
    expect((await run(['wait', 'nobody', '--server', url])).code).toBe(2)
  })
})

function storeIo(): MemoryIo {
  return memoryIo({ cwd: folder, env: { KOSMOS_STORE: join(folder, 'tokens.db') } })
}

describe('token', () => {
  test('is made, listed without its secret, and revoked', async () => {
    const made = await run(['token', 'create', '--name', 'ci', '--expires-in', '1d'], storeIo())
    expect(made.out).toMatch(/^kosmos_[0-9a-f]{12}_[\w-]{43}\n$/)
    const [, id = '', secret = ''] = /^kosmos_([0-9a-f]{12})_(\S+)/.exec(made.out) ?? []
    const listed = await run(['token', 'list'], storeIo())
    expect(listed.out).toMatch(new RegExp(`^${id}  usable   submit  until .* last used never  ci`))
    expect(listed.out).not.toContain(secret)
    expect((await run(['token', 'revoke', id], storeIo())).code).toBe(0)
    expect((await run(['token', 'list', '--json'], storeIo())).out).toContain('"state":"revoked"')
    expect((await run(['token', 'revoke', 'nobody'], storeIo())).code).toBe(2)
  })

  test('is refused with a scope or a time that makes no sense', async () => {
    expect((await run(['token', 'create', '--name', 'ci', '--scope', 'root'], storeIo())).code).toBe(2)
    expect((await run(['token', 'create', '--name', 'ci', '--expires-in', '0s'], storeIo())).code).toBe(2)
  })
})

test('help and version end with 0 and write to stdout', async () => {
  expect(await run(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n', err: '' })
  expect((await run(['--help'])).out).toContain('Exit codes: 0 promote')
  expect((await run(['canary', '--help'])).code).toBe(0)
})
