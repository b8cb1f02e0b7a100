import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { strictNumber } from '@kosmos/analysis/units'
import { Agent, request } from 'undici'
import type { AddressGuard } from './address-guard.ts'

/** A reply, read whole. */
export interface Reply {
  readonly status: number
  readonly contentType: string
  /** The source's clock, milliseconds since the epoch, where it tells. */
  readonly date: number | null
  /** Milliseconds that the source asks to be left alone, where it does. */
  readonly retryAfter: number | null
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
const largestAnswer = 16 * 2 ** 20
/** A source that asks for a longer rest than this is not asked again for the same look. */
const longestWaitMs = 10_000
/** Answers that another try may change. */
const passing = new Set([429, 502, 503, 504])

const unzip = promisify(gunzip)

/**
 * @param options.random - between 0 and 1; spreads the waits between tries.
 * @param options.maxBytes - largest answer that is read, also after it was unpacked; 16 MiB by default.
 * @param options.wait - how the time between tries passes.
 */
export function createHttpClient(options: {
  readonly headers: Readonly<Record<string, string>>
  readonly guard: AddressGuard | null
  readonly random: () => number
  readonly maxBytes?: number
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}): HttpClient {
  const { maxBytes = largestAnswer, wait = (ms, signal) => delay(ms, undefined, { signal }) } = options
  const tooLarge = (): SourceFault => new SourceFault(`the answer is larger than ${maxBytes / 2 ** 20} MiB`)
  const agent = new Agent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: 5000, ...(options.guard === null ? {} : { lookup: options.guard.lookup }) },
  })

  async function ask(url: URL, form: URLSearchParams | null, signal: AbortSignal): Promise<Reply> {
    const refusal = options.guard?.refusal(url) ?? null
    if (refusal !== null) throw new SourceFault(refusal)
    for (let attempt = 1; ; attempt += 1) {
      let pause = 100 * 2 ** attempt * (0.5 + options.random())
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
      try {
        const reply = await once(url, form, limit)
        if (!passing.has(reply.status) || attempt === tries) return reply
        if (reply.retryAfter !== null && !(reply.retryAfter <= longestWaitMs)) return reply
        pause = Math.max(pause, reply.retryAfter ?? 0)
      } catch (error) {
        if (error instanceof SourceFault || signal.aborted || attempt === tries) throw asFault(error)
      }
      await wait(pause, signal).catch((error: unknown) => {
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
        accept: 'application/json',
        'accept-encoding': 'gzip',
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
        throw tooLarge()
      }
      chunks.push(bytes)
    }
    const date = dateOf(headers['date'])
    return {
      status: statusCode,
      contentType: String(headers['content-type'] ?? ''),
      date,
      retryAfter: waitOf(headers['retry-after'], date),
      body: (await unpacked(Buffer.concat(chunks), headers['content-encoding'])).toString('utf8'),
    }
  }

  async function unpacked(bytes: Buffer, encoding: HeaderValue): Promise<Buffer> {
    if (encoding === undefined || encoding === 'identity') return bytes
    if (encoding !== 'gzip')
      throw new SourceFault(`the answer is packed as ${String(encoding)}, expected gzip or nothing`)
    return unzip(bytes, { maxOutputLength: maxBytes }).catch((error: unknown) => {
      const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      throw isTooLarge ? tooLarge() : new SourceFault('the answer says it is gzip and is not, or is cut off')
    })
  }

  return {
    get: (url, signal) => ask(url, null, signal),
    post: (url, form, signal) => ask(url, form, signal),
    close: () => agent.close(),
  }
}

type HeaderValue = string | string[] | undefined

function dateOf(header: HeaderValue): number | null {
  const date = typeof header === 'string' ? Date.parse(header) : Number.NaN
  return Number.isNaN(date) ? null : date
}

/** `Retry-After` in seconds, or as a date, which is compared with the source's own clock. */
function waitOf(header: HeaderValue, now: number | null): number | null {
  if (typeof header !== 'string') return null
  const seconds = strictNumber(header)
  if (seconds !== null) return seconds >= 0 ? seconds * 1000 : null
  const until = dateOf(header)
  return until === null || now === null ? null : Math.max(0, until - now)
}

function asFault(error: unknown): SourceFault {
  if (error instanceof SourceFault) return error
  const message = error instanceof Error ? error.message : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return new SourceFault(`no answer (${message}${cause})`, { cause: error })
}
