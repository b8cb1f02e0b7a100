import { AnalysisError } from '../errors.ts'
import type { ReportLimits } from './limits.ts'

/** What the brackets of a text say, before anything of it is made. */
export interface JsonScan {
  /** The offset behind the first value's closing bracket; `null` where it is not closed. */
  readonly end: number | null
  /** Colons outside of texts: one for each key. */
  readonly colons: number
}

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const backslash = 0x5c

/**
 * Walks over the JSON list or object that begins at `from`, with no more than its brackets, commas and colons, so that
 * nesting and number are known to be within their limits before a reader makes objects of them.
 *
 * @throws AnalysisError `report-over-limit`.
 */
export function scanJson(text: string, from: number, limits: ReportLimits): JsonScan {
  let depth = 0
  let colons = 0
  let items = 1
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = stringEnd(text, at) - 1
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1
      items += 1
      if (depth > limits.maxJsonDepth) throw overLimit('levels of nesting', 'depth', limits.maxJsonDepth, depth)
      if (items > limits.maxItems) throw overLimit('values', 'items', limits.maxItems, items)
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1
      if (depth <= 0) return { end: at + 1, colons }
    } else if (code === comma) {
      items += 1
      if (items > limits.maxItems) throw overLimit('values', 'items', limits.maxItems, items)
    } else if (code === colon) {
      colons += 1
    }
  }
  return { end: null, colons }
}

/** The offset behind the closing quote of the text that opens at `from`; the length where it is not closed. */
export function stringEnd(text: string, from: number): number {
  let at = from + 1
  for (;;) {
    const end = text.indexOf('"', at)
    if (end < 0) return text.length
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1
    if (slashes % 2 === 0) return end + 1
    at = end + 1
  }
}

function overLimit(what: string, limit: string, allowed: number, received: number): AnalysisError<'report-over-limit'> {
  return new AnalysisError('report-over-limit', `Expected at most ${allowed} ${what} in JSON, got more`, {
    limit,
    allowed,
    received,
  })
}
