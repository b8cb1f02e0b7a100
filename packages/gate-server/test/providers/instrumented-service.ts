import { createServer } from 'node:http'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** A service whose metrics are those of prom-client, and whose requests are told to it. */
export interface InstrumentedService {
  /** `127.0.0.1:port`. */
  readonly host: string
  readonly metricsUrl: string
  serve(count: number, code: string, seconds: number): void
  setHealthy(value: number): void
  /** As after a restart: every counter begins at 0. */
  restart(): void
  /** Stops to expose anything about HTTP. */
  forgetHttp(): void
  stop(): Promise<void>
}

export async function startService(): Promise<InstrumentedService> {
  let registry = new Registry()
  let made = metricsOn(registry)
  const server = createServer((_request, response) => {
    void registry.metrics().then((text) => response.setHeader('Content-Type', registry.contentType).end(text))
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No address')
  const host = `127.0.0.1:${address.port}`
  return {
    host,
    metricsUrl: `http://${host}/metrics`,
    serve: (count, code, seconds) => {
      made.requests.inc({ code }, count)
      for (let one = 0; one < count; one += 1) made.seconds.observe(seconds)
    },
    setHealthy: (value) => made.healthy.set(value),
    restart: () => {
      registry = new Registry()
      made = metricsOn(registry)
    },
    forgetHttp: () => {
      registry.removeSingleMetric('http_requests_total')
      registry.removeSingleMetric('http_request_duration_seconds')
    },
    stop: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      await closed.promise
    },
  }
}

function metricsOn(registry: Registry) {
  const registers = [registry]
  return {
    requests: new Counter({ name: 'http_requests_total', help: 'requests', labelNames: ['code'], registers }),
    seconds: new Histogram({ name: 'http_request_duration_seconds', help: 'time', buckets: [0.1, 0.5, 1], registers }),
    healthy: new Gauge({ name: 'app_healthy', help: 'health', registers }),
  }
}
