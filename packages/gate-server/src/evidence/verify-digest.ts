import { constants, publicDecrypt, type KeyObject } from 'node:crypto'
import { p256, p384, p521 } from '@noble/curves/nist.js'

const curves = { prime256v1: p256, secp384r1: p384, secp521r1: p521 } as const

/** What stands before a digest in a signature of RSA: the name of its algorithm, in DER. */
const rsaPrefixes: ReadonlyMap<string, string> = new Map([
  ['sha256', '3031300d060960864801650304020105000420'],
  ['sha384', '3041300d060960864801650304020205000430'],
  ['sha512', '3051300d060960864801650304020305000440'],
])

/**
 * True where a signature is of a digest. The platform only checks signatures of whole messages, and an artifact is not at
 * hand where only its digest is: so the curves are computed here. RSA is checked with PKCS #1 padding. Ed25519 signs a
 * message, never its digest: false.
 *
 * @param algorithm - that made the digest: `sha256`, `sha384` or `sha512`; false for another one.
 */
export function isSignatureOfDigest(
  key: KeyObject,
  algorithm: string,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const prefix = rsaPrefixes.get(algorithm)
  if (prefix === undefined || digest.length * 2 !== Number(algorithm.slice(3)) / 4) return false
  if (key.asymmetricKeyType === 'rsa') {
    const padded = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature)
    return padded.equals(Buffer.concat([Buffer.from(prefix, 'hex'), digest]))
  }
  const name = key.asymmetricKeyDetails?.namedCurve
  const curve = name === 'prime256v1' || name === 'secp384r1' || name === 'secp521r1' ? curves[name] : null
  if (key.asymmetricKeyType !== 'ec' || curve === null) return false
  const { x, y } = key.export({ format: 'jwk' })
  if (x === undefined || y === undefined) return false
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return curve.verify(signature, digest, point, { prehash: false, lowS: false, format: 'der' })
}
