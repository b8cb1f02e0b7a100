import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

const startWithinMs = 15_000
const stopWithinMs = 5000

/** Children that live in process groups of their own, so that each can be ended with all that it started. */
const running = new Set<ChildProcess>()

// The last resort, for an end that nobody handled.
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL')
})

function track(child: ChildProcess): ChildProcess {
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Starts a script of this folder that tells its port over IPC. */
export async function startScript(
  script: URL,
  args: readonly string[],
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = track(fork(script, args, { detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }))
  const told = once(child, 'message', { signal: AbortSignal.timeout(startWithinMs) })
  const [message] = await orFailed(child, told)
  const port = typeof message === 'object' && message !== null && 'port' in message ? message.port : undefined
  if (typeof port !== 'number') throw new Error(`${script.pathname} told no port`)
  return { child, url: `http://127.0.0.1:${port}` }
}

/** Starts a program and gives the first line that it writes on stdout. */
export async function startProgram(
  program: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly child: ChildProcess; readonly firstLine: string }> {
  const [file, ...args] = program
  const child = track(spawn(file, args, { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] }))
  if (child.stdout === null) throw new Error('Expected a stdout')
  const lines = createInterface({ input: child.stdout })
  const written = await orFailed(child, once(lines, 'line', { signal: AbortSignal.timeout(startWithinMs) }))
  return { child, firstLine: String(written[0]) }
}

/** Ends children with everything that they started, waiting no longer than a few seconds. */
export async function stop(children: readonly ChildProcess[] = [...running]): Promise<void> {
  await Promise.all(
    children.map(async (child) => {
      if (!running.has(child)) return
      const ended = once(child, 'exit')
      signalGroup(child, 'SIGTERM')
      await Promise.race([ended, sleep(stopWithinMs, null, { ref: false })])
      if (running.has(child)) signalGroup(child, 'SIGKILL')
    }),
  )
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch {
    // It has ended by itself.
  }
}

async function orFailed(child: ChildProcess, wanted: Promise<readonly unknown[]>): Promise<readonly unknown[]> {
  const failed = new AbortController()
  const ended = once(child, 'exit', { signal: failed.signal }).then((values: readonly unknown[]) => {
    throw new Error(`${child.spawnargs.join(' ')} ended with ${String(values[0])} before it was ready`)
  })
  ended.catch(() => {})
  try {
    return await Promise.race([wanted, ended])
  } finally {
    failed.abort()
  }
}
