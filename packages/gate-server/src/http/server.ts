import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Application } from 'express'
import { ServerError } from '../errors.ts'

/** A service that answers. */
export interface Listening {
  /** With the port that was taken: `http://127.0.0.1:8484`. */
  readonly url: string
  /** Takes no more requests, lets those in hand finish, and ends the rest at the limit. */
  readonly close: () => Promise<void>
}

/** Bounds on slow callers. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16_384,
  // The first two are looked at this often: a connection that drips is closed within 15 s.
  connectionsCheckingInterval: 5_000,
}
const maxConnections = 2000

/**
 * Answers on an address.
 *
 * @param options.onDrain - called first at the end, so that those who wait are answered early.
 * @throws ServerError `unavailable` where the address is taken or not ours.
 */
export async function listen(
  app: Application,
  options: {
    readonly host: string
    readonly port: number
    readonly shutdownTimeout: number
    readonly onDrain: () => void
  },
): Promise<Listening> {
  let draining = false
  const server = createServer(timeouts, (request, response) => {
    if (draining) response.setHeader('Connection', 'close')
    response.on('finish', () => {
      if (draining) setImmediate(() => server.closeIdleConnections())
    })
    app(request, response)
  })
  server.maxConnections = maxConnections
  await started(server, options)
  const { address, family, port } = addressOf(server)
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: async () => {
      if (draining) return
      draining = true
      options.onDrain()
      const { promise, resolve } = Promise.withResolvers<void>()
      server.close(() => resolve())
      server.closeIdleConnections()
      const limit = setTimeout(() => server.closeAllConnections(), options.shutdownTimeout)
      await promise
      clearTimeout(limit)
    },
  }
}

async function started(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (error) =>
    reject(new ServerError('unavailable', `Cannot answer on ${host}:${port}: ${error.message}`, {}, { cause: error })),
  )
  server.listen(port, host, resolve)
  await promise
}

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new ServerError('internal', 'The service has no address')
  return address
}
