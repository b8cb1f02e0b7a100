import type { Finding } from '../../../evidence/index.ts'
import { instantOf } from '../../instant.ts'
import { field, fieldAt, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import type { ReportParser } from '../../report-parser.ts'
import { firstValueOf, valuesOf } from '../../values-of.ts'

/**
 * govulncheck's stream of JSON messages (`-json`). One finding per vulnerability and module version, however many traces
 * lead to it. At scan level `symbol` the tool fails only on what the code calls: what is merely imported or required is set
 * aside; at other levels everything counts. The Go vulnerability database has no severities: all are `unknown`.
 */
export const govulncheckParser: ReportParser = {
  matches: (document) => {
    const config = field(firstValueOf(document), 'config')
    return text(field(config, 'protocol_version')) !== null && text(field(config, 'scanner_name')) !== null
  },
  parse: (document) => {
    const messages = [...valuesOf(document)]
    const config = messages.map((one) => field(one, 'config')).find((one) => one !== undefined)
    const advisories = new Map(
      messages.flatMap((one): [string, unknown][] => {
        const id = text(fieldAt(one, 'osv', 'id'))
        return id === null ? [] : [[id, field(one, 'osv')]]
      }),
    )
    const traces = new Map<string, { finding: unknown; called: boolean }>()
    for (const message of messages) {
      const finding = field(message, 'finding')
      if (finding === undefined) continue
      const [first] = items(field(finding, 'trace'))
      const key = JSON.stringify([field(finding, 'osv'), field(first, 'module'), field(first, 'version')])
      const called = text(field(first, 'function')) !== null
      traces.set(key, { finding, called: called || traces.get(key)?.called === true })
    }
    const bySymbol = (text(field(config, 'scan_level')) ?? 'symbol') === 'symbol'
    const all = [...traces.values()]
    return {
      evidence: [
        {
          kind: 'vulnerabilities',
          tool: 'govulncheck',
          findings: all.map(({ finding, called }) =>
            findingOfTrace(finding, advisories.get(text(field(finding, 'osv')) ?? ''), bySymbol && !called),
          ),
          createdAt: null,
          databaseBuiltAt: instantOf(field(config, 'db_last_modified')),
          failure: null,
        },
      ],
      warnings: [],
      tally: {
        messages: messages.length,
        vulnerabilities: new Set(all.map(({ finding }) => field(finding, 'osv'))).size,
        called: new Set(all.filter(({ called }) => called).map(({ finding }) => field(finding, 'osv'))).size,
      },
    }
  },
}

function findingOfTrace(finding: unknown, advisory: unknown, suppressed: boolean): Finding {
  const [first] = items(field(finding, 'trace'))
  const [affected] = items(fieldAt(advisory, 'affected'))
  return findingOf({
    category: 'vulnerability',
    id: field(finding, 'osv'),
    aliases: items(field(advisory, 'aliases')),
    word: null,
    title: field(advisory, 'summary') ?? field(advisory, 'details'),
    location: text(field(first, 'package')),
    package: {
      name: field(first, 'module') ?? fieldAt(affected, 'package', 'name'),
      version: field(first, 'version'),
      fixed: field(finding, 'fixed_version'),
    },
    suppressed,
    publishedAt: field(advisory, 'published'),
  })
}
