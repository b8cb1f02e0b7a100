export { createProviders } from './create-providers.ts'
export type { MetricProvider, MetricQuery, MetricReading, QueryContext } from './metric-provider.ts'
