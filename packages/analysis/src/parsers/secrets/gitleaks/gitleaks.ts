import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { field, isObject, items, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ParsedReport, ReportParser } from '../../report-parser.ts'
import { distinctSecrets, type ListedSecret } from '../distinct-secrets.ts'

/** The names of the fields in version 8 and in version 7. */
interface Names {
  readonly rule: readonly string[]
  readonly secret: string
  readonly file: string
  readonly line: string
  readonly commit: string
  readonly date: string
}

const version8: Names = {
  rule: ['RuleID', 'Description'],
  secret: 'Secret',
  file: 'File',
  line: 'StartLine',
  commit: 'Commit',
  date: 'Date',
}
const version7: Names = {
  rule: ['rule'],
  secret: 'offender',
  file: 'file',
  line: 'lineNumber',
  commit: 'commit',
  date: 'date',
}

/**
 * Gitleaks of version 8 (`RuleID`, `Secret`) and of version 7 and before (`rule`, `offender`), as its JSON list.
 *
 * A secret counts once per rule and text, however many commits hold it. Gitleaks tries nothing out, so the state of each is
 * `unknown`. Its fingerprint is the tool's own (commit, file, rule, line). Neither the secret nor its line is handed on;
 * with `--redact` every secret has the same text, and then each place counts. `[]` and `null`, which are written where
 * nothing is found, are no mark of a format: they are read where the caller names it.
 */
export const gitleaksParser: ReportParser = {
  matches: (document) => namesOf(jsonOf(document)) !== null,
  matchesNamed: (document) =>
    (document.syntax === 'json' && Array.isArray(document.value) && document.value.length === 0) ||
    (document.syntax === 'text' && document.head.trim() === 'null'),
  parse: (document) => {
    const value = jsonOf(document)
    const names = namesOf(value) ?? version8
    const listed = items(value).map((one) => secretOf(one, names))
    return reportOf(items(value), names, listed)
  },
}

function namesOf(value: unknown): Names | null {
  const first = items(value)[0]
  const has = (...names: readonly string[]): boolean => names.every((name) => field(first, name) !== undefined)
  if (has('RuleID', 'File') || has('Description', 'Secret', 'Match')) return version8
  return has('rule', 'offender', 'commit') ? version7 : null
}

function secretOf(one: unknown, names: Names): ListedSecret {
  if (!isObject(one)) throw malformed('gitleaks', 'an object for each secret', one === null ? 'null' : typeof one)
  const rule = names.rule.flatMap((name) => text(field(one, name)) ?? [])[0]
  const file = text(field(one, names.file))
  if (rule === undefined) throw malformed('gitleaks', `a rule for each secret (${names.rule[0] ?? ''})`, 'none')
  const line = field(one, names.line)
  const commit = text(field(one, names.commit))
  const secret = text(field(one, names.secret))
  const location =
    file === null ? null : typeof line === 'number' && line > 0 ? `${excerpt(file, 300)}:${line}` : excerpt(file, 300)
  const own = text(field(one, 'Fingerprint'))
  const made = commit === null || location === null ? null : `${commit}:${location}:${rule}`
  return {
    key: JSON.stringify(isRedacted(secret) ? [rule, null, commit, file, line] : [rule, secret]),
    since: instantOf(field(one, names.date)),
    finding: {
      rule: excerpt(rule, 100),
      state: 'unknown',
      location,
      commit: commit === null ? null : excerpt(commit, 100),
      fingerprint: own === null ? (made === null ? null : excerpt(made, 500)) : excerpt(own, 500),
    },
  }
}

function isRedacted(secret: string | null): boolean {
  return secret === null || /^REDACTED$|^\*+$|\.\.\.$/.test(secret)
}

function reportOf(
  raw: readonly unknown[],
  names: Names,
  listed: readonly ListedSecret[],
): Omit<ParsedReport, 'format'> {
  const secrets = distinctSecrets(listed)
  const rules = countBy(listed, ({ finding }) => finding.rule)
  return {
    evidence: [{ kind: 'secrets', tool: 'gitleaks', verifies: false, secrets, createdAt: null, failure: null }],
    warnings: [],
    tally: {
      findings: raw.length,
      secrets: raw.length,
      objects: raw.length,
      byRule: rules,
      rules,
      distinct: secrets.length,
      distinctSecrets: new Set(raw.map((one) => text(field(one, names.secret)))).size,
      files: new Set(raw.map((one) => text(field(one, names.file)))).size,
      commits: new Set(raw.map((one) => text(field(one, names.commit)))).size,
    },
  }
}
