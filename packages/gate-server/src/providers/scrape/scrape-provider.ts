import { counterIncrease } from '@kosmos/analysis/series'
import { ServerError } from '../../errors.ts'
import type { HttpClient } from '../http-client.ts'
import type { MetricProvider, MetricQuery, MetricReading, QueryContext } from '../metric-provider.ts'
import { fillTemplate } from '../query-template.ts'
import type { ExposedSample } from './exposition-format.ts'
import { createPageBuffer, type MetricsPage } from './page-buffer.ts'
import { hostOf, ReadingFault } from './reading-fault.ts'
import { createReadingSum } from './reading-sum.ts'
import { readSelector, type SeriesSelector } from './series-selector.ts'

const maxTargets = 100

/**
 * Reads the metrics pages of a deployment's pods directly, so that no metric store is needed.
 *
 * A query is a series selector. `count` and `histogram` are the growth of counters between the pages read at the two
 * ends of the window, restarts repaired, summed over series and targets. `gauge` is the mean over series and targets at
 * the window's end, so that sides of different size compare; `health` is 1 only where every one of them is 1. Pages are
 * read when a window's end is first asked for and serve every metric of that look. A target that cannot be read makes
 * the reading empty, never partial; so does a window that no page covers at one of its ends, as after a restart of this
 * service.
 *
 * @param options.now - milliseconds since the epoch.
 */
export function createScrapeProvider(options: {
  readonly http: HttpClient
  readonly now: () => number
}): MetricProvider {
  const pages = createPageBuffer(options)

  async function read(
    shape: MetricQuery['shape'],
    selector: SeriesSelector,
    context: QueryContext,
    signal: AbortSignal,
  ): Promise<Pick<MetricReading, 'series' | 'quality'>> {
    const { targets } = context.deployment
    if (targets.length === 0 || targets.length > maxTargets) {
      throw new ReadingFault(
        'source-error',
        `The deployment has ${targets.length} targets, expected 1 to ${maxTargets}`,
      )
    }
    const isGrowth = shape === 'count' || shape === 'histogram'
    // The beginnings first: reading the ends may push the oldest pages out.
    const beginnings = targets.map((target) => (isGrowth ? pages.nearStart(target, context.window) : null))
    const ends = await Promise.all(targets.map(async (target) => pages.atEnd(target, context.window, signal)))
    const sum = createReadingSum(shape)
    for (const [index, end] of ends.entries()) {
      const target = hostOf(targets[index] ?? '')
      const values = matching(selector, end, target)
      if (!isGrowth) {
        for (const { labels, value } of values.values()) sum.add(labels, value)
        continue
      }
      const beginning = beginnings[index] ?? null
      if (beginning === null) {
        throw new ReadingFault('window-not-covered', `Target ${target} was not read at the beginning of the window`)
      }
      if (!exposes(beginning, selector.name) && exposes(end, selector.name)) {
        const detail = `Target ${target} did not expose ${selector.name} at the beginning of the window`
        throw new ReadingFault('window-not-covered', detail)
      }
      const earlier = matching(selector, beginning, target)
      for (const [key, { labels, value }] of values) {
        // A series that was not there before began at 0: counters appear with their first event.
        const growth = counterIncrease([earlier.get(key)?.value ?? 0, value])
        if (growth !== null && growth.resets > 0) sum.tellReset(`${selector.name} of ${target} started again`)
        sum.add(labels, growth?.increase ?? Number.NaN)
      }
    }
    const exposing = ends.filter((page) => exposes(page, selector.name)).length
    if (exposing > 0 && exposing < targets.length) {
      throw new ReadingFault('partial', `Only ${exposing} of ${targets.length} targets expose ${selector.name}`)
    }
    return sum.total(context.window.end)
  }

  return {
    kind: 'scrape',
    resolve: (query, context) => {
      const resolvedQuery = fillTemplate(query.expression, context)
      readSelector(resolvedQuery)
      const { targets } = context.deployment
      if (targets.length === 0) {
        throw new ServerError('request-invalid', "Expected 1 to 100 targets per side for the source 'scrape', got none")
      }
      return targets.map((target) => `${resolvedQuery} of ${target}`)
    },
    read: async (query, context, signal) => {
      let resolvedQuery = query.expression
      try {
        resolvedQuery = fillTemplate(query.expression, context)
        return { ...(await read(query.shape, readSelector(resolvedQuery), context, signal)), resolvedQuery }
      } catch (error) {
        if (!(error instanceof ReadingFault || error instanceof ServerError)) throw error
        const code = error instanceof ReadingFault ? error.code : 'source-error'
        return { series: [], quality: [{ code, detail: error.message }], resolvedQuery }
      }
    },
    prime: async ({ deployment }, signal) => {
      const now = options.now()
      const window = { start: now, end: now }
      await Promise.allSettled(
        deployment.targets.slice(0, maxTargets).map(async (target) => pages.atEnd(target, window, signal)),
      )
    },
    close: async () => options.http.close(),
  }
}

/** The samples of a page that a selector selects, by their labels. */
function matching(selector: SeriesSelector, page: MetricsPage, target: string): ReadonlyMap<string, ExposedSample> {
  const found = new Map<string, ExposedSample>()
  for (const sample of page.samples.filter(selector.matches)) {
    const key = JSON.stringify([...sample.labels].sort(([one], [other]) => (one < other ? -1 : 1)))
    if (found.has(key)) {
      throw new ReadingFault('source-error', `Target ${target} exposes one series of ${selector.name} twice`)
    }
    found.set(key, sample)
  }
  return found
}

/** True where a page has the metric, or declares it without a sample so far. */
function exposes(page: MetricsPage, name: string): boolean {
  const family = name.replace(/_(?:bucket|sum|count|total)$/, '')
  return page.families.has(name) || page.families.has(family) || page.samples.some((sample) => sample.name === name)
}
