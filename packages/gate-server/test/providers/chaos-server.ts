import { createServer, type RequestListener } from 'node:http'

/** A server that answers as it is told to, however wrong. */
export async function startChaosServer(answer: RequestListener): Promise<{ readonly url: URL; stop(): Promise<void> }> {
  const server = createServer(answer)
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No address')
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    stop: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      await closed.promise
    },
  }
}
