import type { QualityFact, TimeSeries } from '@kosmos/analysis/evidence'
import type { Subject } from '@kosmos/analysis'
import type { Deployment } from '../runs/index.ts'

/** A query template of the policy and the shape of its answer. */
export interface MetricQuery {
  /**
   * `count`: events in the window, one series. `histogram`: observations in the window per cumulative bucket, one
   * series per `le`. `gauge`: the value at the window's end, one series. `health`: the same, where 1 says that all is well.
   */
  readonly shape: 'count' | 'histogram' | 'gauge' | 'health'
  /** May hold the placeholders `{{labels}}`, `{{service}}`, `{{environment}}`, `{{version}}` and `{{window}}`. */
  readonly expression: string
}

/** For whom and for which span of time a metric is read. */
export interface QueryContext {
  readonly subject: Subject
  readonly deployment: Deployment
  /** Half-open (start, end], milliseconds since the epoch. */
  readonly window: { readonly start: number; readonly end: number }
}

/** Numbers without opinion: each series has one point, at the window's end. */
export interface MetricReading {
  readonly series: readonly TimeSeries[]
  readonly quality: readonly QualityFact[]
  /** The query with every placeholder filled in, as it was sent. */
  readonly resolvedQuery: string
}

/**
 * An adapter to a metric source. It never judges, and it never rejects for what the outside does: a source that is
 * down, slow or talks nonsense gives a reading without series and the quality fact `source-error`.
 */
export interface MetricProvider {
  readonly kind: string
  /**
   * What would be asked, one text per thing that is read, for a check before anything is.
   *
   * @throws ServerError `request-invalid` for a query that this source cannot ask for this deployment.
   */
  resolve?(query: MetricQuery, context: QueryContext): readonly string[]
  read(query: MetricQuery, context: QueryContext, signal: AbortSignal): Promise<MetricReading>
  /** Takes first readings at a stage's start, where the source has no history of its own to ask for. Never rejects. */
  prime?(context: QueryContext, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}
