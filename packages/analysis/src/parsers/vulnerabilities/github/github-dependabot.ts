import type { Finding } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { isEmptyList, isListOf, pageWarnings } from './alert-list.ts'

/**
 * Dependabot alerts as GitHub's REST API lists them. Counted are alerts that are open; the others are set aside. The list
 * does not say which version is installed. An empty list says nothing about its format: it is read where the caller
 * names it.
 */
export const githubDependabotParser: ReportParser = {
  matches: (document) => isListOf(document, isAlert),
  matchesNamed: isEmptyList,
  parse: (document) => {
    const alerts = items(jsonOf(document))
    return {
      evidence: [
        {
          kind: 'vulnerabilities',
          tool: 'Dependabot',
          findings: alerts.map(findingOfAlert),
          createdAt: null,
          databaseBuiltAt: null,
          failure: null,
        },
      ],
      warnings: pageWarnings(alerts.length),
      tally: {
        alerts: alerts.length,
        bySeverity: countBy(alerts, (one) => text(fieldAt(one, 'security_vulnerability', 'severity'))),
        states: countBy(alerts, (one) => text(field(one, 'state'))),
      },
    }
  },
}

function isAlert(value: unknown): boolean {
  return isObject(field(value, 'security_advisory')) && isObject(field(value, 'security_vulnerability'))
}

function findingOfAlert(alert: unknown): Finding {
  const advisory = field(alert, 'security_advisory')
  const vulnerability = field(alert, 'security_vulnerability')
  return findingOf({
    category: 'vulnerability',
    id: field(advisory, 'ghsa_id') ?? field(advisory, 'cve_id'),
    aliases: [
      field(advisory, 'cve_id'),
      ...items(field(advisory, 'identifiers')).map((identifier) => field(identifier, 'value')),
    ],
    word: field(vulnerability, 'severity') ?? field(advisory, 'severity'),
    title: field(advisory, 'summary'),
    location: text(fieldAt(alert, 'dependency', 'manifest_path')),
    package: {
      name: fieldAt(vulnerability, 'package', 'name') ?? fieldAt(alert, 'dependency', 'package', 'name'),
      version: null,
      fixed: fieldAt(vulnerability, 'first_patched_version', 'identifier'),
    },
    suppressed: !isOpen(text(field(alert, 'state'))),
    epss: fieldAt(advisory, 'epss', 'percentage'),
    publishedAt: field(advisory, 'published_at'),
  })
}

const closedStates: ReadonlySet<string> = new Set(['dismissed', 'auto_dismissed', 'fixed'])

/** An alert that does not say its state, or says one that nobody knows, is open. */
export function isOpen(state: string | null): boolean {
  return state === null || !closedStates.has(state.toLowerCase())
}
