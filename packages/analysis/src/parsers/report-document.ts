import { AnalysisError } from '../errors.ts'
import { binaryFormat } from './binary-format.ts'
import type { ReportLimits } from './limits.ts'
import { malformed } from './malformed.ts'
import { readJson } from './read-json.ts'
import { ReportSource } from './report-source.ts'
import { scanJson } from './scan-json.ts'
import { readXml, sniffXml, type XmlHandlers, type XmlHead } from './xml.ts'

/** What every report has, whatever its syntax. */
interface ReportText {
  /** The whole text, without white space before it. Made when it is first asked for: large, and seldom needed. */
  readonly text: string
  /** The beginning of the text, at most 64 KiB: cheap, for telling formats apart. */
  readonly head: string
  readonly limits: ReportLimits
}

/** A report, sorted by its syntax, before anybody knows its format. */
export type ReportDocument = ReportText &
  (
    | ({
        readonly syntax: 'xml'
        /** Hands over the elements in order, from the start. */
        readonly read: (handlers: XmlHandlers) => void
      } & XmlHead)
    | { readonly syntax: 'json'; readonly value: unknown }
    /** One JSON value per line. */
    | { readonly syntax: 'json-lines'; readonly first: unknown }
    /** JSON values one after another that are no lines, as pretty-printing leaves them. */
    | { readonly syntax: 'json-stream'; readonly first: unknown }
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
 * @throws AnalysisError `report-empty`, `report-over-limit`, `report-malformed`, `format-unsupported` for what is no text.
 */
export function readReportDocument(bytes: Uint8Array, limits: ReportLimits): ReportDocument {
  if (bytes.length > limits.maxBytes) {
    throw new AnalysisError(
      'report-over-limit',
      `Expected a report of at most ${limits.maxBytes} bytes, got ${bytes.length}`,
      { limit: 'bytes', allowed: limits.maxBytes, received: bytes.length },
    )
  }
  const binary = binaryFormat(bytes)
  if (binary !== null) {
    throw new AnalysisError('format-unsupported', `Expected a report as text, got ${binary}`, {
      looksLike: binary,
      supported: [],
    })
  }
  const source = new ReportSource(bytes)
  const { head } = source
  if (head === '') throw new AnalysisError('report-empty', 'Expected a report, got an empty file', { format: null })
  if (head.startsWith('<')) return new XmlDocument(source, limits)
  if (head.startsWith('{') || (head.startsWith('[') && !isLogLine(head))) return jsonDocument(source, limits)
  return new TextDocument(source, limits)
}

/** A line that begins with a word in brackets, `[INFO] …`, `[12:00:01] …`: the beginning of a log and no list. */
function isLogLine(head: string): boolean {
  return /^\[[^\][{}"\n]+\](?:[ \t]*[^\s,\][{}]|[ \t]+\[)/.test(head)
}

/** HTML is seldom well-formed XML: it is told by its beginning. */
function isHtml(head: string): boolean {
  return /^(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->)[^]){0,2000}-->\s*)?<(?:!doctype\s+)?html[\s>]/i.test(head)
}

/** What every document has. Getters, so that a copy of a document's fields does not make the whole text. */
class AnyDocument {
  readonly #source: ReportSource
  readonly limits: ReportLimits

  constructor(source: ReportSource, limits: ReportLimits) {
    this.#source = source
    this.limits = limits
  }

  get text(): string {
    return this.#source.text
  }

  get head(): string {
    return this.#source.head
  }
}

class XmlDocument extends AnyDocument {
  readonly syntax = 'xml'
  readonly root: string
  readonly attributes: ReadonlyMap<string, string>
  readonly early: ReadonlySet<string>
  readonly read: (handlers: XmlHandlers) => void

  constructor(source: ReportSource, limits: ReportLimits) {
    super(source, limits)
    const head = isHtml(source.head)
      ? { root: 'html', attributes: new Map<string, string>(), early: new Set<string>() }
      : sniffXml(source.chunks(), limits, source.linesBefore)
    if (head === null) throw malformed(null, 'XML with a root element', 'none')
    this.root = head.root
    this.attributes = head.attributes
    this.early = head.early
    this.read = (handlers) => readXml(() => source.chunks(), limits, handlers, source.linesBefore)
  }
}

class JsonDocument extends AnyDocument {
  readonly syntax = 'json'
  readonly value: unknown

  constructor(source: ReportSource, limits: ReportLimits, value: unknown) {
    super(source, limits)
    this.value = value
  }
}

class JsonLinesDocument extends AnyDocument {
  readonly syntax = 'json-lines'
  readonly first: unknown

  constructor(source: ReportSource, limits: ReportLimits, first: unknown) {
    super(source, limits)
    this.first = first
  }
}

class JsonStreamDocument extends AnyDocument {
  readonly syntax = 'json-stream'
  readonly first: unknown

  constructor(source: ReportSource, limits: ReportLimits, first: unknown) {
    super(source, limits)
    this.first = first
  }
}

class TextDocument extends AnyDocument {
  readonly syntax = 'text'

  constructor(source: ReportSource, limits: ReportLimits) {
    super(source, limits)
    checkLines(source.text, limits)
  }
}

function jsonDocument(source: ReportSource, limits: ReportLimits): ReportDocument {
  // Not kept: a large report is in memory as its values, not as its text too.
  const text = source.readText()
  const scan = scanJson(text, 0, limits)
  const { end } = scan
  if (end === null || isSpace(text, end)) return new JsonDocument(source, limits, readJson(text, limits, scan))
  const first = text.slice(0, end)
  // One value a line where the first is alone on its line and so is the next.
  const [ownLine = ''] = text.slice(end, end + 1000).split('\n', 1)
  if (!first.includes('\n') && ownLine.trim() === '' && nextValueIsLine(text, end, limits))
    return new JsonLinesDocument(source, limits, readJson(first, limits, scan))
  if (/^\s*[{[]/.test(text.slice(end, end + 1000)))
    return new JsonStreamDocument(source, limits, readJson(first, limits, scan))
  // Something else follows: the reader says where.
  return new JsonDocument(source, limits, readJson(text, limits, scan))
}

function isSpace(text: string, from: number): boolean {
  return text.slice(from, from + 1000).trim() === '' && text.slice(from).trim() === ''
}

/** True where the next line that opens a value also closes it. */
function nextValueIsLine(text: string, from: number, limits: ReportLimits): boolean {
  const next = /\n\s*[{[]/g
  next.lastIndex = from
  if (!next.test(text)) return false
  const start = next.lastIndex - 1
  const { end } = scanJson(text, start, limits)
  const line = text.indexOf('\n', start)
  return end === null ? line < 0 : line < 0 || end <= line
}

function checkLines(text: string, { maxItems }: ReportLimits): void {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1
  if (lines <= maxItems) return
  throw new AnalysisError('report-over-limit', `Expected at most ${maxItems} lines, got ${lines}`, {
    limit: 'items',
    allowed: maxItems,
    received: lines,
  })
}
