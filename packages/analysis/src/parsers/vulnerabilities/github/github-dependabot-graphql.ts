import type { Finding } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { excerpt } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { isOpen } from './github-dependabot.ts'

/**
 * Dependabot alerts as answers of GitHub's GraphQL API hold them, of one repository or of a search. Counted are alerts
 * whose state is `OPEN`, and of answers without a state those that were neither dismissed nor fixed. An answer that says
 * that there is a further page, or that carries errors, is not the whole truth: it proves nothing.
 */
export const githubDependabotGraphqlParser: ReportParser = {
  matches: (document) => connectionsOf(jsonOf(document)).length > 0,
  parse: (document) => {
    const value = jsonOf(document)
    const connections = connectionsOf(value)
    const alerts = connections.flatMap(nodesOf)
    return {
      evidence: [
        {
          kind: 'vulnerabilities',
          tool: 'Dependabot',
          findings: alerts.map(findingOfAlert),
          createdAt: null,
          databaseBuiltAt: null,
          failure: failureOf(value, connections),
        },
      ],
      warnings: [],
      tally: {
        repositories: connections.length,
        alerts: alerts.length,
        bySeverity: countBy(alerts, (one) => text(fieldAt(one, 'securityVulnerability', 'severity'))),
        states: countBy(alerts, (one) => text(field(one, 'state'))),
      },
    }
  },
}

/** The `vulnerabilityAlerts` of every repository in an answer. */
function connectionsOf(value: unknown): readonly unknown[] {
  const data = field(value, 'data') ?? value
  const places = [
    field(data, 'repository'),
    ...['search', 'repositories'].flatMap((name) => nodesOf(field(data, name))),
    ...['organization', 'user', 'viewer', 'repositoryOwner'].flatMap((name) =>
      nodesOf(fieldAt(data, name, 'repositories')),
    ),
  ]
  return places.map((place) => field(place, 'vulnerabilityAlerts')).filter(isObject)
}

function nodesOf(connection: unknown): readonly unknown[] {
  const nodes = field(connection, 'nodes')
  return Array.isArray(nodes) ? nodes : items(field(connection, 'edges')).map((edge) => field(edge, 'node'))
}

function failureOf(value: unknown, connections: readonly unknown[]): string | null {
  const [error] = items(field(value, 'errors'))
  if (error !== undefined) return excerpt(text(field(error, 'message')) ?? 'the answer carries errors', 200)
  const pages = [...connections, fieldAt(value, 'data', 'search'), fieldAt(value, 'data', 'repositories')]
  return pages.some((page) => fieldAt(page, 'pageInfo', 'hasNextPage') === true)
    ? 'the answer says that a further page of alerts exists'
    : null
}

function findingOfAlert(alert: unknown): Finding {
  const vulnerability = field(alert, 'securityVulnerability')
  const advisory = field(vulnerability, 'advisory') ?? field(alert, 'securityAdvisory')
  const identifiers = items(field(advisory, 'identifiers')).map((one) => field(one, 'value'))
  const given = field(advisory, 'ghsaId')
  const patched = field(vulnerability, 'firstPatchedVersion')
  const range = text(field(alert, 'vulnerableRequirements'))
  const closed = ['dismissedAt', 'fixedAt', 'autoDismissedAt'].some((name) => text(field(alert, name)) !== null)
  const state = text(field(alert, 'state'))
  return findingOf({
    category: 'vulnerability',
    id: given ?? identifiers[0] ?? field(alert, 'id'),
    aliases: identifiers,
    word: field(vulnerability, 'severity') ?? field(advisory, 'severity'),
    title: field(advisory, 'summary'),
    location: text(field(alert, 'vulnerableManifestPath')),
    package: {
      name: fieldAt(vulnerability, 'package', 'name'),
      // `= 1.2.3` names the version that is required.
      version: range === null ? null : (/^=\s*(\S+)$/.exec(range)?.[1] ?? null),
      fixed: field(patched, 'identifier'),
      // Where the query did not ask for it, whether a fix exists is not known, and it counts.
      fixable: patched === undefined || isObject(patched),
    },
    suppressed: state === null ? closed : !isOpen(state),
    epss: fieldAt(advisory, 'epss', 'percentage'),
    publishedAt: field(advisory, 'publishedAt'),
  })
}
