import { SourceFault, type HttpClient } from '../http-client.ts'
import type { QueryContext } from '../metric-provider.ts'
import { declaredFamilies, readExposition, type ExposedSample } from './exposition-format.ts'
import { hostOf, ReadingFault } from './reading-fault.ts'

type Window = QueryContext['window']

/** One page of one target, read at one moment. */
export interface MetricsPage {
  readonly at: number
  readonly samples: readonly ExposedSample[]
  readonly families: ReadonlySet<string>
}

/** Pages of targets by the time they were read at. */
export interface PageBuffer {
  /** The page that a window begins with, or `null` where none was read near its start. */
  nearStart(target: string, window: Window): MetricsPage | null
  /**
   * The page that a window ends with, read now where none is kept.
   *
   * @throws ReadingFault `target-down`, or `window-not-covered` where it is too late to read it.
   */
  atEnd(target: string, window: Window, signal: AbortSignal): Promise<MetricsPage>
}

/** Pages kept per target: enough for the windows of a few runs that share it. */
const keptPages = 8
/** Targets that were not read for this long are forgotten. */
const forgetAfterMs = 3_600_000
/** A page may be this far from an end of its window, or half the window where that is more. */
const reachMs = 1000

/**
 * The first page from a moment on stands for that moment. The same rule for both ends makes windows that follow each
 * other share a page, so that nothing between them is lost or counted twice.
 *
 * @param options.now - milliseconds since the epoch.
 */
export function createPageBuffer(options: { readonly http: HttpClient; readonly now: () => number }): PageBuffer {
  const kept = new Map<string, readonly MetricsPage[]>()
  const inHand = new Map<string, Promise<MetricsPage>>()

  const firstFrom = (target: string, moment: number, reach: number): MetricsPage | undefined =>
    kept.get(target)?.find(({ at }) => at >= moment && at - moment <= reach)

  async function read(target: string, signal: AbortSignal): Promise<MetricsPage> {
    if (!URL.canParse(target)) throw new SourceFault('the target is no address')
    const reply = await options.http.get(new URL(target), signal)
    if (reply.status !== 200) throw new SourceFault(`status ${reply.status}`)
    const samples = readExposition(reply.body)
    const page: MetricsPage = { at: options.now(), samples, families: declaredFamilies(reply.body) }
    kept.set(target, [...(kept.get(target) ?? []), page].slice(-keptPages))
    for (const [other, pages] of kept) if (!(page.at - (pages.at(-1)?.at ?? 0) < forgetAfterMs)) kept.delete(other)
    return page
  }

  async function readOnce(target: string, signal: AbortSignal): Promise<MetricsPage> {
    const running = inHand.get(target)
    if (running !== undefined) return running
    const fresh = read(target, signal).finally(() => inHand.delete(target))
    inHand.set(target, fresh)
    return fresh
  }

  return {
    nearStart: (target, window) => {
      const reach = reachOf(window)
      const before = ({ at }: MetricsPage): boolean => at < window.start && window.start - at <= reach
      return firstFrom(target, window.start, reach) ?? kept.get(target)?.findLast(before) ?? null
    },
    atEnd: async (target, window, signal) => {
      const reach = reachOf(window)
      // A page that was begun for an earlier window may have been read too soon for this one: then once more.
      for (let round = 0; round < 2; round += 1) {
        const page = firstFrom(target, window.end, reach)
        if (page !== undefined) return page
        if (!(options.now() - window.end <= reach)) break
        await readOnce(target, signal).catch((error: unknown) => {
          if (!(error instanceof SourceFault)) throw error
          throw new ReadingFault('target-down', `Target ${hostOf(target)} cannot be read: ${error.message}`)
        })
      }
      const page = firstFrom(target, window.end, reach)
      if (page !== undefined) return page
      throw new ReadingFault('window-not-covered', `Target ${hostOf(target)} was not read at the end of the window`)
    },
  }
}

function reachOf({ start, end }: Window): number {
  return Math.max((end - start) / 2, reachMs)
}
