import { readDocument } from '../../documents/index.ts'
import { lastWholeDay, oneLine, scopeOf, type ImportedWaiver, type ImportedWaivers } from './imported-waiver.ts'
import { entriesOf, listOf } from './plain-value.ts'

/**
 * The plain form: an id a line, `exp:2026-12-31` behind it, `#` comments. The comment lines directly above an id are its
 * reason, and so is a comment behind it. Trivy ends an exception as its day begins.
 */
export function importTrivyignore(text: string): ImportedWaivers {
  const waivers: ImportedWaiver[] = []
  const notes: string[] = []
  let comment: string[] = []
  for (const [index, written] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = written.trim()
    if (line === '') comment = []
    else if (line.startsWith('#')) comment.push(line.replace(/^#+/, '').trim())
    else {
      const [before, behind] = splitComment(line)
      const [id = '', ...fields] = before.split(/\s+/)
      const end = fields.find((field) => field.startsWith('exp:'))?.slice('exp:'.length)
      const until = end === undefined ? null : lastWholeDay(end)
      if (end !== undefined && until === null) {
        notes.push(`Line ${index + 1}: ${id} has the end '${end}', which is no day; Trivy leaves such a line out`)
      } else {
        const why = oneLine(behind) ?? oneLine(comment.join(' '))
        waivers.push({ line: index + 1, id, scope: scopeOf({}), who: null, why, until })
      }
      comment = []
    }
  }
  return { waivers, notes }
}

function splitComment(line: string): readonly [string, string | undefined] {
  const at = line.search(/\s#/)
  return at < 0 ? [line, undefined] : [line.slice(0, at), line.slice(at + 2)]
}

const sections = ['vulnerabilities', 'misconfigurations', 'secrets', 'licenses'] as const

/** The YAML form: `id`, `paths`, `purls`, `expired_at` and `statement`. Several paths or purls become a waiver each. */
export function importTrivyignoreYaml(text: string): ImportedWaivers {
  const { value, locate } = readDocument(text, 'waivers')
  const notes: string[] = []
  const waivers = sections.flatMap((section) =>
    listOf(entriesOf(value).get(section)).flatMap((one, index): readonly ImportedWaiver[] => {
      const entry = entriesOf(one)
      const id = oneLine(entry.get('id'))
      const { line } = locate([section, index])
      if (id === null) {
        notes.push(`Line ${line}: an exception of ${section} has no id and is not taken over`)
        return []
      }
      const end = entry.get('expired_at')
      const until = lastWholeDay(end)
      if (end !== undefined && end !== null && until === null) notes.push(`Line ${line}: the end of ${id} is no day`)
      const why = oneLine(entry.get('statement'))
      const paths = textsOf(entry.get('paths'))
      const purls = textsOf(entry.get('purls'))
      return paths.flatMap((path) =>
        purls.map((name) => ({ line, id, scope: scopeOf({ path, package: name }), who: null, why, until })),
      )
    }),
  )
  return { waivers, notes }
}

/** The texts of a list; `null` alone, for no limit, where there are none. */
function textsOf(value: unknown): readonly (string | null)[] {
  const texts = listOf(value).flatMap((one) => oneLine(one) ?? [])
  return texts.length === 0 ? [null] : texts
}
