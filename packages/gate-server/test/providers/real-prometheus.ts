import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export const prometheusBinary =
  ['/usr/bin/prometheus', '/usr/local/bin/prometheus'].find((path) => existsSync(path)) ?? null

/** A Prometheus server of a test's own. */
export interface RealPrometheus {
  readonly url: URL
  readonly process: ChildProcess
  /** As a crash: what it has written stays. */
  kill(): Promise<void>
  startAgain(): Promise<void>
  stop(): Promise<void>
}

/** Starts Prometheus on a temporary folder and a free port; it scrapes the targets (`host:port`) every second. */
export async function startPrometheus(
  binary: string,
  targets: Readonly<Record<string, string>>,
): Promise<RealPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'kosmos-prometheus-'))
  const groups = Object.entries(targets).map(([track, target]) => ({ targets: [target], labels: { track } }))
  await writeFile(
    join(folder, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '1s', scrape_timeout: '1s' },
      scrape_configs: [{ job_name: 'shop', static_configs: groups }],
    }),
  )
  const port = await freePort()
  const url = new URL(`http://127.0.0.1:${port}`)
  let child = await start()
  async function start(): Promise<ChildProcess> {
    const made = spawn(
      binary,
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    )
    await until(async () => (await fetch(new URL('/-/ready', url)).catch(() => null))?.ok === true)
    return made
  }
  const kill = async (): Promise<void> => {
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  return {
    url,
    get process() {
      return child
    },
    kill,
    startAgain: async () => {
      child = await start()
    },
    stop: async () => {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Asks again until something holds; fails after half a minute. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 300; round += 1) {
    if (await holds()) return
    await delay(100)
  }
  throw new Error('It did not come to hold within 30 s')
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const probe = createServer()
  probe.once('error', reject)
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address()
    probe.close(() =>
      typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No port')),
    )
  })
  return promise
}
