import type { AffectedPackage, Finding, Severity } from '../evidence/index.ts'
import { strictNumber } from '../units/index.ts'
import { instantOf } from './instant.ts'
import { text } from './json-value.ts'
import { excerpt } from './malformed.ts'
import { severityOfWord } from './severity.ts'

/** One entry of a report, its fields as they came. What is `unknown` here may be anything. */
export interface ListedFinding {
  readonly category: Finding['category']
  readonly id: unknown
  readonly aliases?: readonly unknown[]
  /** The report's own word. */
  readonly word: unknown
  /** Where the word is not one that the common map knows by itself. */
  readonly severity?: Severity
  readonly title?: unknown
  readonly location?: string | null
  readonly otherLocations?: readonly string[]
  readonly package?: ListedPackage | null
  readonly suppressed?: boolean
  readonly isNew?: boolean | undefined
  readonly epss?: unknown
  readonly knownExploited?: boolean | undefined
  readonly publishedAt?: unknown
  readonly fingerprint?: unknown
}

/** The package of an entry. */
export interface ListedPackage {
  readonly name: unknown
  readonly version: unknown
  /** The fixing version, or a range of such versions. */
  readonly fixed?: unknown
  /** Where the report says that a fix exists without naming it. */
  readonly fixable?: boolean
  readonly purl?: unknown
  readonly wontFix?: boolean
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] }

/**
 * An entry as a finding. An entry without an id is known by its title, and where that is missing too by `unknown`: it is
 * counted all the same.
 */
export function findingOf(listed: ListedFinding): Finding {
  const word = text(listed.word)
  const title = text(listed.title)
  const shown = title === null ? null : excerpt(title, 300)
  const id = text(listed.id) ?? shown ?? 'unknown'
  const finding: Writable<Finding> = {
    category: listed.category,
    id,
    aliases: listed.aliases === undefined ? [] : idsOf(listed.aliases, id),
    severity: listed.severity ?? severityOfWord(word),
    severityWord: word,
    title: shown,
    location: listed.location ?? null,
    package: listed.package === undefined || listed.package === null ? null : packageOf(listed.package),
    suppressed: listed.suppressed === true,
  }
  if (listed.otherLocations !== undefined && listed.otherLocations.length > 0)
    finding.otherLocations = listed.otherLocations
  if (listed.isNew !== undefined) finding.isNew = listed.isNew
  const epss = probabilityOf(listed.epss)
  if (epss !== null) finding.epss = epss
  if (listed.knownExploited !== undefined) finding.knownExploited = listed.knownExploited
  const publishedAt = instantOf(listed.publishedAt)
  if (publishedAt !== null) finding.publishedAt = publishedAt
  const fingerprint = text(listed.fingerprint)
  if (fingerprint !== null) finding.fingerprint = fingerprint.slice(0, 300)
  return finding
}

function packageOf(listed: ListedPackage): AffectedPackage {
  const fixedVersion = text(listed.fixed)
  const found: Writable<AffectedPackage> = {
    name: text(listed.name) ?? 'unknown',
    installedVersion: text(listed.version),
    fixedVersion,
    fixable: listed.fixable ?? fixedVersion !== null,
    purl: text(listed.purl),
  }
  if (listed.wontFix === true) found.wontFix = true
  return found
}

/** Each id once, without the finding's own one. */
function idsOf(values: readonly unknown[], own: string): readonly string[] {
  const ids = new Set(values.flatMap((value) => text(value) ?? []))
  ids.delete(own)
  return [...ids]
}

function probabilityOf(value: unknown): number | null {
  const number = typeof value === 'string' ? strictNumber(value.trim()) : value
  return typeof number === 'number' && number >= 0 && number <= 1 ? number : null
}
