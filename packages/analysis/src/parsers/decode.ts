import { malformed } from './malformed.ts'

/** A global everywhere this package runs; declared here because the package builds without the types of a platform. */
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean })
  decode(bytes: Uint8Array): string
}

/**
 * The text of a report: by its byte order mark, else by the encoding that an XML declaration names, else UTF-8.
 *
 * @throws AnalysisError `report-malformed` for bytes that are not in that encoding, and for an unknown one.
 */
export function decode(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw malformed(null, `text in ${encoding}`, 'bytes that are not')
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  // UTF-16 without a mark: an opening bracket beside a zero.
  if (first === 0 && (second === 0x3c || second === 0x7b || second === 0x5b) && third === 0) return 'utf-16be'
  if ((first === 0x3c || first === 0x7b || first === 0x5b) && second === 0 && fourth === 0) return 'utf-16le'
  let head = ''
  for (const byte of bytes.subarray(0, 256)) head += String.fromCharCode(byte)
  return /^[\s\u00ef\u00bb\u00bf]*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_-]{1,40})["']/.exec(head)?.[1] ?? 'utf-8'
}
