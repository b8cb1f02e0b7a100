import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kosmosPolicy } from '@kosmos/analysis/policy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../src/cli/index.ts'
import { memoryIo } from './memory-io.ts'

const gauge = `    - { id: memory, kind: gauge, query: 'memory{{{labels}}}', harm: increase, margin: '10', tolerance: '5' }
  guards:`
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kosmos-plan-'))
  await Promise.all(
    Object.entries({
      'slow.yaml': kosmosPolicy.replace('40rps', '4rps'),
      'unknown.yaml': kosmosPolicy.replace('  traffic: 40rps\n', ''),
      'gauge.yaml': kosmosPolicy.replace('40rps', '400rps').replace('  guards:', gauge),
      'gates.yaml': 'version: 1\nname: gates\ngates: { merge: [{ id: unit, kind: tests }] }',
      'wrong.yaml': kosmosPolicy.replace('40rps', '40'),
    }).map(([name, text]) => writeFile(join(folder, name), text)),
  )
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function run(...argv: readonly string[]) {
  const io = memoryIo({ cwd: folder })
  const code = await runCommand(argv, io)
  return { code, out: io.out(), err: io.err() }
}

describe('plan', () => {
  test('of the shipped policy prints what each stage shows, when, and that it can conclude', async () => {
    const { code, out, err } = await run('plan', 'kosmos')
    expect(code).toBe(0)
    expect(err).toBe('')
    expect(out).toMatch(/^Policy kosmos at 40rps, /)
    expect(out).toContain('errors with an expected rate of 1 %, assumed')
    expect(out).toContain('latency with a spread of the logarithms of 0.6, assumed')
    expect(out).toMatch(/stage 1 at 10 %, 5m +20 +1\u202f200 +1 % → \d\S* % +\+\d\S* %/)
    expect(out).toMatch(/stage 2 at 50 %, 10m +20 +6\u202f000 /)
    expect(out).toMatch(/errors 1 % → 2 % +\d/)
    expect(out).toMatch(/latency \+10 % +\d/)
    expect(out).toMatch(/in errors +0\.5 pp +\d/)
    expect(out.trimEnd().split('\n').at(-1)).toMatch(
      /^This canary can conclude: a good one is likely to be shown so after \S+, the last comparison ends after 25m$/,
    )
  })

  test('that cannot conclude ends with 1, says why with the numbers, and marks what comes too late', async () => {
    const { code, out } = await run('plan', 'slow.yaml')
    expect(code).toBe(1)
    expect(out).toMatch(/This canary cannot conclude: to show that errors is not worse by 0\.5 pp takes about /)
    expect(out).toMatch(/in errors .*\*/)
    expect(out).toContain('* after the last comparison, which ends after 25m')
  })

  test('takes traffic, rates and spreads of the command before those of the policy', async () => {
    expect((await run('plan', 'slow.yaml', '--traffic', '40rps')).code).toBe(0)
    expect((await run('plan', 'kosmos', '--traffic', '240rpm')).code).toBe(1)
    const { out } = await run('plan', 'kosmos', '--expected', 'errors=2%', '--spread', 'latency=0.9')
    expect(out).toContain(
      'Reckoned with errors with an expected rate of 2 %; latency with a spread of the logarithms of 0.9\n',
    )
  })

  test('without known traffic ends with 3 and says how to say it', async () => {
    const { code, out } = await run('plan', 'unknown.yaml')
    expect(code).toBe(3)
    expect(out).toContain('--traffic 40rps')
    const json = await run('plan', 'unknown.yaml', '--json')
    expect(JSON.parse(json.out)).toMatchObject({ exitCode: 3, concludes: null })
    expect((await run('plan', 'unknown.yaml', '--traffic', '40rps')).code).toBe(0)
  })

  test('with a required metric that cannot be reckoned with ends with 3 and names it', async () => {
    const { code, out } = await run('plan', 'gauge.yaml')
    expect(code).toBe(3)
    expect(out).toContain('Not reckoned with memory: its margin is not relative to the baseline')
    expect(out).toContain('is not known: memory')
  })

  test('with --json writes one object on stdout and the tables on stderr', async () => {
    const { code, out, err } = await run('plan', 'slow.yaml', '--json')
    expect(code).toBe(1)
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(out)).toMatchObject({ exitCode: 1, concludes: false, traffic: 4, decidedBy: 1_500_000 })
    expect(err).toContain('This canary cannot conclude')
  })

  test.each([
    ['a policy without a canary', ['gates.yaml'], 'has gates alone'],
    ['a policy with a fault', ['wrong.yaml'], 'requests per second'],
    ['a policy that is not there', ['none.yaml'], 'none.yaml'],
    ['a name that only a service knows', ['mine'], "or 'kosmos'"],
    ['traffic without a unit', ['kosmos', '--traffic', '40'], 'requests per second'],
    ['a pair that is none', ['kosmos', '--expected', '1%'], 'errors=1%'],
    ['a rate of a latency', ['kosmos', '--expected', 'latency=1%'], 'kind proportion (errors)'],
    ['a rate of nothing', ['kosmos', '--expected', 'errors=0%'], 'above 0'],
    ['a spread of a proportion', ['kosmos', '--spread', 'errors=1'], 'distribution or gauge (latency)'],
    ['a spread that is no number', ['kosmos', '--spread', 'latency=wide'], 'such as 0.6'],
    ['no policy', [], 'policy'],
  ])('%s is exit code 2 and says so', async (_, argv, text) => {
    const { code, out, err } = await run('plan', ...argv)
    expect(err).toContain(text)
    expect(out).toBe('')
    expect(code).toBe(2)
  })
})

describe('lint', () => {
  test('refuses a plan that declares its traffic and cannot conclude, with the numbers', async () => {
    const { code, out } = await run('lint', 'slow.yaml')
    expect(code).toBe(2)
    expect(out).toMatch(/^slow\.yaml \/canary\/metrics\/0: error: this canary cannot conclude: .* at 4rps/)
  })

  test('says nothing of a plan whose traffic it does not know', async () => {
    expect(await run('lint', 'unknown.yaml')).toMatchObject({ code: 0, out: '1 checked, 0 errors, 0 warnings\n' })
  })
})
