import { AnalysisError } from '../errors.ts'
import type { ReportLimits } from './limits.ts'
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
 * @throws AnalysisError `report-over-limit`, and `report-malformed` for a key that stands twice; a line that is simply no
 *   JSON is handed on as such, for the format to accept or refuse.
 */
export function* jsonLines(text: string, limits: ReportLimits): Generator<JsonLine> {
  let line = 0
  for (let at = 0; at <= text.length;) {
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end
    const one = text.slice(at, stop).trim()
    line += 1
    at = stop + 1
    if (one !== '')
      yield { line, text: one, value: one.startsWith('{') || one.startsWith('[') ? valueOf(one, limits) : undefined }
  }
}

function valueOf(text: string, limits: ReportLimits): unknown {
  try {
    return readJson(text, limits)
  } catch (error) {
    if (error instanceof AnalysisError && error.is('report-malformed') && error.details.expected === 'JSON')
      return undefined
    throw error
  }
}
