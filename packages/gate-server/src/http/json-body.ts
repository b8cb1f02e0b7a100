import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import express, { type RequestHandler } from 'express'
import { ServerError } from '../errors.ts'
import { assertBounded } from './read-request.ts'

/** Honest JSON compresses to a tenth; a bomb to a thousandth. */
const maxRatio = 100

/**
 * Reads a JSON body of at most `limit` bytes, after decompression too, and refuses what no honest caller sends: text that
 * is not UTF-8, compression beyond 100:1 or more than once, nesting and keys without end. Other bodies are not touched.
 */
export function jsonBody(limit: number): readonly RequestHandler[] {
  return [
    express.json({ limit, inflate: true, strict: true, verify: checkBytes }),
    (request, _response, next) => {
      assertBounded(request.body)
      next()
    },
  ]
}

function checkBytes(request: IncomingMessage, _response: unknown, decoded: Buffer, encoding: string): void {
  if (encoding !== 'utf-8' || !isUtf8(decoded)) {
    throw new ServerError('request-invalid', 'Expected a body in UTF-8')
  }
  const { 'content-encoding': compression = 'identity', 'content-length': length } = request.headers
  if (compression.toLowerCase() === 'identity') return
  const sent = length === undefined ? null : Number.parseInt(length, 10)
  if (sent === null) throw new ServerError('request-invalid', 'Expected a Content-Length with a compressed body')
  if (!(decoded.length <= sent * maxRatio)) {
    throw new ServerError('payload-too-large', `Expected a body compressed at most ${maxRatio}:1`)
  }
}
