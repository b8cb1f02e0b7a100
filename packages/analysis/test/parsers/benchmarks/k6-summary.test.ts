import { describe, expect, test } from 'vitest'
import { refusalOf } from '../read.ts'
import { benchmarks, results } from './read-benchmarks.ts'

const exported = (metrics: object): string => JSON.stringify({ root_group: { name: '' }, metrics })
const handled = (metrics: object): string => JSON.stringify({ state: { testRunDurationMs: 10 }, metrics })
const thresholds = (text: string): readonly boolean[] =>
  benchmarks(text).benchmarks.thresholds.map(({ holds }) => holds)

describe('A summary of k6', () => {
  test('of --summary-export says true of a threshold that failed', () => {
    const text = exported({
      http_req_duration: { avg: 90, 'p(95)': 165, thresholds: { 'p(95)<50': true, 'avg<100': false } },
    })
    expect(benchmarks(text).format).toBe('k6-summary')
    expect(benchmarks(text).benchmarks.thresholds).toEqual([
      { metric: 'http_req_duration', expression: 'p(95)<50', holds: false },
      { metric: 'http_req_duration', expression: 'avg<100', holds: true },
    ])
    expect(benchmarks(text).tally).toMatchObject({ form: 'summary-export', metrics: 1 })
  })

  test('of handleSummary says ok of a threshold that holds', () => {
    const metric = { type: 'trend', contains: 'time', values: { avg: 90, 'p(95)': 165, count: 4 } }
    const text = handled({ mine: { ...metric, thresholds: { 'p(95)<50': { ok: false }, 'avg<100': { ok: true } } } })
    expect(thresholds(text)).toEqual([false, true])
    expect(results(text)).toEqual([
      ['mine avg', 0.09, 'seconds', 'smaller'],
      ['mine p(95)', 0.165, 'seconds', 'smaller'],
      ['mine count', 4, '', null],
    ])
    expect(benchmarks(text).tally['form']).toBe('handleSummary')
  })

  test('of the machine-readable kind is a list of metrics, with the time that it was made', () => {
    const metrics = [
      { name: 'http_req_duration', type: 'trend', contains: 'time', values: { med: 2 } },
      { name: 'http_req_failed', type: 'rate', contains: 'default', values: { matches: 1, rate: 0.25, total: 4 } },
    ]
    const text = JSON.stringify({
      version: '1.0.0',
      config: {},
      metadata: { generated_at: '2026-01-05T12:00:00Z' },
      results: { metrics },
    })
    expect(results(text)).toEqual([
      ['http_req_duration med', 0.002, 'seconds', 'smaller'],
      ['http_req_failed', 0.25, 'share', 'smaller'],
    ])
    expect(benchmarks(text).benchmarks.createdAt).toBe(Date.UTC(2026, 0, 5, 12))
  })

  test('measures that a part of a request took no time, and not that a request took none', () => {
    const text = exported({ http_req_connecting: { med: 0 }, http_req_duration: { min: 0, med: 0 } })
    expect(results(text).map(([name, value]) => [name, value])).toEqual([
      ['http_req_connecting med', 0],
      ['http_req_duration min', 0],
    ])
    expect(benchmarks(text).benchmarks.unmeasured).toMatchObject([{ name: 'http_req_duration med' }])
  })

  test('does not hold a threshold on a metric without a sample, whatever it says', () => {
    const empty = exported({
      'http_req_duration{tag:typo}': { avg: 0, 'p(95)': 0, thresholds: { 'p(95)<500': false } },
      http_req_failed: { passes: 0, fails: 0, value: 0, thresholds: { 'rate<0.1': false } },
    })
    expect(thresholds(empty)).toEqual([false, false])
    expect(benchmarks(empty).warnings.map(({ code }) => code)).toContain('threshold-without-samples')
    expect(benchmarks(empty).benchmarks.unmeasured.map(({ name }) => name)).toEqual([
      'http_req_failed',
      'http_req_duration{tag:typo} avg',
      'http_req_duration{tag:typo} p(95)',
    ])
    expect(
      thresholds(handled({ t: { type: 'trend', values: { avg: 1, count: 0 }, thresholds: { x: { ok: true } } } })),
    ).toEqual([false])
    // A counter that nobody counted up is 0, and that is a measurement.
    expect(thresholds(exported({ iterations: { count: 0, rate: 0, thresholds: { 'count<1': false } } }))).toEqual([
      true,
    ])
  })

  test('whose word on a threshold has no known meaning does not hold it', () => {
    const text = handled({
      checks: { type: 'rate', values: { rate: 1, passes: 2, fails: 0 }, thresholds: { a: true, b: 'ok' } },
    })
    expect(thresholds(text)).toEqual([false, false])
    expect(benchmarks(text).warnings.map(({ code }) => code)).toEqual(['threshold-unreadable', 'threshold-unreadable'])
  })

  test('gives passes of failed requests as their share: smaller is better there, bigger of checks', () => {
    const text = exported({
      http_req_failed: { passes: 1, fails: 3, value: 0.25 },
      checks: { passes: 3, fails: 1, value: 0.75 },
      http_reqs: { count: 4, rate: 2 },
      vus: { value: 1, min: 1, max: 1 },
    })
    expect(results(text)).toEqual([
      ['http_req_failed', 0.25, 'share', 'smaller'],
      ['checks', 0.75, 'share', 'bigger'],
      ['http_reqs count', 4, '', null],
      ['http_reqs rate', 2, 'http_reqs/s', 'bigger'],
      ['vus value', 1, '', null],
      ['vus min', 1, '', null],
      ['vus max', 1, '', null],
    ])
  })

  test('is known by its metrics alone', () => {
    const metric = { type: 'trend', contains: 'time', values: { avg: 2 } }
    expect(results(JSON.stringify({ metrics: { mine: metric } }))).toEqual([['mine avg', 0.002, 'seconds', 'smaller']])
  })

  test('without a metric measured nothing, and another report with metrics is none of k6', () => {
    expect(refusalOf(exported({})).code).toBe('report-empty')
    expect(refusalOf('{"metrics":{"loc":{"value":1}}}').code).toBe('format-unsupported')
  })
})
