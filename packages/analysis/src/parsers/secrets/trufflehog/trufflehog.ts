import type { ReportWarning, SecretsEvidence, SecretState } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { jsonLines } from '../../json-lines.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportDocument } from '../../report-document.ts'
import type { ParsedReport, ReportParser } from '../../report-parser.ts'
import { firstValueOf, valuesOf } from '../../values-of.ts'
import { distinctSecrets, type ListedSecret } from '../distinct-secrets.ts'
import { readScanLog } from './scan-log.ts'

/**
 * TruffleHog: version 3 (`--json`: one object per secret and place) and version 2 (`--json` of truffleHog, `--json-legacy`
 * of version 3: one object per file and commit, with `stringsFound`). One object per line, in any layout, or as one list.
 *
 * Lines of its log and its banner may stand between them and are passed over; a line that mentions a finding and is no
 * object by itself is refused, because a secret may be in it. Version 3 finds a secret again in each commit and with each
 * decoder: it counts once per detector and raw text. `Verified: false` with a `VerificationError` is `unknown`. Version 2
 * tries nothing out, so all of its secrets are `unknown`. No text of a secret is handed on, `Redacted` neither: for a
 * private key it holds the key's beginning.
 *
 * A report of zero bytes is what version 3 writes where it finds nothing, and where it crashes. A log that says that the
 * scan finished is a report by itself (see `readScanLog`). Whether verification was switched off (`--no-verification`) can
 * be seen only in a log: then every secret is `unknown`.
 */
export const trufflehogParser: ReportParser = {
  matches: (document) => {
    if (document.syntax === 'text') return document.head.split('\n').some((line) => isMarked(line.trim()))
    const first = firstValueOf(document)
    if (Array.isArray(first)) return isFinding(first[0])
    if (isFinding(first)) return true
    // A log may come first.
    return isLog(first) && document.head.split('\n').some((line) => isMarked(line.trim()))
  },
  parse: (document) => reportOf(objectsOf(document)),
  empty: () => reportOf({ objects: [], skipped: 0 }),
}

/** A line of JSON that only TruffleHog writes, told without reading it. */
function isMarked(line: string): boolean {
  if (!line.startsWith('{')) return false
  return (
    (line.includes('"SourceMetadata"') && line.includes('"DetectorName"')) ||
    (line.includes('"stringsFound"') && line.includes('"printDiff"')) ||
    /"logger"\s*:\s*"trufflehog/.test(line) ||
    (line.includes('"finished scanning"') && line.includes('"verified_secrets"'))
  )
}

function isFinding(value: unknown): boolean {
  return isVersion3(value) || isVersion2(value)
}

function isVersion3(value: unknown): boolean {
  return field(value, 'DetectorName') !== undefined && field(value, 'SourceMetadata') !== undefined
}

/** Rusty Hog writes `stringsFound` too, but no `printDiff`. */
function isVersion2(value: unknown): boolean {
  return field(value, 'stringsFound') !== undefined && field(value, 'printDiff') !== undefined
}

/** A line of a log: TruffleHog's (zap) or of what ran it. */
function isLog(value: unknown): boolean {
  return text(field(value, 'level')) !== null && (field(value, 'msg') ?? field(value, 'message')) !== undefined
}

interface Objects {
  readonly objects: readonly object[]
  /** Lines that are no JSON. */
  readonly skipped: number
}

function objectsOf(document: ReportDocument): Objects {
  const objects: object[] = []
  let skipped = 0
  const add = (value: unknown): void => {
    if (!isObject(value)) throw unexpected(value === null ? 'null' : typeof value)
    if (!isFinding(value) && !isLog(value)) throw unexpected('an object that is neither')
    objects.push(value)
  }
  if (document.syntax === 'text' || document.syntax === 'json-lines') {
    for (const { text: line, value, line: number } of jsonLines(document.text, document.limits)) {
      if (value !== undefined) add(value)
      else if (mentionsFinding(line)) throw unexpected('a line that is no object by itself', number)
      else skipped += 1
    }
  } else {
    for (const value of valuesOf(document)) {
      if (Array.isArray(value)) for (const one of items(value)) add(one)
      else add(value)
    }
  }
  return { objects, skipped }
}

/** A finding behind the time stamp of a pipeline's log, or written for people. */
function mentionsFinding(line: string): boolean {
  return /"(?:DetectorName|SourceMetadata|stringsFound)"|Found (?:un)?verified result|Detector Type:/.test(line)
}

function unexpected(received: string, line: number | null = null) {
  return malformed(
    'trufflehog',
    'findings of TruffleHog and lines of its log, as JSON',
    received,
    line === null ? null : { line, column: 1 },
  )
}

function reportOf({ objects, skipped }: Objects): Omit<ParsedReport, 'format'> {
  const version3 = objects.filter(isVersion3)
  const version2 = objects.filter((one) => !isVersion3(one) && isVersion2(one))
  const verified = version3.filter((one) => stateOf(one) === 'verified').length
  const unknown = version3.filter((one) => stateOf(one) === 'unknown').length
  const log = readScanLog(
    objects.filter((one) => !isFinding(one)),
    { verified, all: version3.length + version2.length },
  )
  const secrets = [...version3.map(ofVersion3), ...version2.flatMap(ofVersion2)]
  // Version 2 tries nothing out. In version 3 it can be switched off; one that was tried shows that it was not.
  const verifies = version2.length === 0 && (verified + unknown > 0 || !log.isUntried)
  const evidence: SecretsEvidence = {
    kind: 'secrets',
    tool: 'TruffleHog',
    verifies,
    secrets: distinctSecrets(secrets).map((one) => (verifies ? one : { ...one, state: 'unknown' })),
    createdAt: log.finishedAt,
    failure: log.failure,
  }
  const warnings: ReportWarning[] = [...log.warnings]
  if (skipped > 0)
    warnings.push({ code: 'lines-skipped', message: `${skipped} lines are no JSON and were passed over` })
  return {
    evidence: [evidence],
    warnings,
    tally: {
      objects: objects.length,
      v3: version3.length,
      verified,
      unknown,
      detectors: countBy(version3, (one) => text(field(one, 'DetectorName'))),
      distinctRaw: new Set(version3.map(keyOf)).size,
      v2Strings: version2.reduce((sum, one) => sum + items(field(one, 'stringsFound')).length, 0),
    },
  }
}

function stateOf(one: object): SecretState {
  const verified = field(one, 'Verified')
  if (verified === true) return 'verified'
  const failed = field(one, 'VerificationError')
  return verified === false && (failed === undefined || failed === null || failed === '') ? 'unverified' : 'unknown'
}

function keyOf(one: object): string {
  const raw = text(field(one, 'RawV2')) ?? text(field(one, 'Raw'))
  // Without the raw text nobody can say that two of them are the same.
  return JSON.stringify(
    raw === null ? [field(one, 'DetectorName'), null, field(one, 'SourceMetadata')] : [field(one, 'DetectorName'), raw],
  )
}

function ofVersion3(one: object): ListedSecret {
  const places = fieldAt(one, 'SourceMetadata', 'Data')
  const kind = isObject(places) ? (Object.keys(places)[0] ?? '') : ''
  const place = field(places, kind)
  const file = ['file', 'path', 'filename', 'key'].flatMap((name) => text(field(place, name)) ?? [])[0]
  const line = field(place, 'line')
  const location =
    file === undefined
      ? kind
      : typeof line === 'number' && line > 0
        ? `${excerpt(file, 300)}:${line}`
        : excerpt(file, 300)
  const rule = excerpt(text(field(one, 'DetectorName')) ?? 'unknown', 100)
  const commit = text(field(place, 'commit'))
  return {
    key: keyOf(one),
    since: instantOf(field(place, 'timestamp')),
    finding: {
      rule,
      state: stateOf(one),
      location: location === '' ? null : location,
      commit: commit === null ? null : excerpt(commit, 100),
      // A commit does not change any more: what it brought in is found there again.
      fingerprint: commit === null || location === kind ? null : excerpt(`${commit}:${location}:${rule}`, 500),
    },
  }
}

function ofVersion2(one: object): readonly ListedSecret[] {
  const rule = excerpt(text(field(one, 'reason')) ?? 'unknown', 100)
  const path = text(field(one, 'path'))
  const commit = text(field(one, 'commitHash'))
  const strings = items(field(one, 'stringsFound'))
  return (strings.length === 0 ? [null] : strings).map((found) => ({
    key: JSON.stringify([rule, found, ...(found === null ? [commit, path] : [])]),
    since: instantOf(field(one, 'date')),
    finding: {
      rule,
      state: 'unknown',
      location: path === null ? null : excerpt(path, 300),
      commit: commit === null ? null : excerpt(commit, 100),
      // Several may stand in one file of one commit.
      fingerprint: commit === null || strings.length > 1 ? null : excerpt(`${commit}:${path ?? ''}:${rule}`, 500),
    },
  }))
}
