import type { Attestation } from '../../../src/evidence/index.ts'
import { parse } from '../read.ts'

export const digest = 'sha256:' + 'ab'.repeat(32)

/** A statement of provenance about one artifact, as JSON. */
export function statement(fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'app', digest: { sha256: 'AB'.repeat(32) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {},
    ...fields,
  })
}

export function envelope(payload: string): Readonly<Record<string, unknown>> {
  return {
    payloadType: 'application/vnd.in-toto+json',
    payload: Buffer.from(payload).toString('base64'),
    signatures: [{ sig: 'MEUC' }],
  }
}

/** The attestations that a report is read as. */
export function attestationsOf(text: string): readonly Attestation[] {
  return parse(text).evidence.flatMap((one) => (one.kind === 'attestations' ? one.attestations : []))
}
