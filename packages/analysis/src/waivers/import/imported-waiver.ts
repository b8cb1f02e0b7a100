import type { WaiverScope } from '../waiver.ts'

/** An exception of another tool, as far as it says what a waiver has to say. */
export interface ImportedWaiver {
  /** 1-based line in the file, `null` where it has no meaning. */
  readonly line: number | null
  readonly id: string
  readonly scope: WaiverScope
  readonly who: string | null
  readonly why: string | null
  /** The last whole day that it held in the tool; `null` where it has no end. */
  readonly until: string | null
}

/** What a file of exceptions holds. */
export interface ImportedWaivers {
  readonly waivers: readonly ImportedWaiver[]
  /** What was not taken over, or became wider or narrower, in plain sentences. */
  readonly notes: readonly string[]
}

const anything: WaiverScope = { package: null, version: null, path: null, digest: null, tool: null }

/** A scope that is limited as given. */
export function scopeOf(limits: Partial<WaiverScope>): WaiverScope {
  return { ...anything, ...limits }
}

const dayMs = 86_400_000

/**
 * The last whole day in UTC before a tool's exception ends, so that no permission lasts longer than it was given for.
 *
 * @param end - an ISO 8601 day (which ends as it begins) or moment with an offset, or milliseconds since the epoch.
 * @returns `null` for anything else.
 * @example
 * ```ts
 * lastWholeDay('2026-03-01') // '2026-02-28'
 * lastWholeDay('2026-03-01T23:59:59.999Z') // '2026-03-01'
 * ```
 */
export function lastWholeDay(end: unknown): string | null {
  const text = typeof end === 'string' ? end.trim() : ''
  const isMoment = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/.test(text)
  const at = typeof end === 'number' ? end : isMoment ? Date.parse(text) : Number.NaN
  // The last minute of a day is written for its end.
  const day = Math.floor((at + 60_000) / dayMs) - 1
  if (!Number.isSafeInteger(day) || !(day >= 0 && day < 3_000_000)) return null
  const last = new Date(day * dayMs).toISOString().slice(0, 10)
  return /^\d{4}-/.test(last) ? last : null
}

/** A text of one line, or `null` where there is none. */
export function oneLine(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const line = value.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim()
  return line === '' ? null : line
}
