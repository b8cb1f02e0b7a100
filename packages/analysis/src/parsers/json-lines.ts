import { AnalysisError } from '../errors.ts'
import type { ReportLimits } from './limits.ts'
import { malformed } from './malformed.ts'
import { readJson } from './read-json.ts'

/** One line of a stream of JSON values. `value` is `undefined` where the line is no JSON (a log line, a banner). */
export interface JsonLine {
  /** 1-based. */
  readonly line: number
  readonly text: string
  readonly value: unknown
}

/**
 * The lines of a text that holds one JSON value per line, empty ones left out.
 *
 * @throws AnalysisError `report-over-limit`, and `report-malformed` for a key that stands twice and for a line that opens
 *   an object and breaks off; a line that is simply no JSON is handed on as such, for the format to accept or refuse.
 */
export function* jsonLines(text: string, limits: ReportLimits): Generator<JsonLine> {
  let line = 0
  for (let at = 0; at <= text.length;) {
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end
    const one = text.slice(at, stop).trim()
    line += 1
    if (line > limits.maxItems) throw tooMany(limits.maxItems, line)
    at = stop + 1
    if (one !== '') yield { line, text: one, value: valueOf(one, line, limits) }
  }
}

function valueOf(text: string, line: number, limits: ReportLimits): unknown {
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined
  try {
    return readJson(text, limits)
  } catch (error) {
    if (!(error instanceof AnalysisError && error.is('report-malformed'))) throw error
    const { expected, received, column } = error.details
    // What begins as an object and is none was cut off, or goes on in the next line: there may be a finding in it.
    if (expected === 'JSON' && !/^\{\s*(?:"|\}|$)/.test(text)) return undefined
    throw malformed(null, expected, received, { line, column: column ?? 1 })
  }
}

function tooMany(allowed: number, received: number): AnalysisError<'report-over-limit'> {
  return new AnalysisError('report-over-limit', `Expected at most ${allowed} lines, got more`, {
    limit: 'items',
    allowed,
    received,
  })
}
