import { jsonLines } from '../json-lines.ts'
import { items } from '../json-value.ts'
import { malformed } from '../malformed.ts'
import { readJson } from '../read-json.ts'
import { jsonOf, type ReportDocument } from '../report-document.ts'

/** What cosign writes above its answer; both end up in one file where a shell joined the two streams. */
const banner = /^Verification for \S.* --\r?$/m

/** The first of the signed documents, or of what a check of them says; `undefined` where there is none. */
export function firstSignedDocument(document: ReportDocument): unknown {
  switch (document.syntax) {
    case 'json':
      return Array.isArray(document.value) ? document.value[0] : document.value
    case 'json-lines':
      return document.first
    case 'text':
      return banner.test(document.text.slice(0, 4000)) ? signedDocuments(document, null)[0] : undefined
    case 'xml':
      return undefined
  }
}

/**
 * All of them, in their order: the elements of a JSON list, one JSON document, one per line, or those below cosign's
 * banner.
 *
 * @param format - for the refusal.
 * @throws AnalysisError `report-malformed` with the line that is no JSON.
 */
export function signedDocuments(document: ReportDocument, format: string | null): readonly unknown[] {
  if (document.syntax === 'json') {
    return listOf(jsonOf(document))
  }
  if (document.syntax === 'text') return belowBanner(document)
  return [...jsonLines(document.text, document.limits)].flatMap(({ value, line, text }) => {
    if (value === undefined)
      throw malformed(format, 'one JSON document per line', `'${text.slice(0, 20)}'`, { line, column: 1 })
    return listOf(value)
  })
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? items(value) : [value]
}

function belowBanner({ text, limits }: ReportDocument): readonly unknown[] {
  const start = /^[{[]/m.exec(text.slice(0, 10_000))?.index
  if (start === undefined) return []
  const below = text.slice(start).trim()
  const lines = [...jsonLines(below, limits)]
  if (lines.every(({ value }) => value !== undefined)) {
    return lines.flatMap(({ value }) => listOf(value))
  }
  return listOf(readJson(below, limits))
}
