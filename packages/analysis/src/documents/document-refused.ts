import { AnalysisError, type PolicyIssue } from '../errors.ts'

/** The documents that people write, by the code of their refusal. */
export type DocumentKind = 'policy' | 'waivers'

/** More faults than this are one fault too many to read. */
const maxIssues = 50

/** The error for a document with these issues; its message names the first. */
export function documentRefused(
  kind: DocumentKind,
  issues: readonly PolicyIssue[],
): AnalysisError<'policy-invalid' | 'waivers-invalid'> {
  const [first] = issues
  const line = first?.line ?? null
  const place =
    line === null ? (first?.pointer ?? '') : `line ${line}${first?.column === null ? '' : `, column ${first?.column}`}`
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  const said = `${place === '' ? '' : `${place}: `}${first?.message ?? ''}${more}`
  const details = { issues: issues.slice(0, maxIssues) }
  return kind === 'policy'
    ? new AnalysisError('policy-invalid', `The policy is not valid: ${said}`, details)
    : new AnalysisError('waivers-invalid', `The waivers are not valid: ${said}`, details)
}
