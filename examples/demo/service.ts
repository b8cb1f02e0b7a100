// A small HTTP service, instrumented with prom-client: the thing that is deployed in the demo. It runs as a child
// process, tells its port over IPC and ends when its parent does.
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { isFault } from './fault.ts'

const fault = process.argv[2]
if (!isFault(fault)) throw new Error(`Expected a fault, got ${fault}`)

const errorShare = fault === 'errors' ? 0.15 : 0.005
const medianMs = fault === 'latency' ? 60 : 20
const spread = 0.35

const registry = new Registry()
const requests = new Counter({
  name: 'http_requests_total',
  help: 'Requests that were answered',
  labelNames: ['code'] as const,
  registers: [registry],
})
// A counter that has never counted is absent; one that starts at 0 says that there were none.
requests.inc({ code: '200' }, 0)
requests.inc({ code: '500' }, 0)
const seconds = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time to answer',
  // Each bound a fifth above the one before, from 2 ms to about 1.4 s.
  buckets: Array.from({ length: 37 }, (_, index) => 0.002 * 1.2 ** index),
  registers: [registry],
})
new Gauge({ name: 'service_healthy', help: '1 while the service works', registers: [registry] }).set(1)

const server = createServer((request, response) => {
  void (request.url === '/metrics' ? giveMetrics() : work()).then(({ status, type, body }) =>
    response.writeHead(status, { 'content-type': type }).end(body),
  )
})

async function giveMetrics(): Promise<{ status: number; type: string; body: string }> {
  // A release that lost its instrumentation: the page answers, and says nothing about requests.
  const body = fault === 'missing-metrics' ? '# no metrics here\n' : await registry.metrics()
  return { status: 200, type: registry.contentType, body }
}

async function work(): Promise<{ status: number; type: string; body: string }> {
  const end = seconds.startTimer()
  await sleep(medianMs * Math.exp(spread * standardNormal()))
  const status = Math.random() < errorShare ? 500 : 200
  end()
  requests.inc({ code: String(status) })
  return { status, type: 'text/plain', body: status === 200 ? 'ok\n' : 'failed\n' }
}

/** Box and Muller's transform of two uniform numbers. */
function standardNormal(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined })
})
process.on('disconnect', () => process.exit(0))
