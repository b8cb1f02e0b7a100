import { createGunzip, type Gunzip } from 'node:zlib'
import busboy from 'busboy'
import type { Request, Response } from 'express'
import { ServerError } from '../errors.ts'
import type { UploadBudget } from './upload-budget.ts'

/** A file part, whole. */
export interface UploadedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The parts of an upload: one JSON part `request`, the others are files. */
export interface Upload {
  readonly request: unknown
  readonly files: readonly UploadedFile[]
}

const maxRequestBytes = 256 * 1024
const maxNameLength = 256

/**
 * Reads a multipart body within limits.
 *
 * @param limits.maxBytes - all files together: what is in memory is bounded by it.
 * @throws ServerError `request-invalid` for a broken body, no or two parts `request`, and a name that comes twice or not
 *   at all; `payload-too-large` past a limit; `unavailable` where other uploads hold the memory.
 */
export async function readMultipart(
  request: Request,
  response: Response,
  limits: { readonly maxBytes: number; readonly maxFiles: number; readonly budget: UploadBudget },
): Promise<Upload> {
  if (request.destroyed) throw invalid('The request was aborted')
  const gunzip = gunzipFor(request)
  const { promise, resolve, reject } = Promise.withResolvers<Upload>()
  const parser = parserFor(request, limits)
  const files = new Map<string, Uint8Array>()
  let held = 0
  let written: string | null = null
  const fail = (error: unknown): void => {
    request.unpipe()
    gunzip?.destroy()
    request.resume()
    reject(error instanceof Error ? error : invalid('The multipart body is broken'))
  }
  // Whatever goes wrong inside a listener would otherwise end the process.
  const guarded =
    <Given extends readonly unknown[]>(listen: (...given: Given) => void) =>
    (...given: Given): void => {
      try {
        listen(...given)
      } catch (error) {
        fail(error)
      }
    }
  const addRequest = (text: string): void => {
    if (written !== null) throw invalid("Expected one part 'request', got another")
    written = text
  }
  parser.on(
    'field',
    guarded((name: string | undefined, value: string, { valueTruncated }: busboy.FieldInfo) => {
      if (name !== 'request')
        throw invalid(`Expected file parts and one part 'request', got the field '${shown(name)}'`)
      if (valueTruncated) throw tooLarge(`Expected at most ${maxRequestBytes} bytes in the part 'request'`)
      addRequest(value)
    }),
  )
  parser.on(
    'file',
    guarded((name: string | undefined, stream: NodeJS.ReadableStream) => {
      const chunks: Buffer[] = []
      stream.on('error', fail)
      stream.on(
        'data',
        guarded((chunk: Buffer) => {
          if (!(held + chunk.length <= limits.maxBytes)) {
            throw tooLarge(`Expected at most ${limits.maxBytes} bytes in all files together`)
          }
          limits.budget.take(chunk.length)
          held += chunk.length
          chunks.push(chunk)
        }),
      )
      stream.on(
        'end',
        guarded(() => {
          const bytes = Buffer.concat(chunks)
          if (name === 'request') {
            if (bytes.length > maxRequestBytes) throw tooLarge(`Expected at most ${maxRequestBytes} bytes in 'request'`)
            addRequest(bytes.toString('utf8'))
          } else if (name === undefined || name === '') throw invalid('Expected every file part to have a name')
          else if (files.has(name)) throw invalid(`Expected each name once, got '${shown(name)}' again`)
          else files.set(name, bytes)
        }),
      )
    }),
  )
  const tooMany = (): void => fail(tooLarge(`Expected at most ${limits.maxFiles} files`))
  parser.on('filesLimit', tooMany).on('partsLimit', tooMany).on('fieldsLimit', tooMany)
  parser.on('error', () => fail(invalid('The multipart body is broken')))
  parser.on(
    'close',
    guarded(() => {
      resolve({ request: parsed(written), files: [...files].map(([name, bytes]) => ({ name, bytes })) })
    }),
  )
  request.on('close', () => {
    if (!request.complete) fail(invalid('The request was aborted'))
  })
  // What was read stays in memory until it is judged and answered.
  response.once('close', () => limits.budget.give(held))
  if (gunzip === null) request.pipe(parser)
  else {
    let inflated = 0
    gunzip.on('error', () => fail(invalid('The compressed body is broken')))
    gunzip.on('data', ({ length }: Buffer) => {
      inflated += length
      // What stands around the parts is held nowhere, and costs time all the same.
      if (!(inflated <= limits.maxBytes + 2 * maxRequestBytes))
        fail(tooLarge(`Expected at most ${limits.maxBytes} bytes in all files together`))
    })
    request.pipe(gunzip).pipe(parser)
  }
  return promise
}

/**
 * What inflates the body; `null` where it is not compressed.
 *
 * @throws ServerError `unsupported-media-type` for any compression but gzip.
 */
function gunzipFor(request: Request): Gunzip | null {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding === 'identity') return null
  if (encoding.trim().toLowerCase() === 'gzip') return createGunzip()
  throw new ServerError('unsupported-media-type', 'Expected a multipart body without compression or with gzip, once')
}

function parserFor(request: Request, { maxBytes, maxFiles }: { maxBytes: number; maxFiles: number }): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: {
        files: maxFiles + 1,
        fileSize: maxBytes + 1,
        fields: 2,
        fieldSize: maxRequestBytes,
        fieldNameSize: maxNameLength,
        parts: maxFiles + 2,
      },
    })
  } catch {
    throw invalid('Expected a multipart body with a boundary')
  }
}

function parsed(written: string | null): unknown {
  if (written === null) throw invalid("Expected a part 'request' of JSON, got none")
  try {
    return JSON.parse(written)
  } catch {
    throw invalid("Expected the part 'request' to be JSON")
  }
}

function invalid(message: string): ServerError {
  return new ServerError('request-invalid', message)
}

function tooLarge(message: string): ServerError {
  return new ServerError('payload-too-large', message)
}

function shown(name: string | undefined): string {
  return (name ?? '').slice(0, 60)
}
