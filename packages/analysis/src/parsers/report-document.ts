import { AnalysisError } from '../errors.ts'
import { decode } from './decode.ts'
import type { ReportLimits } from './limits.ts'
import { malformed } from './malformed.ts'
import { readJson } from './read-json.ts'
import { readXml, sniffXml, type XmlHandlers } from './xml.ts'

/** A report, decoded and sorted by its syntax, before anybody knows its format. */
export type ReportDocument = { readonly text: string; readonly limits: ReportLimits } & (
  | {
      readonly syntax: 'xml'
      readonly root: string
      readonly attributes: ReadonlyMap<string, string>
      /** Names of the elements that come first. */
      readonly early: ReadonlySet<string>
      /** Hands over the elements in order, from the start. */
      readonly read: (handlers: XmlHandlers) => void
    }
  | { readonly syntax: 'json'; readonly value: unknown }
  /** One JSON value per line. */
  | { readonly syntax: 'json-lines'; readonly first: unknown }
  | { readonly syntax: 'text' }
)

/** The document as XML: for parsers, which are only given what they matched. */
export function xmlOf(document: ReportDocument): Extract<ReportDocument, { syntax: 'xml' }> {
  if (document.syntax === 'xml') return document
  throw malformed(null, 'XML', document.syntax)
}

/** The value of a JSON document; `undefined` for another one. */
export function jsonOf(document: ReportDocument): unknown {
  return document.syntax === 'json' ? document.value : undefined
}

/**
 * @throws AnalysisError `report-empty`, `report-over-limit`, `report-malformed`.
 */
export function readReportDocument(bytes: Uint8Array, limits: ReportLimits): ReportDocument {
  if (bytes.length > limits.maxBytes) {
    throw new AnalysisError(
      'report-over-limit',
      `Expected a report of at most ${limits.maxBytes} bytes, got ${bytes.length}`,
      {
        limit: 'bytes',
        allowed: limits.maxBytes,
        received: bytes.length,
      },
    )
  }
  const text = decode(bytes).trimStart()
  if (text === '') throw new AnalysisError('report-empty', 'Expected a report, got an empty file', { format: null })
  if (text.startsWith('<')) {
    const sniffed = sniffXml(text, limits)
    if (sniffed === null) throw malformed(null, 'XML with a root element', 'none')
    return { syntax: 'xml', text, limits, ...sniffed, read: (handlers) => readXml(text, limits, handlers) }
  }
  if (text.startsWith('{') || text.startsWith('[')) return readJsonDocument(text, limits)
  return { syntax: 'text', text, limits }
}

function readJsonDocument(text: string, limits: ReportLimits): ReportDocument {
  const firstLine = text.slice(0, text.indexOf('\n') < 0 ? text.length : text.indexOf('\n')).trim()
  // Several values one after another: the first line is whole, and so is the next.
  if (/^\{.*\}$/s.test(firstLine) && /\n\s*\{/.test(text.slice(firstLine.length))) {
    try {
      return { syntax: 'json-lines', text, limits, first: readJson(firstLine, limits) }
    } catch (error) {
      if (!(error instanceof AnalysisError)) throw error
    }
  }
  const end = firstValueEnd(text)
  if (end !== null && /^\s*[{[]/.test(text.slice(end, end + 100))) {
    throw new AnalysisError('format-unsupported', 'Expected one JSON document, got several one after another', {
      looksLike: 'a stream of JSON documents',
      supported: [],
    })
  }
  return { syntax: 'json', text, limits, value: readJson(text, limits) }
}

/** Where the first value of a text ends by its brackets, where something follows it; `null` where nothing does. */
function firstValueEnd(text: string): number | null {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (quoted) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) quoted = false
    } else if (code === 0x22) quoted = true
    else if (code === 0x7b || code === 0x5b) depth += 1
    else if (code === 0x7d || code === 0x5d) {
      depth -= 1
      if (depth === 0) return at + 1 < text.length ? at + 1 : null
    }
  }
  return null
}
