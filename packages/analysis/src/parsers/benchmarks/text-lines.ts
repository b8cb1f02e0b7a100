import type { ReportDocument } from '../report-document.ts'
import { startsAsDiff } from '../starts-as-diff.ts'

/** Colours and other sequences that a terminal acts on. */
// oxlint-disable-next-line no-control-regex
const escapes = /\u001b\[[0-9;?]*[A-Za-z]/g

/** The lines of what a tool printed, without colours; a line that it wrote over (`\r`) is one of its own. */
export function textLines(text: string): readonly string[] {
  return text.replace(escapes, '').split(/\r\n|\n|\r/)
}

/** Most of a text that is searched for what tells its format. */
const mostSearched = 4 * 2 ** 20

/** The beginning of a document that is neither XML nor JSON: long, because builds and tests print before benchmarks do; nothing of a diff. */
export function plainTextOf(document: ReportDocument): string {
  return document.syntax === 'text' && !startsAsDiff(document) ? document.text.slice(0, mostSearched) : ''
}
