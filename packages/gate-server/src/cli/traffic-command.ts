import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { CommandIo } from './command-io.ts'

/** What the operator's own command is told, as KOSMOS_ variables. */
export interface TrafficOrder {
  readonly run: string
  readonly service: string
  /** Index of the stage. */
  readonly stage: number
  /** Per cent of the traffic that the canary is to take; 0 takes it back. */
  readonly traffic: number
}

/**
 * Runs the operator's shell command that moves traffic. What it writes is passed on line by line.
 *
 * @param signal - ends the command, with all that it started.
 * @returns `null` where it ended with 0; else why the traffic cannot be taken as moved.
 */
export async function runTrafficCommand(
  command: string,
  order: TrafficOrder,
  given: { readonly io: CommandIo; readonly say: (line: string) => void; readonly signal: AbortSignal },
): Promise<string | null> {
  const { io, say, signal } = given
  if (signal.aborted) return 'it was not started'
  const child = spawn(command, {
    shell: true,
    cwd: io.cwd,
    // A group of its own, so that ending it ends what the shell has started.
    detached: true,
    env: {
      ...io.env,
      KOSMOS_RUN: order.run,
      KOSMOS_SERVICE: order.service,
      KOSMOS_STAGE: String(order.stage),
      KOSMOS_TRAFFIC: String(order.traffic),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = (): void => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, 'SIGTERM')
    } catch {
      // It has ended by itself.
    }
  }
  signal.addEventListener('abort', end, { once: true })
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', say)
  try {
    const ended: readonly unknown[] = await once(child, 'close')
    if (ended[0] === 0) return null
    return typeof ended[0] === 'number' ? `it ended with ${ended[0]}` : `it was ended by ${String(ended[1])}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    signal.removeEventListener('abort', end)
  }
}
