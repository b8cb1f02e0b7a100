import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { normalQuantile } from '@kosmos/analysis/distributions'
import { seededRandom } from '@kosmos/analysis/numeric'
import { kosmosPolicy } from '@kosmos/analysis/policy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../src/cli/index.ts'
import { memoryIo } from './memory-io.ts'

/** The shipped policy in less time and with a wider margin, so that little history is enough. */
const short = kosmosPolicy
  .replace('duration: 5m, requires: no-harm', 'duration: 2m, requires: no-harm')
  .replace('duration: 5m, extend: 15m', 'duration: 3m, extend: 2m')
  .replace('max(0.1pp, 50% of baseline)', 'max(3pp, 50% of baseline)')
const memory = `    - { id: memory, kind: gauge, query: 'memory{{{labels}}}', required: false, harm: increase, margin: '10', tolerance: '5' }
  guards:`
let folder = ''

/** Two halves of a baseline, look by look; the second can be slower for good. */
function lines(count: number, { slower = 0, requests = 150, samples = false } = {}): readonly string[] {
  const random = seededRandom(3)
  const arm = (scale: number) => {
    const latency = Array.from({ length: requests }, () => {
      const seconds = 0.1 * scale * Math.exp(0.6 * normalQuantile(Math.max(1e-12, random())))
      return Number(seconds.toPrecision(4))
    })
    const upTo = (bound: number): number => latency.filter((seconds) => seconds <= bound).length
    const buckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5].map((bound) => [bound, upTo(bound)])
    return {
      errors: { events: latency.filter(() => random() < 0.01).length, total: requests },
      latency: samples ? { samples: latency } : { buckets: [...buckets, ['Inf', requests]], count: requests },
      memory: { value: 400 + random() },
    }
  }
  return Array.from({ length: count }, (_, at) => JSON.stringify({ t: 15 * (at + 1), a: arm(1), b: arm(1 + slower) }))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kosmos-calibrate-'))
  const equal = lines(300)
  const [first = '', second = ''] = equal
  const history = {
    'equal.jsonl': [...equal, ''],
    'samples.jsonl': lines(300, { samples: true }),
    'slower.jsonl': lines(300, { slower: 0.08 }),
    'short.jsonl': equal.slice(0, 100),
    'quiet.jsonl': lines(300, { requests: 8 }),
    'shorter.jsonl': equal.slice(0, 20),
    'no-latency.jsonl': equal.map((line) => line.replaceAll('"latency"', '"latence"')),
    'minute.jsonl': equal.map((line) => line.replace(/"t":(\d+)/, (_, t) => `"t":${4 * Number(t)}`)),
    'backwards.jsonl': [second, first],
    'text.jsonl': [first, 'not a look'],
    'no-time.jsonl': [first.replace('"t"', '"time"')],
    'other-kind.jsonl': [first.replace('"events"', '"errors"')],
    'empty.jsonl': ['', ''],
  }
  const policies = {
    'short.yaml': short,
    'hold.yaml': short.replace('onInconclusive: rollback', 'onInconclusive: hold'),
    'memory.yaml': short.replace('  guards:', memory),
    'gates.yaml': 'version: 1\nname: gates\ngates: { merge: [{ id: unit, kind: tests }] }',
    'wrong.yaml': short.replace('traffic: 10%', 'traffic: 10'),
  }
  await Promise.all([
    ...Object.entries(history).map(([name, text]) => writeFile(join(folder, name), text.join('\n'))),
    ...Object.entries(policies).map(([name, text]) => writeFile(join(folder, name), text)),
  ])
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function run(...argv: readonly string[]) {
  const io = memoryIo({ cwd: folder })
  const code = await runCommand(['calibrate', ...argv], io)
  return { code, out: io.out(), err: io.err() }
}

describe('calibrate', () => {
  test('on equal sides ends with 0 and says how many of how many were rolled back', async () => {
    const { code, out, err } = await run('short.yaml', 'equal.jsonl', '--runs', '20')
    expect(err).toBe('')
    expect(out).toContain('Policy kosmos: 20 canaries of up to 7m out of 300 looks')
    expect(out).toContain('not independent: 10 fit side by side')
    expect(out).toContain('Left out, a history cannot say: health, unhealthy')
    expect(out).toMatch(/promoted +20 +100 %/)
    expect(out).toMatch(/errors +300 +0 \(0 %\) .* pp +0 % +–\n/)
    expect(out).toMatch(/latency +300 +0 \(0 %\) .* % +3 % +–\n/)
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      'This policy would have rolled back 0 of 20 healthy canaries (0 %, 95 % interval 0 % to 16.1 %), 1 % was asked for',
    )
    expect(code).toBe(0)
  })

  test('reads single observations as well as buckets', async () => {
    const { code, out } = await run('short.yaml', 'samples.jsonl', '--runs', '10')
    expect(out).toMatch(/latency +300 +0 \(0 %\)/)
    expect(code).toBe(0)
  })

  test('on a side that is slower for good ends with 1 and proposes a tolerance that ends with 0', async () => {
    const { code, out } = await run('short.yaml', 'slower.jsonl', '--runs', '20')
    expect(code).toBe(1)
    const [, proposed] = /a tolerance of (\S+) % for latency would have kept it within$/m.exec(out) ?? []
    expect(Number(proposed)).toBeGreaterThan(3)
    const wider = short
      .replace('tolerance: 3%', `tolerance: ${proposed}%`)
      .replace('margin: 10%', `margin: ${10 + Number(proposed)}%`)
    await writeFile(join(folder, 'wider.yaml'), wider)
    expect((await run('wider.yaml', 'slower.jsonl', '--runs', '20')).code).toBe(0)
  })

  test('says how many would have ended undecided, and what the policy makes of those', async () => {
    const quiet = await run('short.yaml', 'quiet.jsonl', '--runs', '3')
    expect(quiet).toMatchObject({ code: 0, err: '' })
    expect(quiet.out).toMatch(/undecided +3 +100 %/)
    expect(quiet.out).toContain('; 3 more would have ended undecided, and been rolled back for that\n')
    expect((await run('hold.yaml', 'quiet.jsonl', '--runs', '3')).out).toContain(
      '; 3 more would have ended undecided\n',
    )
  })

  test('without ten canaries side by side ends with 3, with the numbers', async () => {
    const { code, out } = await run('short.yaml', 'short.jsonl', '--runs', '8')
    expect(code).toBe(3)
    expect(out).toContain('would have rolled back 0 of 8 healthy canaries')
    expect(out).toContain('that is not enough: ten canaries side by side take 1h10m without a gap')
  })

  test('on a history shorter than a canary, or without a metric, ends with 3 and says so', async () => {
    const shorter = await run('short.yaml', 'shorter.jsonl')
    expect(shorter).toMatchObject({ code: 3, err: '' })
    expect(shorter.out).toContain('No canary of this policy fits into the history')
    const { code, out } = await run('short.yaml', 'no-latency.jsonl', '--runs', '2')
    expect(code).toBe(3)
    expect(out).toContain('the history has no look with both sides of latency')
  })

  test('with --json writes one object on stdout and the tables on stderr, the same for the same seed', async () => {
    const { code, out, err } = await run('memory.yaml', 'equal.jsonl', '--runs', '5', '--seed', '9', '--json')
    expect(code).toBe(0)
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(out)).toMatchObject({
      exitCode: 0,
      seed: 9,
      windows: 5,
      alpha: 0.01,
      isEnough: true,
      rolledBack: { windows: 0, share: { estimate: 0 } },
      metrics: [{ metric: 'errors' }, { metric: 'latency' }, { metric: 'memory', looks: 300 }],
    })
    expect(err).toMatch(/memory .* max\(5, 0 %\)/)
    expect((await run('memory.yaml', 'equal.jsonl', '--runs', '5', '--seed', '9', '--json')).out).toBe(out)
  })

  test.each([
    ['a policy without a canary', ['gates.yaml', 'equal.jsonl'], 'has gates alone'],
    ['a policy with a fault', ['wrong.yaml', 'equal.jsonl'], 'expected a share'],
    ['a history that is not there', ['short.yaml', 'none.jsonl'], "Expected a history at 'none.jsonl'"],
    ['a history without looks', ['short.yaml', 'empty.jsonl'], 'one a line, got none'],
    ['a line that is no JSON', ['short.yaml', 'text.jsonl'], "on line 2 of 'text.jsonl', got 'not a look'"],
    ['a look without a time', ['short.yaml', 'no-time.jsonl'], 'on line 1'],
    [
      'a value of another kind',
      ['short.yaml', 'other-kind.jsonl'],
      "On line 1 of 'other-kind.jsonl': Expected errors to be a value of kind proportion",
    ],
    ['looks that go back in time', ['short.yaml', 'backwards.jsonl'], 'line 2 has 15 after 30'],
    ['looks at another interval', ['short.yaml', 'minute.jsonl'], 'Expected a look every 15s'],
    ['no runs', ['short.yaml', 'equal.jsonl', '--runs', '0'], '--runs with a whole number from 1'],
    ['a seed that is no number', ['short.yaml', 'equal.jsonl', '--seed', 'x'], '--seed with a whole number'],
    ['no history', ['short.yaml'], 'history'],
  ])('%s is exit code 2 and says so', async (_, argv, text) => {
    const { code, out, err } = await run(...argv)
    expect(err).toContain(text)
    expect(out).toBe('')
    expect(code).toBe(2)
  })
})
