import type { QualityFact, TimeSeries } from '@kosmos/analysis/evidence'
import { counterIncrease } from '@kosmos/analysis/series'
import { SourceFault, type HttpClient } from '../http-client.ts'
import type { MetricProvider, MetricQuery, MetricReading, QueryContext } from '../metric-provider.ts'
import { fillTemplate } from '../query-template.ts'
import { declaredFamilies, readExposition, type ExposedSample } from './exposition-format.ts'
import { readSelector, type SeriesSelector } from './series-selector.ts'

/** One page of one target, read at one moment. */
interface Scrape {
  readonly at: number
  readonly samples: readonly ExposedSample[]
  readonly families: ReadonlySet<string>
}

/** Pages kept per target: enough for the windows of a few runs that share it. */
const keptScrapes = 8
const maxTargets = 100
/** Targets that were not read for this long are forgotten. */
const forgetAfterMs = 3_600_000

/**
 * Reads the metrics pages of a deployment's pods directly, so that no metric store is needed.
 *
 * A query is a series selector. `count` and `histogram` are the growth of counters between the pages read at the two
 * ends of the window, restarts repaired, summed over series and targets; `gauge` is the smallest value over series and
 * targets at the window's end (for health the worst pod counts). Pages are read when a window's end is first asked for
 * and serve every metric of that look. A target that cannot be read makes the reading empty, never partial; so does a
 * window whose beginning no page covers, as after a restart of this service.
 *
 * @param options.now - milliseconds since the epoch.
 */
export function createScrapeProvider(options: {
  readonly http: HttpClient
  readonly now: () => number
}): MetricProvider {
  const kept = new Map<string, Scrape[]>()
  const inHand = new Map<string, Promise<Scrape>>()

  /** The page at the end of a window: one that was read at or after it, else a new one. */
  async function pageAt(target: string, end: number, signal: AbortSignal): Promise<Scrape> {
    const known = kept.get(target)?.findLast((scrape) => scrape.at >= end)
    if (known !== undefined) return known
    const running = inHand.get(target)
    if (running !== undefined) {
      const page = await running
      // One that was begun for an earlier window may have been read too soon for this one.
      if (page.at >= end) return page
    }
    const fresh = scrape(target, signal).finally(() => inHand.delete(target))
    inHand.set(target, fresh)
    return fresh
  }

  async function scrape(target: string, signal: AbortSignal): Promise<Scrape> {
    if (!URL.canParse(target)) throw new SourceFault('the target is no address')
    const reply = await options.http.get(new URL(target), signal)
    if (reply.status !== 200) throw new SourceFault(`status ${reply.status}`)
    const page: Scrape = {
      at: options.now(),
      samples: readExposition(reply.body),
      families: declaredFamilies(reply.body),
    }
    const pages = kept.get(target) ?? []
    kept.set(target, [...pages, page].slice(-keptScrapes))
    forgetOld(page.at)
    return page
  }

  function forgetOld(now: number): void {
    for (const [target, pages] of kept) if (!(now - (pages.at(-1)?.at ?? 0) < forgetAfterMs)) kept.delete(target)
  }

  /** The page at the beginning of a window: the newest one that was read by then, give or take half a window. */
  function pageBefore(target: string, window: QueryContext['window']): Scrape | null {
    const reach = (window.end - window.start) / 2
    const near = (kept.get(target) ?? []).filter((page) => Math.abs(page.at - window.start) <= reach)
    return near.reduce<Scrape | null>(
      (best, page) =>
        best === null || Math.abs(page.at - window.start) < Math.abs(best.at - window.start) ? page : best,
      null,
    )
  }

  async function read(query: MetricQuery, context: QueryContext, signal: AbortSignal): Promise<MetricReading> {
    const resolvedQuery = fillTemplate(query.expression, context)
    const selector = readSelector(resolvedQuery)
    const { targets } = context.deployment
    if (targets.length === 0 || targets.length > maxTargets) {
      return empty(
        resolvedQuery,
        'source-error',
        `The deployment has ${targets.length} targets, expected 1 to ${maxTargets}`,
      )
    }
    const totals = new Map<string, { readonly labels: ReadonlyMap<string, string>; value: number }>()
    const quality: QualityFact[] = []
    let exposing = 0
    for (const target of targets) {
      // The beginning first: reading the end may push the oldest page out.
      const before = query.shape === 'gauge' ? null : pageBefore(target, context.window)
      let after: Scrape
      try {
        after = await pageAt(target, context.window.end, signal)
      } catch (error) {
        if (!(error instanceof SourceFault)) throw error
        return empty(resolvedQuery, 'target-down', `Target ${hostOf(target)} cannot be read: ${error.message}`)
      }
      if (exposes(after, selector.name)) exposing += 1
      if (query.shape === 'gauge') {
        for (const sample of after.samples.filter(selector.matches)) {
          const known = totals.get('')
          // NaN must win: Math.min would keep it, a comparison would drop it.
          if (known === undefined) totals.set('', { labels: new Map(), value: sample.value })
          else known.value = Math.min(known.value, sample.value)
        }
      } else {
        if (before === null) {
          return empty(
            resolvedQuery,
            'window-not-covered',
            `Target ${hostOf(target)} was not read at the beginning of the window`,
          )
        }
        if (!exposes(before, selector.name) && exposes(after, selector.name)) {
          const detail = `Target ${hostOf(target)} did not expose ${selector.name} at the beginning of the window`
          return empty(resolvedQuery, 'window-not-covered', detail)
        }
        quality.push(...addGrowth(totals, selector, query, target, before, after))
      }
    }
    if (exposing > 0 && exposing < targets.length) {
      return empty(resolvedQuery, 'partial', `Only ${exposing} of ${targets.length} targets expose ${selector.name}`)
    }
    const series = [...totals.values()].map(({ labels, value }): TimeSeries => ({
      labels,
      points: [{ at: context.window.end, value }],
    }))
    return { series, quality, resolvedQuery }
  }

  return {
    kind: 'scrape',
    read,
    prime: async ({ deployment }, signal) => {
      const at = options.now()
      await Promise.allSettled(deployment.targets.slice(0, maxTargets).map((target) => pageAt(target, at, signal)))
    },
    close: () => options.http.close(),
  }
}

/** Adds the growth of every matching series of a target to the totals, one total per `le` for histograms. */
function addGrowth(
  totals: Map<string, { readonly labels: ReadonlyMap<string, string>; value: number }>,
  selector: SeriesSelector,
  query: MetricQuery,
  target: string,
  before: Scrape,
  after: Scrape,
): readonly QualityFact[] {
  const facts: QualityFact[] = []
  const earlier = new Map(before.samples.filter(selector.matches).map((sample) => [keyOf(sample), sample.value]))
  for (const sample of after.samples.filter(selector.matches)) {
    // A series that was not there before began at 0: counters appear with their first event.
    const growth = counterIncrease([earlier.get(keyOf(sample)) ?? 0, sample.value])
    if (growth !== null && growth.resets > 0) {
      facts.push({ code: 'counter-reset', detail: `${sample.name} of ${hostOf(target)} started again` })
    }
    const bound = query.shape === 'histogram' ? (sample.labels.get('le') ?? '') : ''
    const known = totals.get(bound)
    const value = growth?.increase ?? Number.NaN
    if (known === undefined) {
      totals.set(bound, { labels: query.shape === 'histogram' ? new Map([['le', bound]]) : new Map(), value })
    } else {
      known.value += value
    }
  }
  return facts
}

/** True where a page has the metric, or declares it without a sample so far. */
function exposes(page: Scrape, name: string): boolean {
  const family = name.replace(/_(?:bucket|sum|count|total)$/, '')
  return page.families.has(name) || page.families.has(family) || page.samples.some((sample) => sample.name === name)
}

function keyOf(sample: ExposedSample): string {
  return JSON.stringify([...sample.labels].sort(([one], [other]) => (one < other ? -1 : 1)))
}

function hostOf(target: string): string {
  return URL.canParse(target) ? new URL(target).host : 'without an address'
}

function empty(resolvedQuery: string, code: QualityFact['code'], detail: string): MetricReading {
  return { series: [], quality: [{ code, detail }], resolvedQuery }
}
