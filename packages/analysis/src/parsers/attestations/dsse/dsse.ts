import { malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { envelopeOf } from '../envelope.ts'
import { firstSignedDocument, signedDocuments } from '../signed-documents.ts'
import { claimOf, statementWarnings } from '../statement.ts'

/**
 * DSSE envelopes: one, one per line (what `cosign verify-attestation` prints) or a list. Each envelope is one attestation.
 * Reading checks no signature: nothing is verified by what is read here. A payload that is no in-toto statement is kept,
 * about no artifact, with a warning; what is no envelope makes the report malformed.
 */
export const dsseParser: ReportParser = {
  matches: (document) => envelopeOf(firstSignedDocument(document)) !== null,
  parse: (document) => {
    const envelopes = signedDocuments(document).map((value, at) => {
      const envelope = envelopeOf(value)
      if (envelope === null)
        throw malformed('dsse', 'a DSSE envelope with payload and payloadType', `something else at ${at + 1}`)
      return envelope
    })
    return {
      evidence: [
        { kind: 'attestations', tool: 'DSSE', attestations: envelopes.map(({ statement }) => claimOf(statement)) },
      ],
      warnings: envelopes.flatMap(({ statement, signatures }, at) => [
        ...(statement === null
          ? [{ code: 'payload-is-no-statement', message: `The payload of envelope ${at + 1} is no in-toto statement` }]
          : statementWarnings(statement)),
        ...(signatures === 0
          ? [{ code: 'envelope-without-signature', message: `Envelope ${at + 1} has no signature` }]
          : []),
      ]),
      tally: {
        envelopes: envelopes.map(({ payloadType, signatures, statement }) => ({
          payloadType,
          predicateType: statement?.predicateType ?? null,
          type: statement?.type ?? null,
          signatures,
          subjects: statement?.subjects ?? 0,
        })),
      },
    }
  },
}
