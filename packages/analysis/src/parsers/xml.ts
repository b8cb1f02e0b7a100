import { SaxesParser } from 'saxes'
import { AnalysisError } from '../errors.ts'
import type { ReportLimits } from './limits.ts'
import { excerpt, malformed } from './malformed.ts'
import { XmlAttributes } from './xml-attributes.ts'
import { XmlLeaves } from './xml-leaves.ts'

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

/** A fault whose place is not known, because the parser did not see all that stands before it. */
class Unplaced extends Error {
  readonly fault: AnalysisError

  constructor(fault: AnalysisError) {
    super()
    this.fault = fault
  }
}

const headElements = 200
const headLength = 262_144

/**
 * Reads XML as a stream of events. Entities beyond the five of XML are refused, because none is ever defined here; a
 * DOCTYPE is passed over with what is in it, never fetched.
 *
 * @param chunks - the text in pieces; asked for again where a fault's place has to be found.
 * @param linesBefore - lines of white space before the first chunk, so that places are those of the file.
 * @throws AnalysisError `report-malformed` with line and column, `report-over-limit` for depth, attribute length and the
 *   number of elements.
 */
export function readXml(
  chunks: () => Iterable<string>,
  limits: ReportLimits,
  handlers: XmlHandlers,
  linesBefore = 0,
): void {
  const reading = new Reading(limits, handlers, linesBefore)
  try {
    for (const chunk of chunks()) reading.write(chunk)
    reading.close()
  } catch (error) {
    if (!(error instanceof Unplaced)) throw error
    // What went past the parser is missing in its count of lines.
    const whole = new Reading(limits, nobody, linesBefore)
    for (const chunk of chunks()) whole.writeWhole(chunk)
    whole.close()
    throw error.fault
  }
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
  const reading = new Reading(
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
      reading.writeWhole(chunk)
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

const nobody: XmlHandlers = { open: () => undefined }
const greater = '>'
/** So many tags without a leaf behind them, and leaves are looked for less often. */
const patience = 16
const longestPiece = 8192

/** A document while it is read, by the parser and past it. */
class Reading {
  readonly #parser = new SaxesParser()
  readonly #limits: ReportLimits
  readonly #handlers: XmlHandlers
  readonly #leaves: XmlLeaves
  #depth = 0
  #elements = 0
  #lastTagEnd = 0
  #heard = false
  #pastParser = false
  /** Characters that the parser was given; its own position is not to be relied on between two pieces. */
  #written = 0
  #fruitless = 0

  constructor(limits: ReportLimits, handlers: XmlHandlers, linesBefore: number) {
    this.#limits = limits
    this.#handlers = handlers
    this.#leaves = new XmlLeaves(limits.maxAttributeLength, (name, attributes) => {
      this.#opened()
      handlers.open(name, attributes)
      this.#depth -= 1
      handlers.close?.(name)
    })
    const parser = this.#parser
    parser.on('opentag', (tag) => {
      this.#open(tag)
    })
    parser.on('closetag', (tag) => {
      this.#close(localName(tag.name))
    })
    if (handlers.text !== undefined && handlers.textOf === undefined) this.#listen(handlers.text)
    parser.on('error', (error) => {
      const said = error.message.replace(/^\d+:\d+: /, '')
      const place = { line: parser.line + linesBefore, column: parser.column }
      const fault = malformed(null, 'well-formed XML', excerpt(said), place)
      throw this.#pastParser ? new Unplaced(fault) : fault
    })
  }

  /** All of a chunk to the parser, which then knows its place. */
  writeWhole(chunk: string): void {
    this.#parser.write(chunk)
  }

  /** A chunk, of which runs of elements without content go past the parser where it stands right behind a tag. */
  write(chunk: string): void {
    let at = 0
    while (at < chunk.length) {
      const end = this.#pieceEnd(chunk, at)
      this.#parser.write(at === 0 && end === chunk.length ? chunk : chunk.slice(at, end))
      this.#written += end - at
      at = end
      if (this.#isBehindTag(chunk, end)) at = this.#readLeaves(chunk, end)
    }
  }

  close(): void {
    this.#parser.close()
  }

  /** Pieces end with a tag, or with whatever else ends so. */
  #pieceEnd(chunk: string, from: number): number {
    const beyond = this.#fruitless - patience
    const atLeast = beyond > 0 ? Math.min(longestPiece, beyond * 64) : 0
    const end = chunk.indexOf(greater, from + atLeast)
    return end < 0 ? chunk.length : end + 1
  }

  #isBehindTag(chunk: string, end: number): boolean {
    return !this.#heard && this.#depth > 0 && this.#lastTagEnd === this.#written && chunk.endsWith(greater, end)
  }

  #readLeaves(chunk: string, from: number): number {
    const to = this.#leaves.read(chunk, from)
    if (to === from) {
      this.#fruitless += 1
      return from
    }
    this.#fruitless = 0
    this.#pastParser = true
    return to
  }

  #opened(): void {
    const { maxXmlDepth, maxItems } = this.#limits
    this.#depth += 1
    this.#elements += 1
    if (this.#depth > maxXmlDepth) throw overLimit('depth', maxXmlDepth, this.#depth)
    if (this.#elements > maxItems) throw overLimit('number of elements', maxItems, this.#elements)
  }

  #open(tag: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }): void {
    this.#opened()
    // Only a tag that is longer than the limit can hold an attribute that is.
    const end = this.#parser.position
    if (end - this.#lastTagEnd > this.#limits.maxAttributeLength) checkLengths(tag.attributes, this.#limits)
    this.#lastTagEnd = end
    const name = localName(tag.name)
    const { open, text, textOf } = this.#handlers
    if (text !== undefined && textOf?.has(name) === true) this.#listen(text)
    open(name, new XmlAttributes(tag.attributes))
  }

  #close(name: string): void {
    this.#depth -= 1
    this.#lastTagEnd = this.#parser.position
    const { close, textOf } = this.#handlers
    if (textOf?.has(name) === true) {
      this.#parser.off('text')
      this.#parser.off('cdata')
      this.#heard = false
    }
    close?.(name)
  }

  #listen(hear: (said: string) => void): void {
    this.#parser.on('text', hear)
    this.#parser.on('cdata', hear)
    this.#heard = true
  }
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
