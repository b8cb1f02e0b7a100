import busboy from 'busboy'
import type { Request } from 'express'
import { ServerError } from '../errors.ts'

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

const maxFiles = 200
const maxRequestBytes = 256 * 1024

/**
 * Reads a multipart body within limits.
 *
 * @throws ServerError `request-invalid` for a broken body, no or two parts `request`, and a name that comes twice;
 *   `payload-too-large` past a limit.
 */
export async function readMultipart(request: Request, limits: { readonly maxFileBytes: number }): Promise<Upload> {
  const { promise, resolve, reject } = Promise.withResolvers<Upload>()
  let parser: busboy.Busboy
  try {
    parser = busboy({
      headers: request.headers,
      limits: {
        files: maxFiles,
        fileSize: limits.maxFileBytes,
        fields: 10,
        fieldSize: maxRequestBytes,
        fieldNameSize: 256,
      },
    })
  } catch {
    throw new ServerError('request-invalid', 'Expected a multipart body with a boundary')
  }
  const files: UploadedFile[] = []
  let total = 0
  let written: string | null = null
  const fail = (error: ServerError): void => {
    request.unpipe(parser)
    request.resume()
    reject(error)
  }
  const addRequest = (text: string): void => {
    if (written !== null) fail(new ServerError('request-invalid', "Expected one part 'request', got another"))
    written = text
  }
  parser.on('field', (name, value, { valueTruncated }) => {
    if (valueTruncated)
      fail(
        new ServerError('payload-too-large', `The part '${name.slice(0, 60)}' is larger than ${maxRequestBytes} bytes`),
      )
    else if (name === 'request') addRequest(value)
    else
      fail(
        new ServerError(
          'request-invalid',
          `Expected file parts and one part 'request', got the field '${name.slice(0, 60)}'`,
        ),
      )
  })
  parser.on('file', (name, stream) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => {
      total += chunk.length
      chunks.push(chunk)
      // All files together have the limit of one: what is in memory is bounded by it.
      if (total > limits.maxFileBytes)
        fail(new ServerError('payload-too-large', `The files are larger than ${limits.maxFileBytes} bytes`))
    })
    stream.on('limit', () =>
      fail(new ServerError('payload-too-large', `The file '${name}' is larger than ${limits.maxFileBytes} bytes`)),
    )
    stream.on('close', () => {
      const bytes = Buffer.concat(chunks)
      if (name === 'request') addRequest(bytes.toString('utf8'))
      else if (files.some((file) => file.name === name))
        fail(new ServerError('request-invalid', `Expected each name once, got '${name}' again`))
      else files.push({ name, bytes })
    })
  })
  parser.on('filesLimit', () => fail(new ServerError('payload-too-large', `Expected at most ${maxFiles} files`)))
  parser.on('error', () => fail(new ServerError('request-invalid', 'The multipart body is broken')))
  request.on('aborted', () => fail(new ServerError('request-invalid', 'The request was aborted')))
  parser.on('close', () => {
    if (written === null) return fail(new ServerError('request-invalid', "Expected a part 'request' of JSON, got none"))
    try {
      return resolve({ request: JSON.parse(written), files })
    } catch {
      return fail(new ServerError('request-invalid', "Expected the part 'request' to be JSON"))
    }
  })
  request.pipe(parser)
  return promise
}
