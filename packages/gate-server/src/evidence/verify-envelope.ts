import { constants, verify, type KeyObject } from 'node:crypto'

/** A DSSE envelope whose texts are decoded. */
export interface OpenEnvelope {
  readonly payloadType: string
  readonly payload: Buffer
  readonly signatures: readonly Buffer[]
}

/** True where one of an envelope's signatures is by a key. */
export function isSignedBy({ payloadType, payload, signatures }: OpenEnvelope, key: KeyObject): boolean {
  const type = Buffer.from(payloadType)
  // What DSSE signs: type and payload with their lengths, so that neither can be taken for a part of the other.
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ])
  return signatures.some((signature) => schemesOf(key).some((scheme) => holds(scheme, signed, signature)))
}

interface Scheme {
  /** `null`: the key says it (Ed25519). */
  readonly digest: string | null
  readonly key: KeyObject | { readonly key: KeyObject; readonly padding: number; readonly saltLength: number }
}

/** The signature schemes that writers use with a kind of key. */
function schemesOf(key: KeyObject): readonly Scheme[] {
  if (key.asymmetricKeyType === 'ed25519') return [{ digest: null, key }]
  if (key.asymmetricKeyType === 'ec') return ['sha256', 'sha384', 'sha512'].map((digest) => ({ digest, key }))
  if (key.asymmetricKeyType !== 'rsa') return []
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
  return [
    { digest: 'sha256', key },
    { digest: 'sha512', key },
    { digest: 'sha256', key: pss },
  ]
}

function holds({ digest, key }: Scheme, signed: Buffer, signature: Buffer): boolean {
  try {
    return verify(digest, signed, key, signature)
  } catch {
    // A signature of another shape is one that does not hold.
    return false
  }
}
