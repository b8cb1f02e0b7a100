import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** Every metric that the service tells about itself. */
export interface Metrics {
  readonly registry: Registry
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>
  readonly verdicts: Counter<'gate' | 'verdict' | 'outcome'>
  readonly looks: Counter<'outcome'>
  readonly sourceSeconds: Histogram<'outcome' | 'source'>
  readonly commitSeconds: Histogram
  readonly runsInHand: Gauge
  /** Stops what collects in the background. */
  close(): void
}

/** A registry of its own: two services in one process, as tests have them, do not meet in it. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'kosmos_gate_' })
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'kosmos_gate_http_request_duration_seconds',
      help: 'Time from a request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    verdicts: new Counter({
      name: 'kosmos_gate_verdicts_total',
      help: 'Verdicts given, by gate (canary for runs)',
      labelNames: ['gate', 'verdict', 'outcome'],
      registers,
    }),
    looks: new Counter({
      name: 'kosmos_gate_looks_total',
      help: 'Looks at canaries, by the outcome after them',
      labelNames: ['outcome'],
      registers,
    }),
    sourceSeconds: new Histogram({
      name: 'kosmos_gate_source_request_duration_seconds',
      help: 'Time of one reading of a metric source; outcome error where it told a source-error',
      labelNames: ['source', 'outcome'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    commitSeconds: new Histogram({
      name: 'kosmos_gate_store_commit_duration_seconds',
      help: 'Time of one transaction of writes that waited together',
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
    runsInHand: new Gauge({ name: 'kosmos_gate_runs_in_hand', help: 'Runs that are being advanced now', registers }),
    close: () => registry.clear(),
  }
}
