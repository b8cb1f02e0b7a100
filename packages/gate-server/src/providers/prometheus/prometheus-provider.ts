import type { QualityFact, TimeSeries } from '@kosmos/analysis/evidence'
import { ServerError } from '../../errors.ts'
import { SourceFault, type HttpClient, type Reply } from '../http-client.ts'
import type { MetricProvider, MetricQuery, MetricReading, QueryContext } from '../metric-provider.ts'
import { fillTemplate } from '../query-template.ts'
import { readAnswer } from './query-answer.ts'

/** The source's clock and ours may differ by this much. */
const skewAllowedMs = 120_000
/** A window may end this long after the source's time: clocks differ a little, and scrapes are seconds apart anyway. */
const aheadAllowedMs = 5000
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
 * health metric such as `min(up{…})`, which does not. What can be seen is told: a clock that is off, a window that the
 * source has not seen to its end, and an answer for another moment than the one asked for.
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

  async function ask(
    path: string,
    form: Readonly<Record<string, string>>,
    resolvedQuery: string,
    window: QueryContext['window'],
    signal: AbortSignal,
  ): Promise<MetricReading> {
    try {
      const reply = await options.http.post(
        endpoint(path),
        new URLSearchParams({ query: resolvedQuery, ...form }),
        signal,
      )
      const { series, quality } = readAnswer(reply)
      return { series, quality: [...quality, ...clockFacts(reply, options.now(), window)], resolvedQuery }
    } catch (error) {
      return faulty(error, resolvedQuery)
    }
  }

  return {
    kind: 'prometheus',
    resolve: (query, context) => [fillTemplate(query.expression, context)],
    read: async (query, context, signal) => {
      const { window } = context
      let resolvedQuery: string
      try {
        resolvedQuery = fillTemplate(query.expression, context)
      } catch (error) {
        return faulty(error, query.expression)
      }
      const reading = await ask('query', { time: seconds(window.end) }, resolvedQuery, window, signal)
      return { ...reading, quality: [...reading.quality, ...answeredElsewhere(reading.series, window.end)] }
    },
    readRange: (query, context, step, signal) => {
      const { start, end } = context.window
      const resolvedQuery = fillTemplate(query.expression, { ...context, window: { start: end - step, end } })
      const points = Math.floor((end - start) / step) + 1
      if (!(step > 0 && points <= maxPoints)) {
        const why = new SourceFault(`the range has ${points} points, at most ${maxPoints} can be asked for`)
        return Promise.resolve(faulty(why, resolvedQuery))
      }
      return ask(
        'query_range',
        { start: seconds(start), end: seconds(end), step: seconds(step) },
        resolvedQuery,
        context.window,
        signal,
      )
    },
    close: () => options.http.close(),
  }
}

/** What the source's clock, whole seconds in the header of its answer, says about ours and about the window. */
function clockFacts(reply: Reply, now: number, window: QueryContext['window']): readonly QualityFact[] {
  if (reply.date === null) return []
  const off = Math.round((reply.date - now) / 1000)
  if (!(Math.abs(reply.date - now) <= skewAllowedMs)) {
    return [{ code: 'clock-skew', detail: `The source's clock is ${off} s from ours` }]
  }
  // A window that the source has not seen to its end is answered with what there is, as if it were whole.
  const ahead = window.end - (reply.date + 1000)
  if (ahead <= Math.min(aheadAllowedMs, (window.end - window.start) / 2)) return []
  const detail = `The window ends ${(ahead / 1000).toFixed(1)} s after the time of the source's clock`
  return [{ code: 'window-not-covered', detail }]
}

/** A source that answers for another moment than it was asked for, as some do that hold back their newest samples. */
function answeredElsewhere(series: readonly TimeSeries[], end: number): readonly QualityFact[] {
  const other = series.flatMap(({ points }) => points).find(({ at }) => !(Math.abs(at - end) <= 1000))
  if (other === undefined) return []
  const detail = `The source answered for ${((end - other.at) / 1000).toFixed(1)} s before the window's end`
  return [{ code: 'stale', detail }]
}

function faulty(error: unknown, resolvedQuery: string): MetricReading {
  if (!(error instanceof SourceFault || error instanceof ServerError)) throw error
  return { series: [], quality: [{ code: 'source-error', detail: `Prometheus: ${error.message}` }], resolvedQuery }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
