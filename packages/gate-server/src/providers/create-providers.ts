import { ServerError } from '../errors.ts'
import { createAddressGuard } from './address-guard.ts'
import { createHttpClient } from './http-client.ts'
import type { MetricProvider } from './metric-provider.ts'
import { createPrometheusProvider } from './prometheus/prometheus-provider.ts'
import { createScrapeProvider } from './scrape/scrape-provider.ts'

/**
 * The metric sources by the name that a policy gives: `prometheus` where its address is configured, and `scrape`, which
 * reaches only what the operator allows.
 */
export function createProviders(options: {
  readonly prometheusUrl: URL | null
  /** One `Name: value` per line. */
  readonly prometheusHeaders: string | null
  readonly scrapeAllow: readonly string[]
  readonly now: () => number
  readonly random: () => number
}): ReadonlyMap<string, MetricProvider> {
  const { now, random } = options
  const providers = new Map<string, MetricProvider>()
  const guard = createAddressGuard(options.scrapeAllow)
  const pages = { headers: { accept: 'text/plain;version=0.0.4' }, guard, random, maxBytes: 8 * 2 ** 20 }
  providers.set('scrape', createScrapeProvider({ http: createHttpClient(pages), now }))
  if (options.prometheusUrl !== null) {
    const http = createHttpClient({ headers: readHeaders(options.prometheusHeaders ?? ''), guard: null, random })
    providers.set('prometheus', createPrometheusProvider({ base: options.prometheusUrl, http, now }))
  }
  return providers
}

function readHeaders(text: string): Readonly<Record<string, string>> {
  const headers: [string, string][] = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const found = /^([A-Za-z0-9-]+):\s*(\S.*)$/.exec(line.trim())
      const [, name, value] = found ?? []
      if (name === undefined || value === undefined) {
        throw new ServerError(
          'request-invalid',
          "Expected KOSMOS_PROMETHEUS_HEADERS to hold one 'Name: value' per line",
        )
      }
      return [name.toLowerCase(), value]
    })
  return Object.fromEntries(headers)
}
