import { decode } from '../decode.ts'

const values: ReadonlyMap<string, number> = new Map(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('').flatMap((letter, value) => {
    const other = { '+': '-', '/': '_' }[letter]
    return other === undefined ? [[letter, value] as const] : [[letter, value] as const, [other, value] as const]
  }),
)

/** Bytes of base64 in either alphabet, with or without padding; `null` for a text that is none. */
function base64Bytes(text: string): Uint8Array | null {
  const digits = text.replace(/\s+/g, '').replace(/={1,2}$/, '')
  if (digits.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (const digit of digits) {
    const value = values.get(digit)
    if (value === undefined) return null
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at] = (held >> bits) & 0xff
    at += 1
  }
  return bytes
}

/** The UTF-8 text in base64; `null` where it is no base64 or no text. */
export function base64Text(text: string): string | null {
  const bytes = base64Bytes(text)
  if (bytes === null) return null
  try {
    return decode(bytes, 'utf-8')
  } catch {
    return null
  }
}

/** Lower-case hexadecimal digits of base64, `null` for a text that is none, or of nothing. */
export function base64Hex(text: string): string | null {
  const bytes = base64Bytes(text)
  if (bytes === null || bytes.length === 0) return null
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
