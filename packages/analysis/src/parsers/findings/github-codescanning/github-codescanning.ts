import type { Finding, FindingsEvidence, Severity } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { excerpt } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { severityOfWord } from '../../severity.ts'
import { isEmptyList, isListOf, pageWarnings } from '../../vulnerabilities/github/alert-list.ts'

const severityOfLevel: ReadonlyMap<string, Severity> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
  ['none', 'info'],
])

const closedStates: ReadonlySet<string> = new Set(['dismissed', 'auto_dismissed', 'fixed', 'closed'])

/**
 * Code scanning alerts as GitHub's REST API lists them: one piece of evidence per tool. Counted are alerts that are open;
 * dismissed and fixed ones are set aside. Severity is the rule's security severity, else its level, as SARIF has it. An
 * empty list says nothing about its format: it is read where the caller names it.
 */
export const githubCodescanningParser: ReportParser = {
  matches: (document) => isListOf(document, isAlert),
  matchesNamed: isEmptyList,
  parse: (document) => {
    const alerts = items(jsonOf(document))
    return {
      evidence: evidenceOf(alerts),
      warnings: pageWarnings(alerts.length),
      tally: {
        alerts: alerts.length,
        states: countBy(alerts, (one) => text(field(one, 'state'))),
        bySeverity: countBy(alerts, severityWord),
      },
    }
  },
}

function isAlert(value: unknown): boolean {
  return isObject(field(value, 'rule')) && isObject(field(value, 'tool')) && field(value, 'state') !== undefined
}

function evidenceOf(alerts: readonly unknown[]): readonly FindingsEvidence[] {
  const tools = new Map<string, Finding[]>(alerts.length === 0 ? [['GitHub code scanning', []]] : [])
  for (const alert of alerts) {
    const tool = excerpt(text(fieldAt(alert, 'tool', 'name')) ?? 'GitHub code scanning', 200)
    const findings = tools.get(tool) ?? []
    findings.push(findingOfAlert(alert))
    tools.set(tool, findings)
  }
  return [...tools].map(([tool, findings]) => ({ kind: 'findings', tool, findings, createdAt: null, failure: null }))
}

function severityWord(alert: unknown): string | null {
  return text(fieldAt(alert, 'rule', 'security_severity_level')) ?? text(fieldAt(alert, 'rule', 'severity'))
}

function findingOfAlert(alert: unknown): Finding {
  const word = severityWord(alert)
  const instance = field(alert, 'most_recent_instance')
  const path = text(fieldAt(instance, 'location', 'path'))
  const line = fieldAt(instance, 'location', 'start_line')
  const number = field(alert, 'number')
  const state = text(field(alert, 'state'))
  return findingOf({
    category: 'code',
    id: fieldAt(alert, 'rule', 'id') ?? fieldAt(alert, 'rule', 'name'),
    word,
    severity: severityOfLevel.get(word ?? '') ?? severityOfWord(word),
    title: fieldAt(instance, 'message', 'text') ?? fieldAt(alert, 'rule', 'description'),
    location: path === null ? null : typeof line === 'number' ? `${path}:${line}` : path,
    // A state that nobody knows closes nothing.
    suppressed: state !== null && closedStates.has(state.toLowerCase()),
    fingerprint: typeof number === 'number' ? `alert ${number}` : null,
  })
}
