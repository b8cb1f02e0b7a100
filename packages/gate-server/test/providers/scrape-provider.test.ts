import { countOf, gaugeOf, histogramOf } from '@kosmos/analysis/series'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAddressGuard } from '../../src/providers/address-guard.ts'
import { createHttpClient } from '../../src/providers/http-client.ts'
import type { MetricProvider, QueryContext } from '../../src/providers/index.ts'
import { createScrapeProvider } from '../../src/providers/scrape/scrape-provider.ts'
import { startChaosServer } from './chaos-server.ts'
import { startService, type InstrumentedService } from './instrumented-service.ts'

const subject = { service: 'shop', environment: null, version: null, commit: null, digest: null, branch: null }
const signal = new AbortController().signal
const total = { shape: 'count', expression: 'http_requests_total' } as const
const errors = { shape: 'count', expression: 'http_requests_total{code=~"5.."}' } as const
const latency = { shape: 'histogram', expression: 'http_request_duration_seconds_bucket' } as const
const gauge = { shape: 'gauge', expression: 'app_healthy' } as const

let one: InstrumentedService
let two: InstrumentedService
let provider: MetricProvider
let now = 0

function context(start: number, end: number, targets = [one.metricsUrl, two.metricsUrl]): QueryContext {
  return { subject, deployment: { labels: {}, targets }, window: { start, end } }
}

beforeEach(async () => {
  now = 0
  one = await startService()
  two = await startService()
  const http = createHttpClient({ headers: {}, guard: createAddressGuard(['127.0.0.1']), random: () => 0 })
  provider = createScrapeProvider({ http, now: () => now })
})
afterEach(async () => {
  await provider.close()
  await Promise.all([one.stop(), two.stop()])
})

/** Takes the first readings at 0 and moves on to 1000. */
async function begin(): Promise<void> {
  await provider.prime?.(context(-1000, 0), signal)
  now = 1000
}

describe('a direct scrape', () => {
  test('gives the growth of a counter between the ends of the window, summed over targets', async () => {
    one.serve(5, '200', 0.05)
    await begin()
    one.serve(7, '200', 0.05)
    two.serve(2, '500', 0.05)
    const reading = await provider.read(total, context(0, 1000), signal)
    expect(countOf(reading.series)).toEqual({ kind: 'measured', value: 9 })
    expect(countOf((await provider.read(errors, context(0, 1000), signal)).series)).toEqual({
      kind: 'measured',
      value: 2,
    })
  })

  test('counts what happens in each window once: nothing is lost between them and nothing counted twice', async () => {
    one.serve(1, '200', 0.05)
    await begin()
    let sum = 0
    for (let look = 0; look < 5; look += 1) {
      one.serve(look + 1, '200', 0.05)
      // The scrape comes late by up to a third of a window.
      now = (look + 1) * 1000 + look * 80
      const value = countOf((await provider.read(total, context(look * 1000, (look + 1) * 1000), signal)).series)
      sum += value.kind === 'measured' ? value.value : Number.NaN
    }
    expect(sum).toBe(1 + 2 + 3 + 4 + 5)
  })

  test('repairs a restart and tells it', async () => {
    one.serve(10, '200', 0.05)
    await begin()
    one.restart()
    one.serve(3, '200', 0.05)
    const reading = await provider.read(total, context(0, 1000), signal)
    expect(countOf(reading.series)).toEqual({ kind: 'measured', value: 3 })
    expect(reading.quality.map(({ code }) => code)).toContain('counter-reset')
  })

  test('gives a histogram as buckets summed over targets', async () => {
    await begin()
    one.serve(3, '200', 0.05)
    two.serve(4, '200', 0.7)
    const histogram = histogramOf((await provider.read(latency, context(0, 1000), signal)).series)
    expect(histogram).toMatchObject({
      kind: 'measured',
      value: { total: 7, buckets: [{ count: 3 }, { count: 0 }, { count: 4 }, { count: 0 }] },
    })
  })

  test('gives the mean of a gauge over targets, and NaN where one is NaN', async () => {
    one.setHealthy(1)
    two.setHealthy(4)
    expect(gaugeOf((await provider.read(gauge, context(-1000, 0), signal)).series)).toEqual({
      kind: 'measured',
      value: 2.5,
    })
    one.setHealthy(Number.NaN)
    now = 1000
    expect(gaugeOf((await provider.read(gauge, context(0, 1000), signal)).series)).toMatchObject({
      reason: 'not-finite',
    })
  })

  test.each([
    [1, 1, 1],
    [1, 0, 0],
    [0, 1, 0],
    [2, 0, 2],
    [0, 2, 0],
    [1, NaN, NaN],
    [NaN, 1, NaN],
  ])('health %d and %d of two targets is %d: 1 only where both are', async (first, second, health) => {
    one.setHealthy(first)
    two.setHealthy(second)
    const { series } = await provider.read({ ...gauge, shape: 'health' }, context(-1000, 0), signal)
    expect(series[0]?.points[0]?.value).toBe(health)
  })

  test('has no value for a window whose beginning nobody read', async () => {
    now = 1000
    const reading = await provider.read(total, context(0, 1000), signal)
    expect(reading).toMatchObject({ series: [], quality: [{ code: 'window-not-covered' }] })
  })

  test('has no value for a window that is asked for long after its end', async () => {
    await begin()
    now = 60_000
    expect(await provider.read(total, context(0, 1000), signal)).toMatchObject({
      series: [],
      quality: [{ code: 'window-not-covered' }],
    })
  })

  test('windows of two runs that share a target each count everything once', async () => {
    await begin()
    const sums = [0, 0]
    // The second run looks 300 ms after the first, and its pages must not shift what the first one counts.
    for (let look = 1; look <= 4; look += 1) {
      for (const [run, phase] of [0, 300].entries()) {
        one.serve(10, '200', 0.05)
        now = look * 1000 + phase
        const window = { ...context(now - 1000, now) }
        if (run === 1 && look === 1) {
          await provider.prime?.(window, signal)
          continue
        }
        const value = countOf((await provider.read(total, window, signal)).series)
        sums[run] = (sums[run] ?? 0) + (value.kind === 'measured' ? value.value : Number.NaN)
      }
    }
    expect(sums).toEqual([70, 60])
  })

  test('one series twice, and buckets that do not add up, are no value', async () => {
    const pages: string[] = []
    const server = await startChaosServer((_request, response) => response.end(pages.shift() ?? ''))
    const read = async (shape: 'count' | 'histogram', expression: string, ...texts: readonly string[]) => {
      pages.push(...texts)
      now += 10_000
      await provider.prime?.(context(now - 1000, now, [server.url.href]), signal)
      now += 1000
      return provider.read({ shape, expression }, context(now - 1000, now, [server.url.href]), signal)
    }
    expect(await read('count', 'x', 'x 1\n', 'x 2\nx 3\n')).toMatchObject({
      series: [],
      quality: [{ code: 'source-error', detail: expect.stringContaining('twice') as unknown }],
    })
    const mixed = 'h_bucket{a="1",le="1"} 1\nh_bucket{a="1",le="+Inf"} 1\nh_bucket{a="2",le="+Inf"} 5\n'
    expect(await read('histogram', 'h_bucket', mixed, mixed)).toMatchObject({
      series: [],
      quality: [{ code: 'partial', detail: expect.stringContaining('different buckets') as unknown }],
    })
    await server.stop()
  })

  test('a query that is no selector is told before it is asked, and is a source error after', async () => {
    const query = { shape: 'count', expression: 'sum(rate(x[5m]))' } as const
    expect(() => provider.resolve?.(query, context(0, 1000))).toThrow('Expected a selector')
    expect(await provider.read(query, context(0, 1000), signal)).toMatchObject({
      series: [],
      quality: [{ code: 'source-error' }],
    })
  })

  test('has no value, and no partial sum, where one of the targets is down', async () => {
    await begin()
    one.serve(7, '200', 0.05)
    await two.stop()
    expect(await provider.read(total, context(0, 1000), signal)).toMatchObject({
      series: [],
      quality: [{ code: 'target-down' }],
    })
    two = await startService()
  })

  test('has no value, and no partial sum, where one of the targets stopped exposing the metric', async () => {
    await begin()
    one.serve(7, '200', 0.05)
    two.forgetHttp()
    expect(await provider.read(total, context(0, 1000), signal)).toMatchObject({
      series: [],
      quality: [{ code: 'partial' }],
    })
  })

  test('has no series for a metric that no target exposes', async () => {
    await begin()
    const reading = await provider.read({ shape: 'count', expression: 'no_such_total' }, context(0, 1000), signal)
    expect(countOf(reading.series)).toMatchObject({ kind: 'missing', reason: 'no-data' })
  })

  test('reaches nothing that the operator has not allowed', async () => {
    const reading = await provider.read(
      total,
      context(0, 1000, ['http://169.254.169.254/metrics', 'http://[::1]:1/metrics']),
      signal,
    )
    expect(reading).toMatchObject({ series: [] })
    expect(reading.quality[0]?.detail).toContain('not allowed')
  })

  test('says what it would read, target by target', () => {
    expect(provider.resolve?.(total, context(0, 1000, ['http://a/m', 'http://b/m']))).toEqual([
      'http_requests_total of http://a/m',
      'http_requests_total of http://b/m',
    ])
    expect(() => provider.resolve?.(total, context(0, 1000, []))).toThrow('got none')
  })

  test('asks for at least one target', async () => {
    expect((await provider.read(total, context(0, 1000, []), signal)).quality[0]?.code).toBe('source-error')
  })
})
