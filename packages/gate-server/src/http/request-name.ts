import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { ServerError } from '../errors.ts'

/** Names the request as its caller does, where that is a sane name, and says the name in the answer. */
export const nameRequest: RequestHandler = (request, response, next) => {
  const given = request.header('x-request-id')
  request.id = given !== undefined && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()
  response.setHeader('X-Request-Id', request.id)
  next()
}

const onlyOnce = ['content-type', 'content-encoding', 'authorization', 'idempotency-key', 'host']

/** Two servers on the way could each read another one of them. */
export const refuseRepeatedHeaders: RequestHandler = (request, _response, next) => {
  for (const name of onlyOnce) {
    if ((request.headersDistinct[name]?.length ?? 0) > 1) {
      throw new ServerError('request-invalid', `Expected the header ${name} once`, {
        faults: [{ pointer: name, detail: 'Expected it once' }],
      })
    }
  }
  next()
}
