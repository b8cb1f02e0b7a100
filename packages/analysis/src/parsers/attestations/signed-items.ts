import { readReportDocument } from '../report-document.ts'
import type { ReportLimits } from '../limits.ts'
import { sigstoreBundles } from './sigstore-bundle/sigstore-bundle.ts'
import { signedDocuments } from './signed-documents.ts'

/** What somebody can check the signature of: a Sigstore bundle, or a DSSE envelope, as it stands in a report. */
export interface SignedItem {
  readonly kind: 'bundle' | 'envelope'
  readonly value: unknown
}

/**
 * The items of a report that was read as `sigstore-bundle` or `dsse`, one for each of its attestations and in their order;
 * none for other formats, which hold no signature.
 *
 * @throws AnalysisError as reading the report did.
 */
export function signedItems(bytes: Uint8Array, format: string, limits: ReportLimits): readonly SignedItem[] {
  switch (format) {
    case 'sigstore-bundle':
      return sigstoreBundles(readReportDocument(bytes, limits)).map((value) => ({ kind: 'bundle', value }))
    case 'dsse':
      return signedDocuments(readReportDocument(bytes, limits)).map((value) => ({ kind: 'envelope', value }))
    default:
      return []
  }
}
