/** The two paths of a file in a diff, without the prefixes of the two sides; `null` for `/dev/null`. */
export interface DiffPaths {
  readonly before: string | null
  readonly after: string | null
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
])

/**
 * The paths of `--- before` and `+++ after`, each given without its marker. What stands behind a tab (a time) is no part
 * of them. The prefixes `a/` and `b/` (or `c/`, `i/`, `o/`, `w/`) are taken off where the sides have different ones.
 */
export function pathsOfMarkers(before: string, after: string): DiffPaths {
  return withoutPrefixes(pathOf(before), pathOf(after))
}

/**
 * The path of `diff --git before after`, given without the marker, where both sides name the same file; `null` where they
 * do not, or cannot be told apart: the lines below then name them.
 */
export function pathOfHeader(text: string): string | null {
  if (text.startsWith('"')) {
    const end = quoteEnd(text)
    const paths = pathsOfMarkers(text.slice(0, end), text.slice(end).trimStart())
    return paths.before === paths.after ? paths.after : null
  }
  // Unquoted names may hold spaces: the two halves are equally long where they name the same file.
  const middle = (text.length - 1) / 2
  if (text.charAt(middle) !== ' ') return null
  const paths = withoutPrefixes(text.slice(0, middle), text.slice(middle + 1))
  return paths.before === paths.after ? paths.after : null
}

/** A path as it is written: quoted where it holds characters that git quotes. */
export function pathOf(text: string): string {
  if (text.startsWith('"')) return unquoted(text.slice(1, quoteEnd(text) - 1))
  const tab = text.indexOf('\t')
  return tab < 0 ? text : text.slice(0, tab)
}

function withoutPrefixes(before: string, after: string): DiffPaths {
  const [left, right] = [prefixOf(before), prefixOf(after)]
  const [noBefore, noAfter] = [before === '/dev/null', after === '/dev/null']
  // A directory may be called `a`: only two different letters are the two sides.
  const prefixed = noBefore
    ? right === 'b' || right === 'w' || right === 'i'
    : noAfter
      ? left === 'a' || left === 'c' || left === 'i' || left === 'o'
      : left !== null && right !== null && left !== right
  const strip = (path: string): string => (prefixed ? path.slice(2) : path)
  return { before: noBefore ? null : strip(before), after: noAfter ? null : strip(after) }
}

function prefixOf(path: string): string | null {
  return /^[abciow]\//.test(path) ? path.charAt(0) : null
}

/** The offset behind the closing quote of a text that starts with a quote. */
function quoteEnd(text: string): number {
  for (let at = 1; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '\\') at += 1
    else if (character === '"') return at + 1
  }
  return text.length
}

/** Octal escapes are bytes of UTF-8; bytes that are none are read as Latin-1. */
function unquoted(text: string): string {
  let escaped = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character !== '\\') {
      escaped += encodeURIComponent(wholeCharacter(text, at))
      if (wholeCharacter(text, at).length > 1) at += 1
      continue
    }
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4))?.[0]
    if (octal === undefined) {
      const next = text.charAt(at + 1)
      escaped += encodeURIComponent(escapes.get(next) ?? next)
      at += 1
    } else {
      escaped += `%${Number.parseInt(octal, 8).toString(16).padStart(2, '0')}`
      at += 3
    }
  }
  try {
    return decodeURIComponent(escaped)
  } catch {
    return escaped.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  }
}

/** The character at an offset: half of a pair that stands alone becomes U+FFFD, which can be encoded. */
function wholeCharacter(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0xfffd
  return code >= 0xd800 && code <= 0xdfff ? '\ufffd' : String.fromCodePoint(code)
}
