import type { Attestation } from '../../../evidence/index.ts'
import { field, fieldAt, isObject, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { firstSignedDocument, signedDocuments } from '../signed-documents.ts'

/** Where a certificate of Fulcio says the issuer, in the older and the newer form. */
const issuerExtensions = ['1.3.6.1.4.1.57264.1.8', '1.3.6.1.4.1.57264.1.1'] as const

/**
 * What `cosign verify` prints: a list of signatures, one per line, or one alone; above it may stand cosign's banner. It is
 * the output of a check that someone else ran, so each entry is a claim. `[]` says that there is no signature: it is read,
 * with no attestation, and nothing passes on it. An entry without a digest is about no artifact; what is no entry makes the
 * report malformed.
 */
export const cosignVerifyParser: ReportParser = {
  matches: (document) =>
    isEntry(firstSignedDocument(document)) ||
    (document.syntax === 'json' && Array.isArray(document.value) && document.value.length === 0),
  parse: (document) => {
    const entries = signedDocuments(document)
    entries.forEach((entry, at) => {
      if (!isEntry(entry))
        throw malformed('cosign-verify', "an entry of 'cosign verify'", `something else at ${at + 1}`)
    })
    return {
      evidence: [{ kind: 'attestations', tool: 'cosign verify', attestations: entries.map(attestationOf) }],
      warnings: [],
      tally: { entries: entries.length, digests: entries.flatMap((entry) => digestOf(entry) ?? []) },
    }
  },
}

function isEntry(value: unknown): boolean {
  return isObject(field(value, 'critical'))
}

function digestOf(entry: unknown): string | null {
  return text(fieldAt(entry, 'critical', 'image', 'docker-manifest-digest'))
}

function attestationOf(entry: unknown): Attestation {
  const optional = field(entry, 'optional')
  const digest = digestOf(entry)?.toLowerCase() ?? null
  return {
    state: 'claimed',
    checkedBy: 'cosign verify',
    refusal: null,
    digests: digest === null ? [] : [digest],
    identity: text(field(optional, 'Subject')),
    issuer:
      [text(field(optional, 'Issuer')), ...issuerExtensions.map((name) => text(field(optional, name)))].find(
        (one) => one !== null,
      ) ?? null,
    predicateType: null,
  }
}
