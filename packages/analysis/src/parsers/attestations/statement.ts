import type { Attestation } from '../../evidence/index.ts'
import { defaultReportLimits } from '../limits.ts'
import { field, isObject, items, text } from '../json-value.ts'
import { readJson } from '../read-json.ts'
import type { ReportWarning } from '../../evidence/index.ts'
import { excerpt } from '../malformed.ts'

/** An in-toto statement: that something holds of some artifacts. */
export interface Statement {
  /** `_type`: the version of the format. */
  readonly type: string | null
  readonly predicateType: string | null
  readonly subjects: number
  /** `sha256:…` of each subject, in lower case; other algorithms by their own name. */
  readonly digests: readonly string[]
}

/** The versions of the format whose meaning is known. */
const knownTypes: ReadonlySet<string> = new Set([
  'https://in-toto.io/Statement/v0.1',
  'https://in-toto.io/Statement/v1',
])

/** Reads a statement; `null` for what has none of its fields. */
export function statementOf(value: unknown): Statement | null {
  const type = text(field(value, '_type'))
  const predicateType = text(field(value, 'predicateType'))
  const subjects = field(value, 'subject')
  if (type === null || (predicateType === null && !Array.isArray(subjects))) return null
  return {
    type,
    predicateType,
    subjects: items(subjects).length,
    digests: items(subjects).flatMap((subject) => digestsOf(field(subject, 'digest'))),
  }
}

/** The statement in the payload of an envelope, given as text; `null` where it is none. */
export function statementOfText(payload: string): Statement | null {
  try {
    return statementOf(readJson(payload, defaultReportLimits))
  } catch {
    // A payload may be anything; what is no statement says nothing about an artifact.
    return null
  }
}

/** False for a version of the format that is not known, whose fields may mean something else. */
export function isKnownStatement({ type }: Statement): boolean {
  return type !== null && knownTypes.has(type)
}

/** What a reader should know about a statement. */
export function statementWarnings(statement: Statement): readonly ReportWarning[] {
  const unknown = {
    code: 'statement-version-unknown',
    message: `Expected an in-toto statement of version 0.1 or 1, got '${excerpt(statement.type ?? '')}'`,
  }
  const none = { code: 'statement-without-digest', message: 'A statement names no digest, so it is about no artifact' }
  return [...(isKnownStatement(statement) ? [] : [unknown]), ...(statement.digests.length === 0 ? [none] : [])]
}

/** A statement as an attestation that nobody checked. */
export function claimOf(statement: Statement | null): Attestation {
  return {
    state: 'claimed',
    checkedBy: null,
    refusal: null,
    digests: statement?.digests ?? [],
    identity: null,
    issuer: null,
    predicateType: statement?.predicateType ?? null,
  }
}

function digestsOf(digest: unknown): readonly string[] {
  if (!isObject(digest)) return []
  return Object.keys(digest).flatMap((algorithm) => {
    const hex = text(field(digest, algorithm))
    return hex === null ? [] : [`${algorithm}:${hex.toLowerCase()}`]
  })
}
