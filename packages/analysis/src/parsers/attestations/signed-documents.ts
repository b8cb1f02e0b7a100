import { items } from '../json-value.ts'
import type { ReportDocument } from '../report-document.ts'
import { firstValueOf, valuesOf } from '../values-of.ts'

/** What cosign writes above its answer; both end up in one file where a shell joined the two streams. */
const banner = /^Verification for \S.* --\r?$/m

/** The first of the signed documents, or of what a check of them says; `undefined` where there is none. */
export function firstSignedDocument(document: ReportDocument): unknown {
  const first = document.syntax === 'text' ? signedDocuments(document)[0] : firstValueOf(document)
  return Array.isArray(first) ? items(first)[0] : first
}

/**
 * All of them, in their order: JSON values one after another, the elements of lists, also those below cosign's banner.
 *
 * @throws AnalysisError `report-malformed` with the place that is no JSON; `report-over-limit`.
 */
export function signedDocuments(document: ReportDocument): readonly unknown[] {
  return [...valuesOf(belowBanner(document))].flatMap((value) => (Array.isArray(value) ? items(value) : [value]))
}

function belowBanner(document: ReportDocument): ReportDocument {
  if (document.syntax !== 'text' || !banner.test(document.head.slice(0, 4000))) return document
  const { text, head, limits } = document
  const start = /^[{[]/m.exec(head)?.index
  return start === undefined ? document : { syntax: 'json-stream', text: text.slice(start), head, limits, first: null }
}
