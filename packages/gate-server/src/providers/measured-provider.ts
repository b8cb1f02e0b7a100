import type { Metrics } from '../telemetry/index.ts'
import type { MetricProvider } from './metric-provider.ts'

/** The same source, whose readings are timed and counted by whether it could answer. */
export function measuredProvider(source: MetricProvider, name: string, metrics: Metrics): MetricProvider {
  const prime = source.prime?.bind(source)
  return {
    kind: source.kind,
    read: async (...given) => {
      const end = metrics.sourceSeconds.startTimer({ source: name })
      const reading = await source.read(...given)
      end({ outcome: reading.quality.some(({ code }) => code === 'source-error') ? 'error' : 'ok' })
      return reading
    },
    close: () => source.close(),
    ...(prime === undefined ? {} : { prime }),
  }
}
