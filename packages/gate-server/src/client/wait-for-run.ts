import type { ApiRun, GateClient } from './create-gate-client.ts'
import { GateApiError, readProblem } from './gate-api-error.ts'

/**
 * A run, once its revision is past `after` or it is completed, or as it is when the time is over.
 *
 * @param options.after - `null`: at once.
 * @param options.waitMs - at most 60000; rounded up to whole seconds.
 * @throws GateApiError for every answer that is not a run.
 */
export async function readRun(
  client: GateClient,
  id: string,
  options: { readonly after: number | null; readonly waitMs: number; readonly signal?: AbortSignal },
): Promise<ApiRun> {
  const seconds = Math.min(60, Math.max(0, Math.ceil(options.waitMs / 1000)))
  const { data, error, response } = await client.GET('/v1/runs/{id}', {
    params: {
      path: { id },
      query: options.after === null ? {} : { wait: `${seconds}s`, after: options.after },
    },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  })
  if (data === undefined) throw new GateApiError(response.status, readProblem(error))
  return data
}

/**
 * Follows a run to its end by long polls, without a gap in which a change could be lost: each asks for what is newer
 * than the last.
 *
 * @param options.onChange - gets every state that was seen, the first and the last among them; is awaited.
 * @throws GateApiError where the service refuses; the signal's reason where it was aborted.
 */
export async function waitForRun(
  client: GateClient,
  id: string,
  options: {
    readonly onChange?: (run: ApiRun) => void | Promise<void>
    readonly signal?: AbortSignal
    readonly waitMs?: number
  } = {},
): Promise<ApiRun> {
  const { onChange, signal, waitMs = 20_000 } = options
  const signalled = signal === undefined ? {} : { signal }
  let after: number | null = null
  for (;;) {
    signal?.throwIfAborted()
    const run: ApiRun = await readRun(client, id, { after, waitMs, ...signalled })
    if (after === null || run.revision > after) await onChange?.(run)
    if (run.status === 'completed') return run
    after = run.revision
  }
}
