import { LeafAttributes } from './xml-attributes.ts'

const tab = 0x09
const newline = 0x0a
const carriageReturn = 0x0d
const space = 0x20
const ampersand = 0x26
const doubleQuote = 0x22
const singleQuote = 0x27
const slash = 0x2f
const less = 0x3c
const equal = 0x3d
const greater = 0x3e
const lineSeparator = 0x2028
/** Three for each attribute. An element with more of them is left to the parser: each is compared with those before it. */
const mostMarks = 3 * 24
/** So many marks share a list: a list for each element costs more, and one for each text grows for long. */
const sharedMarks = 16 * mostMarks
const noMarks: readonly number[] = Array.from({ length: sharedMarks }, () => 0)

/**
 * Reads runs of elements without content, `<line number="1" hits="0"/>`, of which large reports are made: several times
 * faster than the parser, and only where there is nothing to decide. Names are of plain ASCII without a
 * prefix, values without entities and rare characters; whatever else begins there, also what is wrong, is left to the parser.
 */
export class XmlLeaves {
  readonly #longest: number
  readonly #take: (name: string, attributes: ReadonlyMap<string, string>) => void
  /** Of each attribute: where its name begins and ends, and where its value ends. Those before `#marked` are in use. */
  #marks = noMarks.slice()
  #marked = 0
  #name = ''

  /**
   * @param longest - elements of more characters are left to the parser.
   * @param take - is given each element.
   */
  constructor(longest: number, take: (name: string, attributes: ReadonlyMap<string, string>) => void) {
    this.#longest = longest
    this.#take = take
  }

  /** The offset behind the last element of the run that begins at `from`, after white space; `from` where none does. */
  read(text: string, from: number): number {
    let end = from
    for (;;) {
      const begin = spaceEnd(text, end)
      if (text.charCodeAt(begin) !== less) return end
      const next = this.#leafEnd(text, begin)
      if (next < 0) return end
      end = next
    }
  }

  /** The offset behind the element that opens at `begin`; below 0 where it is none of these. */
  #leafEnd(text: string, begin: number): number {
    const nameTo = nameEnd(text, begin + 1)
    if (nameTo === begin + 1) return -1
    if (this.#marked + mostMarks > sharedMarks) {
      this.#marks = noMarks.slice()
      this.#marked = 0
    }
    const marks = this.#marks
    const first = this.#marked
    let mark = first
    let at = nameTo
    for (;;) {
      const from = spaceEnd(text, at)
      if (text.charCodeAt(from) === slash) {
        if (text.charCodeAt(from + 1) !== greater || from + 2 - begin > this.#longest) return -1
        this.#marked = mark
        this.#take(this.#nameOf(text, begin + 1, nameTo), new LeafAttributes(text, marks, first, mark))
        return from + 2
      }
      const to = nameEnd(text, from)
      const end = valueEnd(text, to)
      if (from === at || to === from || end < 0 || mark - first >= mostMarks) return -1
      for (let before = first; before < mark; before += 3)
        if (isSameName(text, marks[before] ?? 0, marks[before + 1] ?? 0, from, to)) return -1
      marks[mark] = from
      marks[mark + 1] = to
      marks[mark + 2] = end
      mark += 3
      at = end + 1
    }
  }

  /** One text for each run of a name. */
  #nameOf(text: string, from: number, to: number): string {
    if (to - from !== this.#name.length || !text.startsWith(this.#name, from)) this.#name = text.slice(from, to)
    return this.#name
  }
}

function isSameName(text: string, a: number, aTo: number, b: number, bTo: number): boolean {
  return aTo - a === bTo - b && text.charCodeAt(a) === text.charCodeAt(b) && text.slice(a, aTo) === text.slice(b, bTo)
}

function spaceEnd(text: string, from: number): number {
  let at = from
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code !== space && code !== newline && code !== carriageReturn && code !== tab) break
  }
  return at
}

function nameEnd(text: string, from: number): number {
  let at = from
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const letter = code | 0x20
    if ((letter >= 0x61 && letter <= 0x7a && code < 0x7f) || code === 0x5f) continue
    // Digits, `-` and `.` stand within names only.
    if (at > from && ((code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e)) continue
    break
  }
  return at
}

/** Where the value in quotes ends that belongs to the name which ends at `nameTo`; below 0 where there is none. */
function valueEnd(text: string, nameTo: number): number {
  if (text.charCodeAt(nameTo) !== equal) return -1
  const quote = text.charCodeAt(nameTo + 1)
  if (quote !== doubleQuote && quote !== singleQuote) return -1
  for (let at = nameTo + 2; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) return at
    if (code < space || code === ampersand || code === less) return -1
    if (code > 0x7e && (code < 0xa0 || code === lineSeparator || code >= 0xd800)) return -1
  }
  return -1
}
