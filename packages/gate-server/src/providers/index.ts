export { createProviders } from './create-providers.ts'
export type { MetricProvider, MetricQuery, MetricReading, QueryContext } from './metric-provider.ts'
export { measuredProvider } from './measured-provider.ts'
export { createHttpClient } from './http-client.ts'
