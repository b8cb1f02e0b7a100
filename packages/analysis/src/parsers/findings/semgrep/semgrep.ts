import type { Finding, ReportWarning, Severity } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { excerpt } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { severityOfWord } from '../../severity.ts'
import { isSupplyChain, readSupplyChain } from './supply-chain.ts'

/** The words of rules before severities had four grades; Semgrep itself shows them so. */
const gradeOfWord: ReadonlyMap<string, Severity> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['info', 'low'],
])

/**
 * Semgrep's JSON. ERROR, WARNING and INFO are high, medium and low; CRITICAL, HIGH, MEDIUM and LOW are what they say.
 * Results that a comment in the code sets aside (`is_ignored`) are suppressed.
 *
 * An entry of `errors` whose level is not `warn` or `info` ended a part of the scan (a rule that could not be read, a crash):
 * the report then proves nothing. Entries at level `warn` (files that were read in part, time-outs) are told in a warning. A list
 * of scanned files that is there and empty proves nothing either.
 *
 * What Semgrep's API answers about vulnerable packages (`vulns`) is evidence about these, and of no code.
 */
export const semgrepParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    if (isSupplyChain(value)) return true
    const results = field(value, 'results')
    if (!isObject(value) || !Array.isArray(results)) return false
    if (results.length > 0)
      return results.every((one) => text(field(one, 'check_id')) !== null && isObject(field(one, 'extra')))
    // Bandit has results and errors too, and metrics.
    return Array.isArray(field(value, 'errors')) && field(value, 'metrics') === undefined
  },
  parse: (document) => {
    const value = jsonOf(document)
    const results = items(field(value, 'results'))
    const errors = items(field(value, 'errors'))
    const packages = isSupplyChain(value) ? readSupplyChain(value) : null
    const fatal = errors.filter((one) => !/^(?:warn|warning|info)$/i.test(text(field(one, 'level')) ?? ''))
    return {
      evidence: [
        packages ?? {
          kind: 'findings',
          tool: 'Semgrep',
          findings: results.map(findingOfResult),
          createdAt: null,
          failure: failureOf(value, fatal),
        },
      ],
      warnings: warningsOf(value, errors.length - fatal.length),
      tally: {
        results: results.length,
        bySeverity: countBy(results, (one) => text(fieldAt(one, 'extra', 'severity'))),
        ignored: results.filter((one) => fieldAt(one, 'extra', 'is_ignored') === true).length,
        errors: errors.length,
        vulns: packages?.findings.length ?? 0,
      },
    }
  },
}

function failureOf(value: unknown, fatal: readonly unknown[]): string | null {
  if (fatal.length > 0)
    return `${fatal.length} errors ended parts of the scan, the first: ${excerpt(errorText(fatal[0]), 200)}`
  const scanned = fieldAt(value, 'paths', 'scanned')
  return Array.isArray(scanned) && scanned.length === 0 ? 'it scanned no file' : null
}

function errorText(error: unknown): string {
  return (
    text(field(error, 'message')) ??
    text(field(error, 'long_msg')) ??
    text(field(error, 'short_msg')) ??
    text(field(error, 'type')) ??
    'no message'
  )
}

function warningsOf(value: unknown, mild: number): readonly ReportWarning[] {
  const skipped = items(field(value, 'skipped_rules')).length
  return [
    ...(mild > 0 ? [{ code: 'scan-warnings', message: `${mild} files or rules were scanned in part only` }] : []),
    ...(skipped > 0 ? [{ code: 'rules-skipped', message: `${skipped} rules were skipped` }] : []),
  ]
}

function findingOfResult(result: unknown): Finding {
  const extra = field(result, 'extra')
  const word = text(field(extra, 'severity'))
  const path = text(field(result, 'path'))
  const line = fieldAt(result, 'start', 'line')
  const fingerprint = text(field(extra, 'fingerprint'))
  return findingOf({
    category: 'code',
    id: field(result, 'check_id'),
    word,
    severity: gradeOfWord.get((word ?? '').toLowerCase()) ?? severityOfWord(word),
    title: field(extra, 'message'),
    location: path === null ? null : typeof line === 'number' && line > 0 ? `${path}:${line}` : path,
    suppressed: field(extra, 'is_ignored') === true,
    // Without an account the tool writes a sentence in its place.
    fingerprint: fingerprint === null || /\s/.test(fingerprint) ? null : fingerprint,
  })
}
