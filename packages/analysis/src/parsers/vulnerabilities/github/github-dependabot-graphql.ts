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
  matches: (document) => answersOf(jsonOf(document)).some((answer) => connectionsOf(answer).length > 0),
  parse: (document) => {
    const answers = answersOf(jsonOf(document))
    const connections = answers.flatMap((answer) => connectionsOf(answer))
    const alerts = connections.flatMap(nodesOf)
    return {
      evidence: [
        {
          kind: 'vulnerabilities',
          tool: 'Dependabot',
          findings: alerts.map(findingOfAlert),
          createdAt: null,
          databaseBuiltAt: null,
          failure: failureOf(answers),
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

const deepest = 8

/**
 * The `vulnerabilityAlerts` of every repository in an answer, wherever the query put them: looked for in objects and in
 * the nodes of connections, so that it costs nothing in what is no such answer.
 */
function connectionsOf(value: unknown, depth = 0): readonly unknown[] {
  if (!isObject(value) || depth > deepest) return []
  const alerts = field(value, 'vulnerabilityAlerts')
  const values: readonly unknown[] = Object.values(value)
  const inner = values.filter((one) => isObject(one) && one !== alerts)
  return [
    ...(isConnection(alerts) ? [alerts] : []),
    ...[...inner, ...nodesOf(value)].flatMap((one) => connectionsOf(one, depth + 1)),
  ]
}

function isConnection(value: unknown): boolean {
  return Array.isArray(field(value, 'nodes')) || Array.isArray(field(value, 'edges'))
}

/** An answer, or the list of answers that a client put together from its pages. */
function answersOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) && value.every((one) => isObject(field(one, 'data'))) ? value : [value]
}

function nodesOf(connection: unknown): readonly unknown[] {
  const nodes = field(connection, 'nodes')
  return Array.isArray(nodes) ? nodes : items(field(connection, 'edges')).map((edge) => field(edge, 'node'))
}

/** Of a list of pages only the last one may say that it is the last. */
function failureOf(answers: readonly unknown[]): string | null {
  const error = answers.flatMap((answer) => items(field(answer, 'errors')))[0]
  if (error !== undefined) return excerpt(text(field(error, 'message')) ?? 'the answer carries errors', 200)
  const last = answers.at(-1)
  const pages = [...connectionsOf(last), ...['search', 'repositories'].map((name) => fieldAt(last, 'data', name))]
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
