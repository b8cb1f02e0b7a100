import { countOf, histogramOf } from '@kosmos/analysis/series'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpClient } from '../../src/providers/http-client.ts'
import { createProviders, type MetricProvider, type QueryContext } from '../../src/providers/index.ts'
import {
  createPrometheusProvider,
  type PrometheusProvider,
} from '../../src/providers/prometheus/prometheus-provider.ts'
import { startChaosServer } from './chaos-server.ts'
import { startService, type InstrumentedService } from './instrumented-service.ts'
import { prometheusBinary, startPrometheus, until, type RealPrometheus } from './real-prometheus.ts'

const subject = { service: 'shop', environment: null, version: null, commit: null, digest: null, branch: null }
const signal = new AbortController().signal

function context(track: string, end: number, length = 20_000): QueryContext {
  return { subject, deployment: { labels: { track }, targets: [] }, window: { start: end - length, end } }
}

function providerAt(base: URL, now: () => number = Date.now): PrometheusProvider {
  const http = createHttpClient({ headers: {}, guard: null, random: () => 0 })
  return createPrometheusProvider({ base, http, now })
}

const requests = {
  shape: 'count',
  expression: 'sum(increase(http_requests_total{ {{labels}} }[{{window}}]))'.replaceAll(' ', ''),
} as const

describe.skipIf(prometheusBinary === null)('against a real Prometheus', () => {
  let prometheus: RealPrometheus
  let services: Readonly<Record<'stable' | 'canary', InstrumentedService>>
  let provider: MetricProvider & PrometheusProvider
  beforeAll(async () => {
    services = { stable: await startService(), canary: await startService() }
    services.stable.setHealthy(1)
    services.canary.setHealthy(1)
    prometheus = await startPrometheus(prometheusBinary ?? '', {
      stable: services.stable.host,
      canary: services.canary.host,
    })
    provider = providerAt(prometheus.url)
    // Traffic goes on until rates can be read: Prometheus needs two scrapes in a window.
    await until(async () => {
      services.stable.serve(9, '200', 0.05)
      services.canary.serve(1, '200', 0.3)
      const end = Date.now()
      const readings = await Promise.all(
        ['stable', 'canary'].map((track) => provider.read(requests, context(track, end), signal)),
      )
      return readings.every(({ series }) => {
        const value = countOf(series)
        return value.kind === 'measured' && value.value > 0
      })
    })
  })
  afterAll(async () => {
    await provider.close()
    await prometheus.stop()
    await Promise.all(Object.values(services).map((service) => service.stop()))
  })

  test('a count is read for the side that is asked, with the query as it was sent', async () => {
    const reading = await provider.read(requests, context('stable', Date.now()), signal)
    expect(reading.quality).toEqual([])
    expect(reading.resolvedQuery).toBe('sum(increase(http_requests_total{track="stable"}[20s]))')
    expect(countOf(reading.series).kind).toBe('measured')
  })

  test('a histogram is read as buckets', async () => {
    const expression = 'sum by (le) (increase(http_request_duration_seconds_bucket{{{labels}}}[{{window}}]))'
    const reading = await provider.read({ shape: 'histogram', expression }, context('canary', Date.now()), signal)
    const histogram = histogramOf(reading.series)
    expect(histogram.kind === 'measured' && histogram.value.buckets.map(({ upperBound }) => upperBound)).toEqual([
      0.1,
      0.5,
      1,
      Infinity,
    ])
  })

  test('an error series that never was is no data, and not 0', async () => {
    const expression = 'sum(increase(http_requests_total{code=~"5..",{{labels}}}[{{window}}]))'
    const { series } = await provider.read({ shape: 'count', expression }, context('canary', Date.now()), signal)
    expect(countOf(series)).toMatchObject({ kind: 'missing', reason: 'no-data' })
  })

  test('0/0 stays NaN and is not finite', async () => {
    const { series } = await provider.read(
      { shape: 'count', expression: 'vector(0)/vector(0)' },
      context('canary', Date.now()),
      signal,
    )
    expect(countOf(series)).toMatchObject({ kind: 'missing', reason: 'not-finite' })
  })

  test('several series are refused with their labels', async () => {
    const { series } = await provider.read({ shape: 'count', expression: 'up' }, context('canary', Date.now()), signal)
    const value = countOf(series)
    expect(value).toMatchObject({ kind: 'missing', reason: 'unexpected-cardinality' })
    expect(value.kind === 'missing' && value.detail).toContain('track="canary"')
  })

  test("a query that is no PromQL is the source's error, in its own words", async () => {
    const reading = await provider.read({ shape: 'count', expression: 'sum(' }, context('canary', Date.now()), signal)
    expect(reading).toMatchObject({
      series: [],
      quality: [{ code: 'source-error', detail: expect.stringContaining('bad_data') as unknown }],
    })
  })

  test('a range gives a point per step, and one with too many points is not asked for', async () => {
    const now = Date.now()
    const reading = await provider.readRange(
      { shape: 'gauge', expression: 'vector(1)' },
      context('canary', now, 3000),
      1000,
      signal,
    )
    expect(reading.series[0]?.points.length).toBe(4)
    const long = await provider.readRange(
      { shape: 'gauge', expression: 'up' },
      context('canary', now, 86_400_000),
      1000,
      signal,
    )
    expect(long.quality[0]?.detail).toContain('86401 points')
    for (const step of [0, -1, Number.NaN]) {
      const without = await provider.readRange({ shape: 'gauge', expression: 'up' }, context('a', now), step, signal)
      expect(without).toMatchObject({ series: [], quality: [{ code: 'source-error' }] })
    }
  })

  test('a frozen server is a source error once the time is up, and answers again afterwards', async () => {
    prometheus.process.kill('SIGSTOP')
    const readFrozen = () => provider.read(requests, context('canary', Date.now()), AbortSignal.timeout(500))
    // A request that was on its way may still be answered.
    await until(async () => (await readFrozen()).quality.length > 0)
    const frozen = await readFrozen()
    prometheus.process.kill('SIGCONT')
    expect(frozen).toMatchObject({ series: [], quality: [{ code: 'source-error' }] })
    await until(async () => (await provider.read(requests, context('stable', Date.now()), signal)).quality.length === 0)
  })

  test('a server that died is a source error until it is back', async () => {
    await prometheus.kill()
    const gone = await provider.read(requests, context('canary', Date.now()), signal)
    expect(gone).toMatchObject({ series: [], quality: [{ code: 'source-error' }] })
    await prometheus.startAgain()
    expect(
      (await provider.read({ shape: 'gauge', expression: 'vector(1)' }, context('a', Date.now()), signal)).quality,
    ).toEqual([])
  })

  test('a target that has died shows in up at once', async () => {
    await services.canary.stop()
    await until(async () => {
      const { series } = await provider.read(
        { shape: 'gauge', expression: 'min(up{{{labels}}})' },
        context('canary', Date.now()),
        signal,
      )
      return series[0]?.points[0]?.value === 0
    })
    services = { ...services, canary: await startService() }
  })
})

describe('against a server that answers wrong', () => {
  const json = (body: unknown): string => JSON.stringify(body)
  const end = Date.now()
  const vector = (value: string, at = end): string =>
    json({ status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [at / 1000, value] }] } })

  async function readFrom(
    answers: readonly {
      readonly status?: number
      readonly body: string
      readonly type?: string
      readonly date?: number
    }[],
    expression = 'x',
  ) {
    let asked = 0
    const server = await startChaosServer((request, response) => {
      request.resume()
      const answer = answers[Math.min(asked, answers.length - 1)]
      asked += 1
      response
        .writeHead(answer?.status ?? 200, {
          'content-type': answer?.type ?? 'application/json',
          date: new Date(answer?.date ?? end).toUTCString(),
        })
        .end(answer?.body)
    })
    const provider = providerAt(server.url, () => end)
    const reading = await provider.read({ shape: 'count', expression }, context('a', end), signal)
    await provider.close()
    await server.stop()
    return { ...reading, asked }
  }

  test.each([
    ['an HTML page', { body: '<html>login</html>', type: 'text/html' }, 'no JSON'],
    ['truncated JSON', { body: '{"status":"success","data":{"resultType":"vec' }, 'no JSON'],
    [
      'another shape',
      { body: '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":["now","1"]}]}}' },
      'none of a query API',
    ],
    [
      'a text result',
      { body: '{"status":"success","data":{"resultType":"string","result":[1,"x"]}}' },
      'expected numbers',
    ],
    [
      'an error with status 200',
      { body: '{"status":"error","errorType":"timeout","error":"too slow"}' },
      'timeout: too slow',
    ],
    ['a server error', { status: 500, body: vector('1') }, 'status 500'],
    ['success without data', { body: '{"status":"success"}' }, 'without a result'],
    [
      'far too many series',
      {
        body: json({
          status: 'success',
          data: { resultType: 'vector', result: Array.from({ length: 1001 }, () => ({ metric: {}, value: [1, '1'] })) },
        }),
      },
      '1001 series',
    ],
  ])('%s is a source error', async (_, answer, detail) => {
    const { series, quality } = await readFrom([answer])
    expect(series).toEqual([])
    expect(quality).toEqual([{ code: 'source-error', detail: expect.stringContaining(detail) as unknown }])
  })

  test.each([
    ['NaN', NaN],
    ['+Inf', Infinity],
    ['-Inf', -Infinity],
    ['', NaN],
    ['0x10', NaN],
    ['1.5', 1.5],
  ])('the value %j is read as %d', async (text, value) => {
    expect((await readFrom([{ body: vector(text) }])).series[0]?.points[0]?.value).toBe(value)
  })

  test('a passing failure is tried again, three times at most', async () => {
    expect(await readFrom([{ status: 503, body: '' }, { status: 429, body: '' }, { body: vector('7') }])).toMatchObject(
      {
        asked: 3,
        series: [{ points: [{ value: 7 }] }],
      },
    )
    expect(await readFrom([{ status: 503, body: 'down' }])).toMatchObject({
      asked: 3,
      quality: [{ code: 'source-error' }],
    })
  })

  test('a warning of partial data is told', async () => {
    const body = json({
      status: 'success',
      warnings: ['store down'],
      data: { resultType: 'scalar', result: [end / 1000, '3'] },
    })
    expect(await readFrom([{ body }])).toMatchObject({ quality: [{ code: 'source-warning', detail: 'store down' }] })
  })

  test.each([
    ['its clock is minutes off', { body: vector('1'), date: end + 130_000 }, 'clock-skew', 's from ours'],
    ['its clock is minutes behind', { body: vector('1'), date: end - 130_000 }, 'clock-skew', 's from ours'],
    [
      'its time is before the end of the window',
      { body: vector('1'), date: end - 20_000 },
      'window-not-covered',
      ' s after',
    ],
    ['it answers for half a minute before', { body: vector('1', end - 30_000) }, 'stale', '30.0 s before'],
  ])('a number is doubted where %s', async (_, answer, code, detail) => {
    const { quality } = await readFrom([answer])
    expect(quality).toEqual([{ code, detail: expect.stringContaining(detail) as unknown }])
  })

  test('a clock that is a second off raises no doubt', async () => {
    for (const date of [end - 1000, end + 1000])
      expect((await readFrom([{ body: vector('1'), date }])).quality).toEqual([])
  })

  test('a query that cannot be filled in is not asked', async () => {
    expect(await readFrom([{ body: vector('1') }], 'x{version="{{version}}"}')).toMatchObject({
      asked: 0,
      series: [],
      quality: [{ code: 'source-error', detail: expect.stringContaining('Expected version') as unknown }],
    })
  })

  test('a body without end is cut at the limit', async () => {
    const server = await startChaosServer((_request, response) => {
      const chunk = 'x'.repeat(2 ** 20)
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    const provider = providerAt(server.url)
    const reading = await provider.read({ shape: 'count', expression: 'x' }, context('a', Date.now()), signal)
    expect(reading.quality[0]?.detail).toContain('larger than 16 MiB')
    await provider.close()
    await server.stop()
  })

  test('a port that nobody answers on is a source error', async () => {
    const server = await startChaosServer(() => {})
    await server.stop()
    const provider = providerAt(server.url)
    expect(
      (await provider.read({ shape: 'count', expression: 'x' }, context('a', Date.now()), signal)).quality[0]?.code,
    ).toBe('source-error')
    await provider.close()
  })
})

test('sources go by name: scrape always, prometheus where it has an address', async () => {
  const options = { prometheusUrl: null, prometheusHeaders: null, scrapeAllow: [], now: Date.now, random: Math.random }
  const without = createProviders(options)
  const with_ = createProviders({
    ...options,
    prometheusUrl: new URL('http://127.0.0.1:9'),
    prometheusHeaders: 'X-Scope-OrgID: a',
  })
  expect([[...without.keys()], [...with_.keys()]]).toEqual([['scrape'], ['scrape', 'prometheus']])
  await Promise.all([...without.values(), ...with_.values()].map((provider) => provider.close()))
  expect(() =>
    createProviders({ ...options, prometheusUrl: new URL('http://a'), prometheusHeaders: 'nonsense' }),
  ).toThrow('Name: value')
})
