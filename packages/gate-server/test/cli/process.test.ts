import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const example = fileURLToPath(new URL('../../../../examples/missing-report/policy.yaml', import.meta.url))
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, ['--conditions=@kosmos/source', main, ...args], {
    env: { ...process.env, KOSMOS_STORE: ':memory:', KOSMOS_LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const written = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString()))
  const ended = once(child, 'close').then((values: readonly unknown[]) => values[0])
  return { child, written, ended }
}

describe('the process', () => {
  test('of serve says its address and that only loopback is served, and ends with 0 when asked to', async () => {
    const { child, written, ended } = start('serve', '--port', '0')
    await expect.poll(() => written.out, { timeout: 20_000 }).toMatch(/\n/)
    const [, url = ''] =
      /^kosmos-gate answers on (http:\S+) \(no token exists: loopback only\)\n$/.exec(written.out) ?? []
    expect((await fetch(`${url}/livez`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('of serve refuses to answer beyond loopback without a token', async () => {
    const { written, ended } = start('serve', '--port', '0', '--host', '0.0.0.0')
    expect(await ended).toBe(5)
    expect(written.err).toContain('kosmos-gate token create')
  })

  test('of serve refuses a setting that makes no sense', async () => {
    const { written, ended } = start('serve', '--port', 'many')
    expect(await ended).toBe(2)
    expect(written.err).toContain("KOSMOS_PORT: expected a port from 0 to 65535, got 'many'")
  })

  test('keeps its exit code when nobody reads what it says', async () => {
    const { child, ended } = start('evaluate', '--policy', example, '--gate', 'release', '--service', 'bakery')
    child.stdout.destroy()
    expect(await ended).toBe(3)
  })

  test('of plan ends with 0 where a canary can conclude and with 1 where it cannot', async () => {
    const good = start('plan', 'kosmos')
    const slow = start('plan', 'kosmos', '--traffic', '4rps')
    expect(await good.ended).toBe(0)
    expect(good.written.out).toContain('This canary can conclude')
    expect(await slow.ended).toBe(1)
    expect(slow.written.out).toContain('This canary cannot conclude')
  })

  test('of calibrate ends with 3 where the history has too few looks to say anything', async () => {
    const arm = { errors: { events: 1, total: 300 }, latency: { buckets: [[0.1, 150]], count: 300 } }
    const folder = await mkdtemp(join(tmpdir(), 'kosmos-process-'))
    const file = join(folder, 'history.jsonl')
    await writeFile(file, [15, 30].map((t) => JSON.stringify({ t, a: arm, b: arm })).join('\n'))
    const { written, ended } = start('calibrate', 'kosmos', file)
    expect(await ended).toBe(3)
    expect(written.out).toContain('No canary of this policy fits into the history')
    await rm(folder, { recursive: true })
  })

  test('of compare reads what is no number as a usage error, and never as a result', async () => {
    const { written, ended } = start('compare', example, example)
    expect(await ended).toBe(2)
    expect(written.out).toBe('')
    expect(written.err).toContain('Expected a finite number as value 1')
  })
})
