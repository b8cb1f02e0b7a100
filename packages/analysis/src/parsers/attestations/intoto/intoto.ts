import { malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { firstSignedDocument, signedDocuments } from '../signed-documents.ts'
import { claimOf, statementOf, statementWarnings } from '../statement.ts'

/**
 * Bare in-toto statements (0.1 and 1), one, one per line or a list. Nobody signed them in this form: they are claims
 * without a signer. Versions that are not known are read with a warning.
 */
export const intotoParser: ReportParser = {
  matches: (document) => statementOf(firstSignedDocument(document)) !== null,
  parse: (document) => {
    const statements = signedDocuments(document).map((value, at) => {
      const statement = statementOf(value)
      if (statement === null) throw malformed('intoto', 'an in-toto statement', `something else at ${at + 1}`)
      return statement
    })
    return {
      evidence: [{ kind: 'attestations', tool: 'in-toto', attestations: statements.map(claimOf) }],
      warnings: statements.flatMap(statementWarnings),
      tally: {
        statements: statements.length,
        type: statements[0]?.type ?? null,
        predicateType: statements[0]?.predicateType ?? null,
        subjects: statements[0]?.subjects ?? 0,
      },
    }
  },
}
