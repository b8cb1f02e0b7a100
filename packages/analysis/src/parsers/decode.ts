import { malformed } from './malformed.ts'

/** A global everywhere this package runs; declared here because the package builds without the types of a platform. */
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean })
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string
}

const chunkBytes = 65_536

/**
 * The encoding of a report: by its byte order mark, by the zeros of UTF-16, by the XML declaration, else UTF-8. A
 * declaration of UTF-16 that is itself written in single bytes is wrong, as writers on .NET leave it: then it is UTF-8.
 *
 * @example
 * ```ts
 * encodingOf(new TextEncoder().encode('<?xml version="1.0" encoding="ISO-8859-1"?>')) // 'ISO-8859-1'
 * ```
 */
export function encodingOf(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  // UTF-16 without a mark: an ASCII character beside a zero.
  if (first === 0 && isAscii(second) && third === 0) return 'utf-16be'
  if (isAscii(first) && second === 0 && fourth === 0) return 'utf-16le'
  let head = ''
  for (const byte of bytes.subarray(0, 256)) head += String.fromCharCode(byte)
  const declared = /^[\s\u00ef\u00bb\u00bf]*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_.:+-]{1,40})["']/.exec(head)?.[1]
  return declared === undefined || /^(?:utf-?16|ucs-?2|utf-?32|ucs-?4)/i.test(declared) ? 'utf-8' : declared
}

function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0 && byte < 0x80
}

/**
 * The text of bytes, piece by piece; a piece never ends within a character.
 *
 * @throws AnalysisError `report-malformed` for bytes that are not in that encoding, and for an unknown one.
 */
export function* decodeChunks(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = decoderFor(encoding)
  let held = ''
  for (let at = 0; at <= bytes.length; at += chunkBytes) {
    const last = at + chunkBytes >= bytes.length
    let text: string
    try {
      text = held + decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: !last })
    } catch {
      throw notIn(encoding)
    }
    // A decoder of UTF-16 may hand over one half of a pair.
    const code = text.charCodeAt(text.length - 1)
    held = code >= 0xd800 && code < 0xdc00 && !last ? text.slice(-1) : ''
    yield held === '' ? text : text.slice(0, -1)
    if (last) return
  }
}

/**
 * The text of bytes, whole.
 *
 * @throws AnalysisError `report-malformed` for bytes that are not in that encoding, and for an unknown one.
 */
export function decode(bytes: Uint8Array, encoding: string = encodingOf(bytes)): string {
  const decoder = decoderFor(encoding)
  try {
    return decoder.decode(bytes)
  } catch {
    throw notIn(encoding)
  }
}

function decoderFor(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw malformed(null, 'text in an encoding that is known', `'${encoding}'`)
  }
}

function notIn(encoding: string) {
  return malformed(null, `text in ${encoding}`, 'bytes that are not')
}
