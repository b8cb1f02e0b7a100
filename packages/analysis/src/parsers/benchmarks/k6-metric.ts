import type { BenchmarkResult } from '../../evidence/index.ts'

/** What a metric of k6 counts; `null` where neither the report nor the name says it. */
export type K6Contents = 'time' | 'data' | 'default' | null

/** Metrics that k6 itself measures in milliseconds, for summaries that do not say it. */
const timePattern =
  /^(?:http_req_(?!failed)\w+|iteration_duration|group_duration|ws_(?:connecting|session_duration|ping)|grpc_req_duration|browser_(?:web_vital_(?!cls)\w+|http_req_duration))(?:\{|$)/

/** Times of something whole, which takes some time wherever it was done. */
const wholeTimes: ReadonlySet<string> = new Set(['http_req_duration', 'grpc_req_duration', 'iteration_duration'])

/** The name of a metric without the tags of a sub-metric (`http_req_duration{status:200}`). */
function k6MetricName(name: string): string {
  return name.replace(/\{.*$/s, '')
}

/** What a metric contains by its name, where the report does not say it. */
export function k6ContentsByName(name: string): K6Contents {
  if (timePattern.test(name)) return 'time'
  return /^data_(?:sent|received)(?:\{|$)/.test(name) ? 'data' : null
}

/**
 * The unit and the direction of one statistic of a metric. Averages, medians and percentiles of times are better smaller;
 * the extremes of a run are left to limits. So are counts and gauges, which say how much load there was. Failed requests are better fewer, passed
 * checks and requests per second more.
 *
 * Parts of a request may take no time at all (a connection that is open already takes none); a request, or an iteration,
 * whose average or percentile is 0 was not made. The quickest of them may be one that failed.
 */
export function k6Statistic(
  name: string,
  contents: K6Contents,
  statistic: string,
): { readonly unit: string; readonly better: BenchmarkResult['better']; readonly mayBeZero?: boolean } {
  const metric = k6MetricName(name)
  const isCentre = /^(?:avg|med|p\([\d.]+\))$/.test(statistic)
  if (contents === 'time' && statistic !== 'count')
    return {
      unit: 'ms',
      better: isCentre ? 'smaller' : null,
      mayBeZero: statistic === 'min' || !wholeTimes.has(metric),
    }
  if (statistic === 'share') {
    return { unit: 'share', better: metric === 'checks' ? 'bigger' : metric === 'http_req_failed' ? 'smaller' : null }
  }
  if (statistic === 'rate') {
    const isThroughput = metric === 'http_reqs' || metric === 'iterations'
    return { unit: contents === 'data' ? 'B/s' : `${metric}/s`, better: isThroughput ? 'bigger' : null }
  }
  return { unit: contents === 'data' ? 'B' : '', better: null }
}
