export type { MetricProvider, MetricQuery, MetricReading, QueryContext } from './metric-provider.ts'
