import { AnalysisError } from '../errors.ts'
import { decode, decodeChunks, encodingOf } from './decode.ts'

const headLength = 65_536

/** The text behind a report's bytes, without white space before it: made as late and as seldom as may be. */
export class ReportSource {
  readonly #bytes: Uint8Array
  readonly #encoding: string
  #text: string | null = null
  /** The beginning, at most 64 KiB. */
  readonly head: string
  /** Lines of white space before the text begins. */
  readonly linesBefore: number

  /** @throws AnalysisError `report-malformed` for bytes that are not in their encoding. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#encoding = encodingOf(bytes)
    if (this.#encoding === 'utf-8' && !isMarkup(bytes)) this.#text = plainText(bytes)
    let [head, lines] = ['', 0]
    for (const chunk of this.#text === null ? decodeChunks(bytes, this.#encoding) : []) {
      const text = head === '' ? chunk.trimStart() : chunk
      lines += chunk.slice(0, chunk.length - text.length).split('\n').length - 1
      head += text
      if (head.length >= headLength) break
    }
    this.head = (this.#text ?? head).slice(0, headLength)
    this.linesBefore = lines
  }

  /** The whole text, kept from then on. */
  get text(): string {
    this.#text ??= this.readText()
    return this.#text
  }

  /** The whole text, made anew. */
  readText(): string {
    return this.#text ?? decode(this.#bytes, this.#encoding).trimStart()
  }

  /** The text piece by piece. */
  *chunks(): Generator<string> {
    let begun = false
    for (const chunk of decodeChunks(this.#bytes, this.#encoding)) {
      const text = begun ? chunk : chunk.trimStart()
      if (text === '') continue
      begun = true
      yield text
    }
  }
}

/** True for XML and JSON, which are held to the encoding that they have by their rules. */
function isMarkup(bytes: Uint8Array): boolean {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  for (let at = marked ? 3 : 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === 0x20 || (byte !== undefined && byte >= 0x09 && byte <= 0x0d)) continue
    return byte === 0x3c || byte === 0x7b || byte === 0x5b
  }
  return false
}

/** Plain text in UTF-8, else in single bytes: a file's name in an old encoding stays a name of its own. */
function plainText(bytes: Uint8Array): string {
  try {
    return decode(bytes, 'utf-8').trimStart()
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error
    return decode(bytes, 'windows-1252').trimStart()
  }
}
