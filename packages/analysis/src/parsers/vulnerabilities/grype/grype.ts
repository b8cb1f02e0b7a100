import type { Finding } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { malformed } from '../../malformed.ts'
import { jsonOf, type ReportDocument } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { scannedDigests } from '../../scanned-digests.ts'
import { firstValueOf, valuesOf } from '../../values-of.ts'

/**
 * Grype's JSON, and its lines (`-o jsonl`), each of which is a match, as are the elements of the bare list of the first
 * versions: one finding per match, as listed; the same advisory at two paths is two matches, which a condition folds.
 * `ignoredMatches` are what the scan's own rules and VEX documents set aside: no findings. Ids of
 * `relatedVulnerabilities` are aliases (GHSA of a CVE and back). Xeol writes the same outer shape about end-of-life
 * software: matches without a `vulnerability` are not Grype's.
 *
 * A match says whether the vulnerability is known to be exploited only where the database knew it: from the sixth schema
 * of the database on, whose reports carry `epss` or `risk`.
 */
export const grypeParser: ReportParser = {
  matches: (document) => {
    if (isBareMatch(firstBareMatch(document))) return true
    const value = jsonOf(document)
    const matches = field(value, 'matches')
    if (!isObject(value) || !(Array.isArray(matches) || matches === null)) return false
    const name = fieldAt(value, 'descriptor', 'name')
    return (
      items(matches).every((one) => isObject(field(one, 'vulnerability'))) &&
      (['source', 'distro', 'descriptor', 'ignoredMatches'].some((key) => field(value, key) !== undefined) ||
        items(matches).length > 0) &&
      (items(matches).length > 0 || name === undefined || (text(name) ?? '').includes('grype'))
    )
  },
  parse: (document) => {
    const value = jsonOf(document)
    const matches = isBareMatch(firstBareMatch(document)) ? bareMatches(document) : items(field(value, 'matches'))
    const exploitation = matches.some((one) =>
      ['epss', 'knownExploited', 'risk'].some((key) => fieldAt(one, 'vulnerability', key) !== undefined),
    )
    return {
      evidence: [
        {
          kind: 'vulnerabilities',
          tool: 'Grype',
          findings: matches.map((one) => findingOfMatch(one, exploitation)),
          createdAt: instantOf(fieldAt(value, 'descriptor', 'timestamp')),
          databaseBuiltAt:
            instantOf(fieldAt(value, 'descriptor', 'db', 'status', 'built')) ??
            instantOf(fieldAt(value, 'descriptor', 'db', 'built')),
          failure: null,
          digests: digestsOf(fieldAt(value, 'source', 'target')),
        },
      ],
      warnings: [],
      tally: tallyOf(value, matches),
    }
  },
}

/** Of an image; the target of any other source is a path or a mapping without these. */
function digestsOf(target: unknown): readonly string[] {
  const names = [...items(field(target, 'repoDigests')), field(target, 'manifestDigest'), field(target, 'userInput')]
  return scannedDigests(names, field(target, 'imageID'))
}

/** What would be the first match where the report is nothing but matches. */
function firstBareMatch(document: ReportDocument): unknown {
  const first = firstValueOf(document)
  return Array.isArray(first) ? items(first)[0] : first
}

function isBareMatch(value: unknown): boolean {
  return (
    isObject(field(value, 'vulnerability')) &&
    isObject(field(value, 'artifact')) &&
    field(value, 'matchDetails') !== undefined
  )
}

function bareMatches(document: ReportDocument): readonly unknown[] {
  return [...valuesOf(document)]
    .flatMap((value) => (Array.isArray(value) ? items(value) : [value]))
    .map((value, at) => {
      if (!isBareMatch(value)) throw malformed('grype', 'a match of Grype', `something else at ${at + 1}`)
      return value
    })
}

function findingOfMatch(match: unknown, exploitation: boolean): Finding {
  const vulnerability = field(match, 'vulnerability')
  const artifact = field(match, 'artifact')
  const related = items(field(match, 'relatedVulnerabilities'))
  const fixed = items(fieldAt(vulnerability, 'fix', 'versions')).flatMap((one) => text(one) ?? [])
  const state = text(fieldAt(vulnerability, 'fix', 'state'))
  const scores = items(field(vulnerability, 'epss')).concat(related.flatMap((one) => items(field(one, 'epss'))))
  return findingOf({
    category: 'vulnerability',
    id: field(vulnerability, 'id'),
    aliases: related.map((one) => field(one, 'id')),
    word: field(vulnerability, 'severity'),
    title: field(vulnerability, 'description') ?? fieldAt(related[0], 'description'),
    location: text(fieldAt(items(field(artifact, 'locations'))[0], 'path')),
    package: {
      name: field(artifact, 'name'),
      version: field(artifact, 'version'),
      // Reports before 0.11 name one fixing version.
      fixed: fixed.length > 0 ? fixed.join(', ') : field(vulnerability, 'fixedInVersion'),
      purl: field(artifact, 'purl'),
      wontFix: state === 'wont-fix',
    },
    epss: field(scores[0], 'epss'),
    knownExploited: exploitation
      ? [vulnerability, ...related].some((one) => items(field(one, 'knownExploited')).length > 0)
      : undefined,
  })
}

function tallyOf(value: unknown, matches: readonly unknown[]) {
  const word = (match: unknown): string => (text(fieldAt(match, 'vulnerability', 'severity')) ?? '').toLowerCase()
  const distinct = new Map(
    matches.map((match) => [
      JSON.stringify([
        fieldAt(match, 'vulnerability', 'id'),
        fieldAt(match, 'artifact', 'name'),
        fieldAt(match, 'artifact', 'version'),
      ]),
      word(match),
    ]),
  )
  return {
    matches: matches.length,
    bySeverity: countBy(matches, word),
    distinct: distinct.size,
    distinctBySeverity: countBy(distinct.values(), (one) => one),
    fixStates: countBy(matches, (match) => text(fieldAt(match, 'vulnerability', 'fix', 'state')) ?? ''),
    ignored: items(field(value, 'ignoredMatches')).length,
  }
}
