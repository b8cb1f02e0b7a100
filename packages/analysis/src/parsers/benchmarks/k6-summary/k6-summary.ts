import type { BenchmarkThreshold } from '../../../evidence/index.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { PlainData, ReportParser } from '../../report-parser.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { k6ContentsByName, k6Statistic, type K6Contents } from '../k6-metric.ts'
import { asWritten, numberOf } from '../number-of.ts'
import { zonedTime } from '../zoned-time.ts'

/** The three shapes of one thing. */
type Form = 'summary-export' | 'handleSummary' | 'machine-readable'

interface Metric {
  readonly name: string
  readonly type: string | null
  readonly contents: K6Contents
  readonly values: object
  readonly thresholds: unknown
}

/**
 * k6's summary at the end of a test, in its three shapes, told apart by `values`:
 *
 * - `--summary-export`: numbers stand in the metric itself, and a threshold that is `true` has FAILED.
 * - what `handleSummary` is given: numbers in `values`, thresholds as `{ok}`.
 * - the machine-readable one: a list of metrics in `results`; it does not hold thresholds.
 *
 * Each statistic is a result, `http_req_duration p(95)`, times in seconds. A rate metric (`http_req_failed`, `checks`) has
 * its share. A threshold on a metric without a sample does not hold, whatever k6 says: rates need passes or fails, trends a
 * count or, where there is none, a statistic that is not 0. A counter that nobody counted up is 0, and k6's word about it is
 * taken.
 */
export const k6SummaryParser: ReportParser = {
  matches: (document) => formOf(jsonOf(document)) !== null,
  parse: (document) => {
    const value = jsonOf(document)
    const form = formOf(value)
    if (form === null) throw malformed('k6-summary', 'a summary of k6', 'something else')
    const metrics = metricsOf(value, form)
    const list = new BenchmarkList('numbered')
    for (const metric of metrics) addMetric(list, metric)
    const thresholds = metrics.flatMap((metric) => thresholdsOf(list, metric, form))
    return {
      ...list.finish('k6-summary', {
        tool: 'k6',
        createdAt: zonedTime(fieldAt(value, 'metadata', 'generated_at') ?? fieldAt(value, 'metadata', 'generatedAt')),
        thresholds,
      }),
      tally: tallyOf(metrics, form),
    }
  },
}

function formOf(value: unknown): Form | null {
  const listed = fieldAt(value, 'results', 'metrics')
  if (
    Array.isArray(listed) &&
    listed.every((one) => text(field(one, 'name')) !== null && isObject(field(one, 'values')))
  )
    return isObject(fieldAt(value, 'metadata')) || isObject(fieldAt(value, 'config')) ? 'machine-readable' : null
  const metrics = field(value, 'metrics')
  if (!isObject(metrics)) return null
  const entries = Object.entries(metrics)
  const isOwn =
    field(value, 'root_group') !== undefined ||
    fieldAt(value, 'state', 'testRunDurationMs') !== undefined ||
    entries.some(
      ([name, metric]) => /^(?:http_req|iteration|vus|data_(?:sent|received)|checks)/.test(name) && isObject(metric),
    )
  if (!isOwn && !entries.some(([, metric]) => isTyped(metric))) return null
  return entries.some(([, metric]) => isObject(field(metric, 'values'))) ? 'handleSummary' : 'summary-export'
}

/** A metric as `handleSummary` is given it. */
function isTyped(metric: unknown): boolean {
  const type = text(field(metric, 'type')) ?? ''
  return (
    ['trend', 'rate', 'counter', 'gauge'].includes(type) &&
    text(field(metric, 'contains')) !== null &&
    isObject(field(metric, 'values'))
  )
}

function metricsOf(value: unknown, form: Form): readonly Metric[] {
  if (form === 'machine-readable') {
    const checks = items(fieldAt(value, 'results', 'checks', 'metrics'))
    return [...items(fieldAt(value, 'results', 'metrics')), ...checks].map((one) =>
      metricOf(text(field(one, 'name')) ?? 'unknown', one, field(one, 'values')),
    )
  }
  const metrics = field(value, 'metrics')
  return Object.entries(isObject(metrics) ? metrics : {}).map(([name, one]) =>
    metricOf(name, one, form === 'handleSummary' ? field(one, 'values') : one),
  )
}

function metricOf(name: string, metric: unknown, values: unknown): Metric {
  const contents = text(field(metric, 'contains'))
  return {
    name,
    type: text(field(metric, 'type')),
    contents: contents === 'time' || contents === 'data' || contents === 'default' ? contents : k6ContentsByName(name),
    values: isObject(values) ? values : {},
    thresholds: field(metric, 'thresholds'),
  }
}

/** Metrics of rates have no statistics but how many of how many. */
function isRate({ type, values }: Metric): boolean {
  const has = (...names: readonly string[]): boolean => names.every((name) => field(values, name) !== undefined)
  return type === null ? has('passes', 'fails') || has('matches', 'total') : type === 'rate'
}

function addMetric(list: BenchmarkList, metric: Metric): void {
  if (isRate(metric)) {
    const share = numberOf(field(metric.values, 'rate') ?? field(metric.values, 'value'))
    if (sampleCount(metric) === 0) return list.miss(metric.name, 'it has no sample')
    list.add({ name: metric.name, value: share, ...k6Statistic(metric.name, metric.contents, 'share') })
    return
  }
  for (const [statistic, value] of Object.entries(metric.values)) {
    if (typeof value !== 'number') continue
    const contents = statistic === 'count' ? null : metric.contents
    list.add({ name: `${metric.name} ${statistic}`, value, ...k6Statistic(metric.name, contents, statistic) })
  }
}

/** How many samples a metric has; `null` where the summary does not say it. */
function sampleCount(metric: Metric): number | null {
  const { values } = metric
  if (isRate(metric)) {
    const total = numberOf(field(values, 'total'))
    return total ?? (numberOf(field(values, 'passes')) ?? 0) + (numberOf(field(values, 'fails')) ?? 0)
  }
  return isTrend(metric) ? numberOf(field(values, 'count')) : null
}

function isTrend({ type, values }: Metric): boolean {
  return type === null
    ? ['avg', 'med', 'p(90)', 'p(95)', 'p(99)'].some((name) => field(values, name) !== undefined)
    : type === 'trend'
}

function hasSamples(metric: Metric): boolean {
  const count = sampleCount(metric)
  if (count !== null) return count > 0
  const numbers = Object.values(metric.values).filter((value) => typeof value === 'number')
  return isTrend(metric) ? numbers.some((value) => value !== 0) : numbers.length > 0
}

function thresholdsOf(list: BenchmarkList, metric: Metric, form: Form): readonly BenchmarkThreshold[] {
  if (!isObject(metric.thresholds)) return []
  return Object.entries(metric.thresholds).map(([expression, said]) => {
    const ok = holdsBy(said, form)
    const measured = hasSamples(metric)
    const shown = `Threshold '${expression}' on '${metric.name}'`
    if (ok === null) list.warn('threshold-unreadable', `${shown} says neither that it holds nor that it does not`)
    if (!measured) list.warn('threshold-without-samples', `${shown} does not hold: the metric has no sample`)
    return { metric: metric.name, expression, holds: ok === true && measured }
  })
}

/** What the summary says of a threshold; `null` where its shape does not say what the word means. */
function holdsBy(said: unknown, form: Form): boolean | null {
  const ok = field(said, 'ok')
  if (typeof ok === 'boolean') return ok
  return typeof said === 'boolean' && form === 'summary-export' ? !said : null
}

function tallyOf(metrics: readonly Metric[], form: Form): Readonly<Record<string, PlainData>> {
  const numbersOf = (name: string): PlainData => {
    const found = metrics.find((metric) => metric.name === name)
    if (found === undefined) return null
    const entries = Object.entries(found.values).filter(([key]) => key !== 'thresholds')
    return Object.fromEntries(entries.map(([key, value]) => [key, asWritten(value)]))
  }
  const thresholds = metrics.flatMap(({ name, thresholds: own }) =>
    Object.entries(isObject(own) ? own : {}).map(([expression, said]) => {
      const ok = field(said, 'ok')
      const raw: PlainData = ok === undefined ? asWritten(said) : { ok: asWritten(ok) }
      return [`${name} ${expression}`, { raw, passed: ok === undefined ? said === false : ok === true }] as const
    }),
  )
  return {
    form,
    metrics: metrics.length,
    thresholds: Object.fromEntries(thresholds),
    checks: numbersOf('checks'),
    httpReqDuration: numbersOf('http_req_duration'),
    httpReqFailed: numbersOf('http_req_failed'),
    httpReqs: numbersOf('http_reqs'),
    iterations: numbersOf('iterations'),
  }
}
