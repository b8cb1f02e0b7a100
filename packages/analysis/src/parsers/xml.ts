import { SaxesParser } from 'saxes'
import { AnalysisError } from '../errors.ts'
import type { ReportLimits } from './limits.ts'
import { excerpt, malformed } from './malformed.ts'

/** What happens in a document, in order. Names are without their namespace prefix. */
export interface XmlHandlers {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

/** Ends the reading from within a handler; what was read so far counts. */
class StopReading extends Error {}

const chunkLength = 65_536

/**
 * Reads XML as a stream of events. Entities beyond the five of XML are refused, because none is ever defined here; a
 * DOCTYPE is passed over, never fetched.
 *
 * @throws AnalysisError `report-malformed` with line and column, `report-over-limit` for depth and attribute length.
 */
export function readXml(text: string, limits: ReportLimits, handlers: XmlHandlers): void {
  const parser = new SaxesParser()
  let depth = 0
  parser.on('opentag', (tag) => {
    depth += 1
    if (depth > limits.maxXmlDepth) throw overLimit('depth', limits.maxXmlDepth, depth)
    const attributes = new Map<string, string>()
    for (const [name, value] of Object.entries(tag.attributes)) {
      if (value.length > limits.maxAttributeLength)
        throw overLimit('attribute length', limits.maxAttributeLength, value.length)
      attributes.set(localName(name), value)
    }
    handlers.open(localName(tag.name), attributes)
  })
  parser.on('closetag', (tag) => {
    depth -= 1
    handlers.close?.(localName(tag.name))
  })
  if (handlers.text !== undefined) {
    parser.on('text', handlers.text)
    parser.on('cdata', handlers.text)
  }
  parser.on('error', (error) => {
    const said = error.message.replace(/^\d+:\d+: /, '')
    throw malformed(null, 'well-formed XML', excerpt(said), { line: parser.line, column: parser.column })
  })
  try {
    for (let at = 0; at < text.length; at += chunkLength) parser.write(text.slice(at, at + chunkLength))
    parser.close()
  } catch (error) {
    if (!(error instanceof StopReading)) throw error
  }
}

/** The root element's name and attributes, and the names of the elements that come first; `null` where there is no root. */
export function sniffXml(
  text: string,
  limits: ReportLimits,
): {
  readonly root: string
  readonly attributes: ReadonlyMap<string, string>
  readonly early: ReadonlySet<string>
} | null {
  const early = new Set<string>()
  let root: { readonly name: string; readonly attributes: ReadonlyMap<string, string> } | null = null
  let seen = 0
  readXml(text.slice(0, 4 * chunkLength), limits, {
    open: (name, attributes) => {
      root ??= { name, attributes }
      early.add(name)
      seen += 1
      if (seen >= 200) throw new StopReading()
    },
    close: () => {},
  })
  return found(root, early)
}

function found(
  root: { readonly name: string; readonly attributes: ReadonlyMap<string, string> } | null,
  early: ReadonlySet<string>,
) {
  return root === null ? null : { root: root.name, attributes: root.attributes, early }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function overLimit(limit: string, allowed: number, received: number): AnalysisError<'report-over-limit'> {
  return new AnalysisError('report-over-limit', `Expected ${limit} of at most ${allowed} in XML, got ${received}`, {
    limit,
    allowed,
    received,
  })
}
