import { readDocument } from '../../documents/index.ts'
import { lastWholeDay, oneLine, scopeOf, type ImportedWaiver, type ImportedWaivers } from './imported-waiver.ts'
import { withoutComments } from './json-with-comments.ts'
import { entriesOf, listOf } from './plain-value.ts'

const advisory = /^(?:GHSA(?:-[0-9a-z]{4}){3}|CVE-\d{4}-\d+|\d+)$/i

/**
 * The `allowlist` of audit-ci: texts, and records of one text with `active`, `notes` and `expiry`. `id|a>b>c` becomes the
 * package at the end of the path: wider than it was, and told. Entries that name a package and no advisory are not taken
 * over: a waiver names its finding.
 */
export function importAuditCi(text: string): ImportedWaivers {
  const { value, locate } = readDocument(withoutComments(text), 'waivers')
  const notes: string[] = []
  const settings = entriesOf(value)
  const waivers = listOf(settings.get('allowlist')).flatMap((one, index) => {
    const { line } = locate(['allowlist', index])
    const records: readonly (readonly [string, unknown])[] = typeof one === 'string' ? [[one, {}]] : [...entriesOf(one)]
    if (records.length === 0) notes.push(`Line ${line}: an entry is neither a text nor a record and is not taken over`)
    return records.flatMap(([name, about]) => waiverOf(name, entriesOf(about), line, notes))
  })
  for (const old of ['whitelist', 'advisories', 'path-whitelist']) {
    if (settings.has(old)) notes.push(`'${old}' is of an old version of audit-ci and is not taken over`)
  }
  return { waivers, notes }
}

function waiverOf(
  name: string,
  about: ReadonlyMap<string, unknown>,
  line: number | null,
  notes: string[],
): readonly ImportedWaiver[] {
  const [id = '', path] = name.split('|').map((part) => part.trim())
  if (!advisory.test(id)) {
    notes.push(`Line ${line}: '${name}' names no advisory and is not taken over: a waiver names its finding`)
    return []
  }
  if (about.get('active') === false) {
    notes.push(`Line ${line}: '${name}' is not active and is not taken over`)
    return []
  }
  const end = about.get('expiry')
  const until = lastWholeDay(end)
  if (end !== undefined && end !== null && until === null) {
    notes.push(
      `Line ${line}: '${name}' ends ${JSON.stringify(end)}, which is no day of ISO 8601: name one with --until`,
    )
  }
  const last = path?.split('>').at(-1)?.trim() ?? ''
  const isLimited = last !== '' && last !== '*'
  if (isLimited)
    notes.push(`Line ${line}: '${name}' is limited to a path; the waiver holds for '${last}' wherever it is`)
  const scope = scopeOf(isLimited ? { package: last } : {})
  return [{ line, id, scope, who: null, why: oneLine(about.get('notes')), until }]
}
