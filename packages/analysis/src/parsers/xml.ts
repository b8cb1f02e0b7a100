import { SaxesParser } from 'saxes'
import { AnalysisError } from '../errors.ts'
import type { ReportLimits } from './limits.ts'
import { excerpt, malformed } from './malformed.ts'
import { XmlAttributes } from './xml-attributes.ts'

/** What happens in a document, in order. Names are without their namespace prefix. */
export interface XmlHandlers {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
  /** Names of the only elements whose text is asked for: that of others then costs nothing. */
  readonly textOf?: ReadonlySet<string>
}

/** What the beginning of a document shows. */
export interface XmlHead {
  readonly root: string
  readonly attributes: ReadonlyMap<string, string>
  /** Names of the elements that come first. */
  readonly early: ReadonlySet<string>
}

/** Ends the reading from within a handler; what was read so far counts. */
class StopReading extends Error {}

const headElements = 200
const headLength = 262_144

/**
 * Reads XML as a stream of events. Entities beyond the five of XML are refused, because none is ever defined here; a
 * DOCTYPE is passed over with what is in it, never fetched.
 *
 * @param linesBefore - lines of white space before the first chunk, so that places are those of the file.
 * @throws AnalysisError `report-malformed` with line and column, `report-over-limit` for depth, attribute length and the
 *   number of elements.
 */
export function readXml(chunks: Iterable<string>, limits: ReportLimits, handlers: XmlHandlers, linesBefore = 0): void {
  const parser = parserFor(limits, handlers, linesBefore)
  for (const chunk of chunks) parser.write(chunk)
  parser.close()
}

/**
 * The beginning of a document; `null` where there is no root element in it.
 *
 * @throws AnalysisError as `readXml`, for faults in the beginning.
 */
export function sniffXml(chunks: Iterable<string>, limits: ReportLimits, linesBefore = 0): XmlHead | null {
  const early = new Set<string>()
  let root: Omit<XmlHead, 'early'> | null = null
  let seen = 0
  const parser = parserFor(
    limits,
    {
      open: (name, attributes) => {
        root ??= { root: name, attributes }
        early.add(name)
        seen += 1
        if (seen >= headElements) throw new StopReading()
      },
    },
    linesBefore,
  )
  let length = 0
  try {
    for (const chunk of chunks) {
      parser.write(chunk)
      length += chunk.length
      if (length >= headLength && seen > 0) break
    }
  } catch (error) {
    if (!(error instanceof StopReading)) throw error
  }
  return headOf(root, early)
}

function headOf(root: Omit<XmlHead, 'early'> | null, early: ReadonlySet<string>): XmlHead | null {
  return root === null ? null : { ...root, early }
}

function parserFor(limits: ReportLimits, handlers: XmlHandlers, linesBefore: number): SaxesParser {
  const parser = new SaxesParser()
  const { open, close, text, textOf } = handlers
  let depth = 0
  let elements = 0
  let lastTagEnd = 0
  const listen = (hear: (said: string) => void): void => {
    parser.on('text', hear)
    parser.on('cdata', hear)
  }
  parser.on('opentag', (tag) => {
    depth += 1
    elements += 1
    if (depth > limits.maxXmlDepth) throw overLimit('depth', limits.maxXmlDepth, depth)
    if (elements > limits.maxItems) throw overLimit('number of elements', limits.maxItems, elements)
    // Only a tag that is longer than the limit can hold an attribute that is.
    const end = parser.position
    if (end - lastTagEnd > limits.maxAttributeLength) checkLengths(tag.attributes, limits)
    lastTagEnd = end
    const name = localName(tag.name)
    if (text !== undefined && textOf?.has(name) === true) listen(text)
    open(name, new XmlAttributes(tag.attributes))
  })
  parser.on('closetag', (tag) => {
    depth -= 1
    const name = localName(tag.name)
    if (textOf?.has(name) === true) {
      parser.off('text')
      parser.off('cdata')
    }
    close?.(name)
  })
  if (text !== undefined && textOf === undefined) listen(text)
  parser.on('error', (error) => {
    const said = error.message.replace(/^\d+:\d+: /, '')
    const place = { line: parser.line + linesBefore, column: parser.column }
    throw malformed(null, 'well-formed XML', excerpt(said), place)
  })
  return parser
}

function checkLengths(attributes: Readonly<Record<string, string>>, { maxAttributeLength }: ReportLimits): void {
  for (const { length } of Object.values(attributes))
    if (length > maxAttributeLength) throw overLimit('attribute length', maxAttributeLength, length)
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

function overLimit(limit: string, allowed: number, received: number): AnalysisError<'report-over-limit'> {
  return new AnalysisError('report-over-limit', `Expected ${limit} of at most ${allowed} in XML, got ${received}`, {
    limit,
    allowed,
    received,
  })
}
