import { expect, test } from 'vitest'
import { refusalOf } from '../read.ts'
import { benchmarks, results } from './read-benchmarks.ts'

const metric = (name: string, type: string, contains: string, thresholds: readonly string[] = []): string =>
  JSON.stringify({ type: 'Metric', data: { name, type, contains, thresholds }, metric: name })
const point = (name: string, value: unknown): string =>
  JSON.stringify({ metric: name, type: 'Point', data: { time: '2026-01-05T13:00:00+01:00', value, tags: {} } })

test('A stream of k6 gives exact quantiles of all points, the share of rates and the sum of counters', () => {
  const text = [
    metric('http_req_duration', 'trend', 'time'),
    ...[10, 20, 30, 40].map((value) => point('http_req_duration', value)),
    metric('http_req_failed', 'rate', 'default'),
    ...[0, 1].map((value) => point('http_req_failed', value)),
    metric('http_reqs', 'counter', 'default'),
    ...[1, 1].map((value) => point('http_reqs', value)),
  ].join('\n')
  expect(results(text)).toEqual([
    ['http_req_duration avg', 0.025, 'seconds', 'smaller'],
    ['http_req_duration med', 0.025, 'seconds', 'smaller'],
    ['http_req_duration p(90)', 0.037, 'seconds', 'smaller'],
    ['http_req_duration p(95)', 0.0385, 'seconds', 'smaller'],
    ['http_req_duration p(99)', expect.closeTo(0.0397, 9), 'seconds', 'smaller'],
    ['http_req_duration min', 0.01, 'seconds', null],
    ['http_req_duration max', 0.04, 'seconds', null],
    ['http_req_failed', 0.5, 'share', 'smaller'],
    ['http_reqs count', 2, '', null],
  ])
  const { tally, benchmarks: evidence, format } = benchmarks(text)
  expect(format).toBe('k6-stream')
  expect(evidence.createdAt).toBe(Date.UTC(2026, 0, 5, 12))
  expect(evidence.results.every(({ samples }) => samples.length === 0)).toBe(true)
  expect(tally).toMatchObject({ lines: 11, points: { http_reqs: 2 }, sums: { http_req_duration: 100 } })
})

test('A threshold of a stream is named as not judged, and a metric without points gives no result', () => {
  const { benchmarks: evidence } = benchmarks(
    [metric('errors', 'rate', 'default', ['rate<0.1']), point('vus', 1)].join('\n'),
  )
  expect(evidence.unmeasured.map(({ name }) => name)).toEqual(['errors rate<0.1'])
  expect(evidence.results.map(({ name }) => name)).toEqual([
    'vus avg',
    'vus med',
    'vus p(90)',
    'vus p(95)',
    'vus p(99)',
    'vus min',
    'vus max',
  ])
})

test('A stream that was cut off, or has a point without a number, is malformed', () => {
  const start = `${point('vus', 1)}\n${point('vus', 1)}\n`
  for (const end of [point('vus', 1).slice(0, -9), point('vus', 'x'), 'log line']) {
    const { code, message } = refusalOf(start + end)
    expect([code, message.includes('line 3')]).toEqual(['report-malformed', true])
  }
})
