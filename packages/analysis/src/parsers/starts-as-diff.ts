import type { ReportDocument } from './report-document.ts'

const start = /^(?:diff --(?:git|cc|combined) |(?:From|commit) [0-9a-f]{40}|--- \S[^\n]*\n\+\+\+ \S)/

/**
 * True for a document that is a diff from its first line on. The code in it may hold lines of any other format, so it is
 * none of those that are found by a line somewhere.
 */
export function startsAsDiff({ syntax, head }: ReportDocument): boolean {
  return syntax === 'text' && start.test(head)
}
