import { field, items, text } from '../json-value.ts'
import { base64Text } from './base64.ts'
import { statementOfText, type Statement } from './statement.ts'

/** A DSSE envelope: a payload with its type and signatures. */
export interface Envelope {
  readonly payloadType: string
  readonly signatures: number
  /** `null` where the payload is no in-toto statement. */
  readonly statement: Statement | null
}

/** Reads an envelope, without a look at its signatures; `null` for what is none. */
export function envelopeOf(value: unknown): Envelope | null {
  const payloadType = field(value, 'payloadType')
  const payload = field(value, 'payload')
  if (typeof payloadType !== 'string' || typeof payload !== 'string') return null
  const decoded = base64Text(payload)
  return {
    payloadType,
    signatures: items(field(value, 'signatures')).length,
    statement: decoded === null || text(decoded) === null ? null : statementOfText(decoded),
  }
}
