import { jsonLines } from './json-lines.ts'
import { malformed } from './malformed.ts'
import { readJson } from './read-json.ts'
import type { ReportDocument } from './report-document.ts'
import { scanJson } from './scan-json.ts'

/**
 * The JSON values of a document, one after another: of a single value, of one value per line, and of values that follow
 * each other in any layout; none for other documents.
 *
 * @throws AnalysisError `report-malformed` for anything between the values, with its place; `report-over-limit`.
 */
export function* valuesOf(document: ReportDocument): Generator {
  switch (document.syntax) {
    case 'json':
      yield document.value
      return
    case 'json-lines':
      for (const { value, line } of jsonLines(document.text, document.limits)) {
        if (value === undefined) throw malformed(null, 'a JSON value per line', 'something else', { line, column: 1 })
        yield value
      }
      return
    case 'json-stream':
      yield* streamed(document)
      return
    case 'xml':
    case 'text':
  }
}

/** The first value of a JSON document, for telling formats apart; `undefined` for other documents. */
export function firstValueOf(document: ReportDocument): unknown {
  switch (document.syntax) {
    case 'json':
      return document.value
    case 'json-lines':
    case 'json-stream':
      return document.first
    case 'xml':
    case 'text':
      return undefined
  }
}

const space = /\s*/y

function* streamed({ text, limits }: ReportDocument): Generator {
  let line = 1
  let counted = 0
  for (let at = 0; at < text.length;) {
    space.lastIndex = at
    space.test(text)
    const start = space.lastIndex
    if (start >= text.length) return
    line += linesIn(text, counted, start)
    counted = start
    if (!/[{[]/.test(text.charAt(start))) {
      const column = start - text.lastIndexOf('\n', start)
      throw malformed(null, 'a JSON value', 'something else', { line, column })
    }
    const { end } = scanJson(text, start, limits)
    at = end ?? text.length
    yield readJson(text.slice(start, at), limits)
  }
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}
