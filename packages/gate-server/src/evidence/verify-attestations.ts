import { createPublicKey, type KeyObject } from 'node:crypto'
import { bundleFromJSON, type Bundle } from '@sigstore/bundle'
import { HashAlgorithm, TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier, type SignedEntity, type Signer } from '@sigstore/verify'
import type { Attestation } from '@kosmos/analysis/evidence'
import { isKnownStatement, statementOfText, type SignedItem } from '@kosmos/analysis/parsers'
import type { TrustFiles } from './trust-material.ts'
import { isSignatureOfDigest } from './verify-digest.ts'
import { isSignedBy } from './verify-envelope.ts'

/** Checks signatures against the trust material that it was made with. */
export type VerifyAttestation = (item: SignedItem, claim: Attestation) => readonly Attestation[]

interface NamedKey {
  readonly name: string
  readonly key: KeyObject
}

/** The digest algorithms of Sigstore that artifacts are named by. */
const algorithms: ReadonlyMap<HashAlgorithm, string> = new Map([
  [HashAlgorithm.SHA2_256, 'sha256'],
  [HashAlgorithm.SHA2_384, 'sha384'],
  [HashAlgorithm.SHA2_512, 'sha512'],
])
const statementType = /^application\/vnd\.in-toto(?:\.[a-z0-9-]+)*\+json$/

/** A root that only keys are trusted by: no authority, no log. */
const noRoot: TrustedRoot = {
  mediaType: '',
  tlogs: [],
  certificateAuthorities: [],
  ctlogs: [],
  timestampAuthorities: [],
}

/**
 * Makes a check of signatures, offline, against trusted roots and public keys.
 *
 * A bundle with a certificate holds if a trusted authority issued the certificate, it was valid at a time that a trusted
 * log or timestamp authority vouches for, the log has the entry (where the root knows logs), and the signature is of what
 * the bundle says. A bundle or an envelope signed with a key holds if it is signed with one of the keys; entries of a log
 * are checked as well where there is a root. What was signed is taken from the bytes that were checked, not from what the
 * report was read as. An envelope that several keys signed gives an attestation for each.
 *
 * What there is no trust material for stays a claim: a certificate without a root, an envelope without a key.
 */
export function createVerifier({ roots, keys }: TrustFiles): VerifyAttestation {
  const trusted = roots.map((text) => TrustedRoot.fromJSON(JSON.parse(text)))
  const named = keys.map(({ name, pem }) => ({ name, key: createPublicKey(pem) }))
  return (item, claim) => {
    try {
      return item.kind === 'bundle'
        ? verifyBundle(item.value, claim, trusted, named)
        : verifyEnvelope(item.value, claim, named)
    } catch (error) {
      return [refused(claim, error)]
    }
  }
}

function verifyBundle(
  value: unknown,
  claim: Attestation,
  roots: readonly TrustedRoot[],
  keys: readonly NamedKey[],
): readonly Attestation[] {
  const bundle = bundleFromJSON(value)
  if (bundle.verificationMaterial.content.$case === 'publicKey') {
    if (keys.length === 0) return [claim]
    const signer = firstThatHolds(keys, ({ key, name }) => {
      const signed = keySigner(bundle, key, roots)
      return { signed, name }
    })
    return [verified(claim, bundle, signer.name, null)]
  }
  if (roots.length === 0) return [claim]
  const { identity } = firstThatHolds(roots, (root) => certificateSigner(bundle, root))
  return [verified(claim, bundle, identity?.subjectAlternativeName ?? null, identity?.extensions?.issuer ?? null)]
}

function certificateSigner(bundle: Bundle, root: TrustedRoot): Signer {
  // A root without logs is one whose signers are only seen by timestamp authorities; a time is needed in any case.
  const verifier = new Verifier(toTrustMaterial(root), {
    ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
    tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
    timestampThreshold: 1,
  })
  return verifier.verify(entityOf(bundle))
}

function keySigner(bundle: Bundle, key: KeyObject, roots: readonly TrustedRoot[]): Signer {
  const entity = entityOf(bundle)
  const none = { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 0 }
  const keyFinder = (): { publicKey: KeyObject; validFor: () => boolean } => ({ publicKey: key, validFor: () => true })
  if (roots.length === 0)
    return new Verifier(toTrustMaterial(noRoot, keyFinder), none).verify({ ...entity, timestamps: [], tlogEntries: [] })
  return firstThatHolds(roots, (root) => new Verifier(toTrustMaterial(root, keyFinder), none).verify(entity))
}

/** What the library checks. It wants the artifact for a plain signature; here its digest is enough. */
function entityOf(bundle: Bundle): SignedEntity {
  const entity = toSignedEntity(bundle, Buffer.alloc(0))
  if (bundle.content.$case === 'dsseEnvelope') return entity
  const { messageDigest, signature } = bundle.content.messageSignature
  const isSame = (digest: Buffer): boolean => digest.equals(messageDigest.digest)
  return {
    ...entity,
    signature: {
      signature,
      compareSignature: (other) => other.equals(signature),
      compareDigest: isSame,
      compareSignedDigest: isSame,
      verifySignature: (key) =>
        isSignatureOfDigest(key, algorithms.get(messageDigest.algorithm) ?? '', messageDigest.digest, signature),
    },
  }
}

function verified(claim: Attestation, bundle: Bundle, identity: string | null, issuer: string | null): Attestation {
  if (bundle.content.$case === 'dsseEnvelope') {
    const { payloadType, payload } = bundle.content.dsseEnvelope
    return { ...claim, state: 'verified', identity, issuer, ...statementIn(payloadType, payload) }
  }
  const { algorithm, digest } = bundle.content.messageSignature.messageDigest
  const digests = [`${algorithms.get(algorithm) ?? 'unknown'}:${digest.toString('hex')}`]
  return { ...claim, state: 'verified', identity, issuer, digests, predicateType: null }
}

function verifyEnvelope(value: unknown, claim: Attestation, keys: readonly NamedKey[]): readonly Attestation[] {
  if (keys.length === 0) return [claim]
  const envelope = openEnvelope(value)
  const signers = keys.filter(({ key }) => isSignedBy(envelope, key))
  if (signers.length === 0) {
    throw new Error(`none of its ${envelope.signatures.length} signatures is by one of the ${keys.length} keys`)
  }
  const statement = statementIn(envelope.payloadType, envelope.payload)
  return signers.map(({ name }) => ({ ...claim, state: 'verified', identity: name, issuer: null, ...statement }))
}

function openEnvelope(value: unknown): { payloadType: string; payload: Buffer; signatures: readonly Buffer[] } {
  const of = (object: unknown, name: string): unknown =>
    typeof object === 'object' && object !== null ? Object.getOwnPropertyDescriptor(object, name)?.value : undefined
  const [payloadType, payload, signatures] = [of(value, 'payloadType'), of(value, 'payload'), of(value, 'signatures')]
  if (typeof payloadType !== 'string' || typeof payload !== 'string' || !Array.isArray(signatures)) {
    throw new Error('it is no envelope')
  }
  return {
    payloadType,
    payload: Buffer.from(payload, 'base64'),
    signatures: signatures.map((one: unknown) => {
      const signature = of(one, 'sig')
      return Buffer.from(typeof signature === 'string' ? signature : '', 'base64')
    }),
  }
}

/** What a checked payload says. */
function statementIn(payloadType: string, payload: Buffer): Pick<Attestation, 'digests' | 'predicateType'> {
  if (!statementType.test(payloadType)) throw new Error(`its payload is of type '${payloadType.slice(0, 100)}'`)
  const statement = statementOfText(payload.toString('utf8'))
  if (statement === null || !isKnownStatement(statement)) {
    throw new Error('its payload is no in-toto statement of version 0.1 or 1')
  }
  return { digests: statement.digests, predicateType: statement.predicateType }
}

/** The answer about the first of some candidates that does not throw; the last fault where all do. */
function firstThatHolds<Candidate, Answer>(
  candidates: readonly Candidate[],
  check: (candidate: Candidate) => Answer,
): Answer {
  let last: unknown = new Error('there is nothing to check it with')
  for (const candidate of candidates) {
    try {
      return check(candidate)
    } catch (error) {
      last = error
    }
  }
  throw last
}

function refused(claim: Attestation, error: unknown): Attestation {
  const said = error instanceof Error ? error.message : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return { ...claim, state: 'refused', refusal: `${said}${cause}`.slice(0, 300) }
}
