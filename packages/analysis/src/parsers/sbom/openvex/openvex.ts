import type { ReportWarning, VexStatement, VexStatus } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, isObject, items, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { instantOf } from '../../instant.ts'

const statuses: ReadonlyMap<string, VexStatus> = new Map([
  ['not_affected', 'not_affected'],
  ['affected', 'affected'],
  ['fixed', 'fixed'],
  ['under_investigation', 'under_investigation'],
])

/**
 * OpenVEX of every version so far: 0.0.1 names vulnerability and products as texts and subcomponents beside them, 0.2.0 as
 * objects. A product that has several names (`@id`, purl, CPE, hashes) is listed once per name: any of them may match.
 *
 * A statement without a time of its own has the document's. A status that is not known counts as `under_investigation`,
 * which sets nothing aside, and gives a warning; so does a statement that names no vulnerability.
 */
export const openvexParser: ReportParser = {
  matches: (document) => contextOf(jsonOf(document)) !== null,
  parse: (document) => {
    const value = jsonOf(document)
    const listed = field(value, 'statements')
    if (listed !== undefined && listed !== null && !Array.isArray(listed))
      throw malformed('openvex', 'a list of statements', typeof listed)
    const raw = items(listed)
    for (const one of raw) {
      if (!isObject(one)) throw malformed('openvex', 'an object for each statement', one === null ? 'null' : typeof one)
    }
    const documentTime = instantOf(field(value, 'timestamp'))
    const statements = raw.map((one) => statementOf(one, documentTime))
    const author = text(field(value, 'author'))
    return {
      evidence: [{ kind: 'vex', author: author === null ? null : excerpt(author, 300), statements }],
      warnings: warningsOf(raw, statements),
      tally: {
        context: contextOf(value),
        statements: raw.length,
        byStatus: countBy(raw, (one) => text(field(one, 'status'))),
        products: raw.reduce((sum: number, one) => sum + items(field(one, 'products')).length, 0),
        justifications: countBy(raw, (one) => text(field(one, 'justification'))),
      },
    }
  },
}

/** The context that makes a document OpenVEX. */
function contextOf(value: unknown): string | null {
  const context = field(value, '@context')
  const names = [context, ...items(context)].flatMap((one) => text(one) ?? [])
  return names.find((name) => /^(?:https?:\/\/)?openvex\.dev\/ns(?:\/|$)/.test(name)) ?? null
}

function statementOf(one: unknown, documentTime: number | null): VexStatement {
  const { name, aliases } = vulnerabilityOf(field(one, 'vulnerability'))
  const beside = items(field(one, 'subcomponents')).flatMap(namesOf)
  return {
    vulnerability: name,
    aliases,
    products: items(field(one, 'products')).flatMap((product) => {
      const own = items(field(product, 'subcomponents')).flatMap(namesOf)
      const subcomponents = own.length === 0 ? beside : [...own, ...beside]
      return namesOf(product).map((id) => ({ id, subcomponents }))
    }),
    status: statuses.get(text(field(one, 'status')) ?? '') ?? 'under_investigation',
    justification: text(field(one, 'justification')) ?? text(field(one, 'impact_statement')),
    statedAt: instantOf(field(one, 'timestamp')) ?? documentTime,
  }
}

function vulnerabilityOf(value: unknown): { readonly name: string; readonly aliases: readonly string[] } {
  if (typeof value === 'string') return { name: value, aliases: [] }
  // Where only the address is given, the id is its last part.
  const name = text(field(value, 'name')) ?? text(text(field(value, '@id'))?.split('/').at(-1)) ?? ''
  const aliases = items(field(value, 'aliases')).flatMap((one) => text(one) ?? [])
  return { name, aliases: aliases.filter((one) => one !== name) }
}

/** All names under which a product or subcomponent is known. */
function namesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  const identifiers = field(value, 'identifiers')
  const hashes = field(value, 'hashes')
  const sha256 = text(field(hashes, 'sha-256')) ?? text(field(hashes, 'sha256'))
  const names = [
    text(field(value, '@id')),
    ...['purl', 'cpe23', 'cpe22'].map((kind) => text(field(identifiers, kind))),
    sha256 === null ? null : `sha256:${sha256.toLowerCase()}`,
  ]
  return [...new Set(names.flatMap((name) => name ?? []))]
}

function warningsOf(raw: readonly unknown[], statements: readonly VexStatement[]): readonly ReportWarning[] {
  const warnings: ReportWarning[] = []
  if (raw.length === 0) warnings.push({ code: 'no-statements', message: 'The document makes no statement' })
  const unknown = new Set(raw.map((one) => text(field(one, 'status')) ?? '').filter((word) => !statuses.has(word)))
  for (const word of unknown) {
    warnings.push({
      code: 'unknown-status',
      message: `Status '${excerpt(word)}' is not known; statements with it set nothing aside`,
    })
  }
  const nameless = statements.filter(({ vulnerability }) => vulnerability === '').length
  if (nameless > 0) {
    warnings.push({ code: 'no-vulnerability', message: `${nameless} statements name no vulnerability` })
  }
  return warnings
}
