import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const demo = fileURLToPath(new URL('../../examples/demo/demo.ts', import.meta.url))

/** The demo as a process, marked so that whatever it leaves behind can be found. */
function startDemo(...args: readonly string[]) {
  const mark = `DEMO_MARK=${randomUUID()}`
  const child = spawn(process.execPath, ['--conditions=@kosmos/source', demo, ...args], {
    env: { ...process.env, [mark.split('=')[0] ?? '']: mark.split('=')[1] },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString()))
  return { child, written, mark }
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  const ended: readonly unknown[] = await once(child, 'close')
  return ended[0]
}

/** Ids of processes that carry the mark in their environment. */
function marked(mark: string): readonly string[] {
  return readdirSync('/proc').filter((id) => {
    try {
      return /^\d+$/.test(id) && readFileSync(`/proc/${id}/environ`, 'utf8').includes(mark)
    } catch {
      return false
    }
  })
}

describe.skipIf(!existsSync('/proc/self/environ'))('the demo', () => {
  test.each(['errors', 'latency'])(
    'rolls a canary with the fault %s back, exits with 1 and leaves nothing behind',
    async (fault) => {
      const { child, written, mark } = startDemo('--fault', fault, '--json')
      expect(await exitOf(child)).toBe(1)
      expect(JSON.parse(written.out)).toMatchObject({ exitCode: 1, verdict: { verdict: 'rollback', outcome: 'fail' } })
      const [, report = ''] = /kept as (\S+\.html)/.exec(written.err) ?? []
      expect(readFileSync(report, 'utf8')).toContain('<html')
      expect(marked(mark)).toEqual([])
    },
    60_000,
  )

  test('that is interrupted says how to resume, exits with 130 and leaves nothing behind', async () => {
    const { child, written, mark } = startDemo('--fault', 'none')
    const ended = exitOf(child)
    await expect.poll(() => written.err, { timeout: 30_000 }).toContain('at 10 %: running')
    expect(marked(mark).length).toBeGreaterThan(3)
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(written.err).toContain('Interrupted; the run goes on. Resume with: kosmos-gate wait')
    expect(marked(mark)).toEqual([])
  }, 60_000)

  test('that is asked for a fault that there is not exits with 2', async () => {
    const { child, written } = startDemo('--fault', 'gremlins')
    expect(await exitOf(child)).toBe(2)
    expect(written.out).toContain('missing-metrics')
  })
})
