import { setTimeout as delay } from 'node:timers/promises'
import { Agent, request } from 'undici'
import type { AddressGuard } from './address-guard.ts'

/** A reply, read whole. */
export interface Reply {
  readonly status: number
  readonly contentType: string
  /** The source's clock, milliseconds since the epoch, where it tells. */
  readonly date: number | null
  readonly body: string
}

/** Something that keeps a reply from being read; the message is plain words. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault'
}

/** Asks a metric source over HTTP, within bounds of time, size and tries. */
export interface HttpClient {
  get(url: URL, signal: AbortSignal): Promise<Reply>
  post(url: URL, form: URLSearchParams, signal: AbortSignal): Promise<Reply>
  close(): Promise<void>
}

const tries = 3
const timeoutMs = 10_000
const maxBytes = 16 * 2 ** 20
/** Answers that another try may change. */
const passing = new Set([429, 502, 503, 504])

/**
 * @param options.random - between 0 and 1; spreads the waits between tries.
 */
export function createHttpClient(options: {
  readonly headers: Readonly<Record<string, string>>
  readonly guard: AddressGuard | null
  readonly random: () => number
}): HttpClient {
  const agent = new Agent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: 5000, ...(options.guard === null ? {} : { lookup: options.guard.lookup }) },
  })

  async function ask(url: URL, form: URLSearchParams | null, signal: AbortSignal): Promise<Reply> {
    const refusal = options.guard?.refusal(url) ?? null
    if (refusal !== null) throw new SourceFault(refusal)
    for (let attempt = 1; ; attempt += 1) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
      try {
        const reply = await once(url, form, limit)
        if (!passing.has(reply.status) || attempt === tries) return reply
      } catch (error) {
        if (error instanceof SourceFault || signal.aborted || attempt === tries) throw asFault(error)
      }
      await delay(100 * 2 ** attempt * (0.5 + options.random()), undefined, { signal }).catch((error: unknown) => {
        throw asFault(error)
      })
    }
  }

  async function once(url: URL, form: URLSearchParams | null, signal: AbortSignal): Promise<Reply> {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      signal,
      method: form === null ? 'GET' : 'POST',
      headers: {
        accept: 'application/json, text/plain;q=0.5',
        ...(form === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...options.headers,
      },
      body: form === null ? null : form.toString(),
    })
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of body) {
      const bytes: unknown = chunk
      if (!(bytes instanceof Uint8Array)) throw new SourceFault('the answer is not made of bytes')
      size += bytes.length
      if (size > maxBytes) {
        body.destroy()
        throw new SourceFault(`the answer is larger than ${maxBytes / 2 ** 20} MiB`)
      }
      chunks.push(bytes)
    }
    const date = Date.parse(String(headers['date'] ?? ''))
    return {
      status: statusCode,
      contentType: String(headers['content-type'] ?? ''),
      date: Number.isNaN(date) ? null : date,
      body: Buffer.concat(chunks).toString('utf8'),
    }
  }

  return {
    get: (url, signal) => ask(url, null, signal),
    post: (url, form, signal) => ask(url, form, signal),
    close: () => agent.close(),
  }
}

function asFault(error: unknown): SourceFault {
  if (error instanceof SourceFault) return error
  const message = error instanceof Error ? error.message : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return new SourceFault(`no answer (${message}${cause})`, { cause: error })
}
