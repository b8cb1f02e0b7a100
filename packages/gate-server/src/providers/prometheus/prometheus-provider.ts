import type { QualityFact } from '@kosmos/analysis/evidence'
import { SourceFault, type HttpClient, type Reply } from '../http-client.ts'
import type { MetricProvider, MetricQuery, MetricReading, QueryContext } from '../metric-provider.ts'
import { fillTemplate } from '../query-template.ts'
import { readAnswer } from './query-answer.ts'

/** The source's clock and ours may differ by this much. */
const skewAllowedMs = 120_000
/** Prometheus refuses more points of one series in a range query. */
const maxPoints = 11_000

/** A Prometheus query API, or a server that speaks it. */
export interface PrometheusProvider extends MetricProvider {
  /**
   * One range query for many looks at once: a point per `step` milliseconds over the context's window.
   *
   * @returns a `source-error` for more than 11,000 points, without asking.
   */
  readRange(query: MetricQuery, context: QueryContext, step: number, signal: AbortSignal): Promise<MetricReading>
}

/**
 * Reads metrics by instant queries at the end of a look's window. How old the samples under an expression are cannot be
 * seen from its result: `rate` and `increase` still answer for a while after a target has died. A plan therefore needs a
 * health metric such as `min(up{…})`, which does not.
 *
 * @param options.now - milliseconds since the epoch.
 */
export function createPrometheusProvider(options: {
  readonly base: URL
  readonly http: HttpClient
  readonly now: () => number
}): PrometheusProvider {
  const endpoint = (path: string): URL =>
    new URL(`${options.base.pathname.replace(/\/$/, '')}/api/v1/${path}`, options.base)

  async function ask(path: string, form: Readonly<Record<string, string>>, resolvedQuery: string, signal: AbortSignal) {
    try {
      const reply = await options.http.post(
        endpoint(path),
        new URLSearchParams({ query: resolvedQuery, ...form }),
        signal,
      )
      const { series, quality } = readAnswer(reply)
      return { series, quality: [...quality, ...clockFacts(reply, options.now())], resolvedQuery }
    } catch (error) {
      return faulty(error, resolvedQuery)
    }
  }

  return {
    kind: 'prometheus',
    read: async (query, context, signal) => {
      const resolvedQuery = fillTemplate(query.expression, context)
      return ask('query', { time: seconds(context.window.end) }, resolvedQuery, signal)
    },
    readRange: (query, context, step, signal) => {
      const { start, end } = context.window
      const resolvedQuery = fillTemplate(query.expression, { ...context, window: { start: end - step, end } })
      const points = Math.floor((end - start) / step) + 1
      if (!(points <= maxPoints)) {
        const why = new SourceFault(`the range has ${points} points, at most ${maxPoints} can be asked for`)
        return Promise.resolve(faulty(why, resolvedQuery))
      }
      return ask(
        'query_range',
        { start: seconds(start), end: seconds(end), step: seconds(step) },
        resolvedQuery,
        signal,
      )
    },
    close: () => options.http.close(),
  }
}

function clockFacts(reply: Reply, now: number): readonly QualityFact[] {
  if (reply.date === null || Math.abs(reply.date - now) <= skewAllowedMs) return []
  const off = Math.round((reply.date - now) / 1000)
  return [{ code: 'clock-skew', detail: `The source's clock is ${off} s from ours` }]
}

function faulty(error: unknown, resolvedQuery: string): MetricReading {
  if (!(error instanceof SourceFault)) throw error
  return { series: [], quality: [{ code: 'source-error', detail: `Prometheus: ${error.message}` }], resolvedQuery }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
