import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import type { ReportDocument } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import type { Attestation } from '../../../evidence/index.ts'
import { base64Hex } from '../base64.ts'
import { envelopeOf } from '../envelope.ts'
import { firstSignedDocument, signedDocuments } from '../signed-documents.ts'
import { claimOf, statementWarnings } from '../statement.ts'

/** The names of digests as Sigstore writes them, and as everybody else does. */
const algorithms: Readonly<Record<string, string>> = {
  SHA2_256: 'sha256',
  SHA2_384: 'sha384',
  SHA2_512: 'sha512',
  SHA3_256: 'sha3-256',
  SHA3_384: 'sha3-384',
}

/**
 * Sigstore bundles (0.1 to 0.3), one, one per line or a list, also as the registries of npm and GitHub wrap them: an envelope with a statement, or a plain signature of an
 * artifact by its digest, with what is needed to check it. Reading checks nothing: what is read here is a claim. Who signed
 * is only said by a check, since anybody may have written the certificate in a bundle.
 */
export const sigstoreBundleParser: ReportParser = {
  matches: (document) => unwrapped(firstSignedDocument(document)).some(isBundle),
  parse: (document) => {
    const bundles = sigstoreBundles(document)
    bundles.forEach((bundle, at) => {
      if (!isBundle(bundle)) throw malformed('sigstore-bundle', 'a Sigstore bundle', `something else at ${at + 1}`)
    })
    const statements = bundles.flatMap((bundle) => envelopeOf(field(bundle, 'dsseEnvelope'))?.statement ?? [])
    const first = bundles[0]
    return {
      evidence: [{ kind: 'attestations', tool: 'Sigstore bundle', attestations: bundles.map(attestationOf) }],
      warnings: statements.flatMap(statementWarnings),
      tally: {
        bundles: bundles.length,
        mediaType: text(field(first, 'mediaType')),
        hasDsse: isObject(field(first, 'dsseEnvelope')),
        hasMessage: isObject(field(first, 'messageSignature')),
        tlog: items(fieldAt(first, 'verificationMaterial', 'tlogEntries')).length,
      },
    }
  },
}

/** The bundles of a report as they stand in it. */
export function sigstoreBundles(document: ReportDocument): readonly unknown[] {
  return signedDocuments(document).flatMap(unwrapped)
}

/** A bundle itself, or those within an answer of a registry (`attestations`) or of its command (`attestation`). */
function unwrapped(value: unknown): readonly unknown[] {
  const single = fieldAt(value, 'attestation', 'bundle')
  if (single !== undefined) return [single]
  const several = items(field(value, 'attestations'))
  return several.length > 0 ? several.map((one) => field(one, 'bundle')) : [value]
}

function isBundle(value: unknown): boolean {
  const isNamed = (text(field(value, 'mediaType')) ?? '').startsWith('application/vnd.dev.sigstore.bundle')
  const hasContent = isObject(field(value, 'dsseEnvelope')) || isObject(field(value, 'messageSignature'))
  return isNamed || (hasContent && isObject(field(value, 'verificationMaterial')))
}

function attestationOf(bundle: unknown): Attestation {
  const claim = claimOf(envelopeOf(field(bundle, 'dsseEnvelope'))?.statement ?? null)
  if (field(bundle, 'dsseEnvelope') !== undefined) return claim
  const algorithm = text(fieldAt(bundle, 'messageSignature', 'messageDigest', 'algorithm')) ?? ''
  const name = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm] : undefined
  const hex = base64Hex(text(fieldAt(bundle, 'messageSignature', 'messageDigest', 'digest')) ?? '')
  return name === undefined || hex === null ? claim : { ...claim, digests: [`${name}:${hex}`] }
}
