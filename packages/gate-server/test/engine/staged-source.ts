import type { TimeSeries } from '@kosmos/analysis/evidence'
import type { MetricProvider } from '../../src/providers/index.ts'

/** How one side of a staged source behaves. */
export interface StagedSide {
  readonly requestsPerSecond: number
  readonly errorShare: number
  /** Every request takes about this long, in seconds. */
  readonly seconds: number
  /** Queries that get no answer. */
  readonly missing: readonly string[]
}

const bounds = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, Number.POSITIVE_INFINITY]

/** A metric source with known behaviour: answers `errors`, `requests`, `latency` and `health` for the side it is asked. */
export function stagedSource(sides: { baseline: StagedSide; canary: StagedSide }): MetricProvider {
  return {
    kind: 'staged',
    read: (query, { deployment, window }) => {
      const side = deployment.labels['track'] === 'canary' ? sides.canary : sides.baseline
      const seconds = (window.end - window.start) / 1000
      // A little movement from look to look, the same for equal sides, so that no series is constant.
      const wave = 1 + 0.05 * Math.sin(window.end / 7000)
      const total = Math.round(side.requestsPerSecond * seconds * wave)
      const series = (value: number, labels: readonly (readonly [string, string])[] = []): TimeSeries => ({
        labels: new Map(labels),
        points: [{ at: window.end, value }],
      })
      const answers: Readonly<Record<string, readonly TimeSeries[]>> = {
        requests: [series(total)],
        errors: [series(Math.round(total * side.errorShare))],
        health: [series(1)],
        latency: bounds.map((bound) =>
          series(Math.round(total * (1 - Math.exp(-bound / (side.seconds * wave)))), [
            ['le', bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound)],
          ]),
        ),
      }
      return Promise.resolve({
        series: side.missing.includes(query.expression) ? [] : (answers[query.expression] ?? []),
        quality: [],
        resolvedQuery: query.expression,
      })
    },
    close: () => Promise.resolve(),
  }
}
