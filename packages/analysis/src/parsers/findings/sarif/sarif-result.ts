import type { Severity } from '../../../evidence/index.ts'
import { plainPath, strictNumber } from '../../../units/index.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { severityOfWord } from '../../severity.ts'
import type { SarifRun } from './sarif-run.ts'

/** One result with everything resolved that SARIF lets a result leave out. */
export interface SarifResult {
  readonly ruleId: string
  readonly kind: string
  readonly level: string
  readonly explicitLevel: boolean
  readonly severity: Severity
  /** The severity before unknown words were folded: what the report itself means. */
  readonly severityWord: string
  readonly suppressed: boolean
  readonly baselineState: string | null
  readonly message: string
  readonly location: string | null
  /** Where else it is: the files of its further locations. */
  readonly otherLocations: readonly string[]
  /** Identity across commits, from the tool's fingerprints; `null` where it gives none. */
  readonly fingerprint: string | null
}

/** Kinds of results that are no problems. A kind that nobody knows is one. */
export const noProblems: ReadonlySet<string> = new Set(['pass', 'open', 'informational', 'notApplicable', 'review'])

const severityOfLevel: ReadonlyMap<string, Severity> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
  ['none', 'info'],
])

/**
 * Resolves a result.
 *
 * Level: its own; else the rule's `defaultConfiguration.level`; else `warning`; `none` where the kind is none of a problem.
 * Severity: the number or word in `security-severity` of the result, else of the rule (≥ 9 critical, ≥ 7 high,
 * ≥ 4 medium, > 0 low); without it error → high, warning → medium, note → low, none → info.
 */
export function readResult(result: unknown, run: SarifRun): SarifResult {
  const rule = run.ruleOf(result)
  const kind = text(field(result, 'kind')) ?? 'fail'
  const own = text(field(result, 'level'))
  const level =
    own ?? (noProblems.has(kind) ? 'none' : (text(fieldAt(rule, 'defaultConfiguration', 'level')) ?? 'warning'))
  const scored = securitySeverity(field(result, 'properties')) ?? securitySeverity(field(rule, 'properties'))
  const word = scored ?? severityOfLevel.get(level) ?? 'unknown'
  const ruleId =
    text(field(result, 'ruleId')) ?? text(fieldAt(result, 'rule', 'id')) ?? text(field(rule, 'id')) ?? 'unknown'
  const [first, ...others] = items(field(result, 'locations'))
  const location = locationOf(first, run)
  return {
    ruleId,
    kind,
    level,
    explicitLevel: own !== null,
    severity: severityOfWord(word),
    severityWord: word,
    suppressed: isSuppressed(result),
    baselineState: text(field(result, 'baselineState')),
    message: messageOf(result, rule),
    location,
    otherLocations: [...new Set(others.flatMap((one) => locationOf(one, run) ?? []))].filter((one) => one !== location),
    fingerprint: fingerprintOf(result, ruleId, run),
  }
}

/** The text of the message, or of the rule's message that it names, or what the rule says of itself. */
function messageOf(result: unknown, rule: unknown): string {
  const id = text(fieldAt(result, 'message', 'id'))
  return (
    text(fieldAt(result, 'message', 'text')) ??
    text(field(result, 'message')) ??
    (id === null ? null : text(fieldAt(rule, 'messageStrings', id, 'text'))) ??
    text(fieldAt(rule, 'shortDescription', 'text')) ??
    ''
  )
}

/**
 * Fingerprints identify a result by themselves; partial ones only what they were computed from, so that the rule and the
 * file belong to it. Of the partial ones only hashes and ids count: some tools put the author and the commit there.
 */
function fingerprintOf(result: unknown, ruleId: string, run: SarifRun): string | null {
  const whole = fingerprintText(field(result, 'fingerprints'), /./)
  if (whole !== null) return whole
  const partial = fingerprintText(field(result, 'partialFingerprints'), /hash|fingerprint|id(?:\/v\d+)?$/i)
  return partial === null ? null : `${ruleId} ${fileOf(items(field(result, 'locations'))[0], run) ?? ''} ${partial}`
}

/** Those of the names that are wanted; a value of several words is a sentence (`requires login`), no fingerprint. */
function fingerprintText(fingerprints: unknown, names: RegExp): string | null {
  if (!isObject(fingerprints)) return null
  const given = Object.entries(fingerprints)
    .flatMap(([name, value]) =>
      names.test(name) && typeof value === 'string' && /^\S+$/.test(value) ? [`${name}=${value}`] : [],
    )
    .sort()
  return given.length === 0 ? null : given.join(' ')
}

function securitySeverity(properties: unknown): string | null {
  const value = field(properties, 'security-severity')
  const score = typeof value === 'number' ? value : typeof value === 'string' ? strictNumber(value.trim()) : null
  if (score === null) return typeof value === 'string' && value.trim() !== '' ? value.trim().toLowerCase() : null
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : null
}

function isSuppressed(result: unknown): boolean {
  const suppressions = items(field(result, 'suppressions'))
  return (
    suppressions.length > 0 &&
    suppressions.every((one) => {
      const status = field(one, 'status') ?? 'accepted'
      return isObject(one) && status === 'accepted'
    })
  )
}

function locationOf(location: unknown, run: SarifRun): string | null {
  const file = fileOf(location, run)
  const line = fieldAt(location, 'physicalLocation', 'region', 'startLine')
  if (file === null) return null
  return typeof line === 'number' ? `${shortened(file)}:${line}` : shortened(file)
}

const longestPath = 300

/** What is cut off may hold a `..`, so that it is resolved before. */
function shortened(file: string): string {
  return file.length <= longestPath ? file : (plainPath(file) ?? `../${file}`).slice(0, longestPath)
}

/** The file of a location: by its address, or by its place in the run's list of artifacts. */
function fileOf(location: unknown, { artifacts }: SarifRun): string | null {
  const artifact = fieldAt(location, 'physicalLocation', 'artifactLocation')
  const index = field(artifact, 'index')
  return (
    text(field(artifact, 'uri')) ??
    (typeof index === 'number' ? text(fieldAt(artifacts[index], 'location', 'uri')) : null)
  )
}
