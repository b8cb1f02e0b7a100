import { parseDuration } from '@kosmos/analysis/units'
import type { CommandIo } from '../command-io.ts'
import { connectTo } from '../connect-to.ts'
import { connection, type ConnectionOptions } from '../connection.ts'
import type { ExitCode } from '../exit-code.ts'
import { watchRun } from '../watch-run.ts'

export interface WaitOptions extends ConnectionOptions {
  readonly timeout?: string
  readonly json?: true
}

/** Follows a run that goes on at a service, and ends with its verdict. */
export async function wait(id: string, options: WaitOptions, io: CommandIo): Promise<ExitCode> {
  const at = connection(options, io)
  return watchRun({ service: connectTo(at), id, baseUrl: at.baseUrl, deadline: deadlineOf(options), options, io })
}

/** When to stop waiting, milliseconds since the epoch; `null` never. */
export function deadlineOf({ timeout }: { readonly timeout?: string }): number | null {
  return timeout === undefined ? null : Date.now() + parseDuration(timeout)
}
