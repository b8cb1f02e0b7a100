import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figure } from './bench.ts'

const command = fileURLToPath(new URL('../../packages/gate-server/dist/main.js', import.meta.url))
const rounds = 7

/** How long the built command takes to say its version, and the service to be ready on the embedded store. */
export async function startupSuite(): Promise<readonly Figure[]> {
  const bare = await median(() => timeOf(['--eval', '0']))
  const version = await median(() => timeOf([command, '--version']))
  const ready = await median(timeToReady)
  return [
    { name: 'node --eval 0 (the floor)', value: bare, unit: 'ms', target: null },
    { name: 'kosmos-gate --version', value: version, unit: 'ms', target: 150 },
    { name: 'kosmos-gate serve to ready, embedded store', value: ready, unit: 'ms', target: 2000 },
  ]
}

async function median(measure: () => Promise<number>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push(await measure())
  return times.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN
}

async function timeOf(args: readonly string[]): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, args, { stdio: 'ignore' })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  child.once('error', reject)
  child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit ${code} of ${args.join(' ')}`))))
  await promise
  return performance.now() - start
}

async function timeToReady(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'kosmos-bench-'))
  const start = performance.now()
  const child = spawn(process.execPath, [command, 'serve'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], KOSMOS_PORT: '0', KOSMOS_STORE: join(folder, 'gate.db') },
  })
  try {
    // It says where it answers once it does.
    const [said] = (await once(child.stdout, 'data', { signal: AbortSignal.timeout(10_000) })) as [Buffer]
    const url = /http:\S+/.exec(said.toString())?.[0]
    const response = await fetch(`${url}/readyz`)
    if (!response.ok) throw new Error(`The service is not ready: status ${response.status}`)
    return performance.now() - start
  } finally {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
}
