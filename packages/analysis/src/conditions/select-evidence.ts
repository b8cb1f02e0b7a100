import type { EvidenceKind, EvidenceOf, ReportEvidence, ScannedSubject, SubmittedReport } from '../evidence/index.ts'
import { formatDuration } from '../units/index.ts'
import type { ConditionContext, Judgement } from './condition.ts'

/** Why evidence could not be used. */
export type SelectionReason =
  | 'evidence-missing'
  | 'evidence-unreadable'
  | 'evidence-of-a-failed-scan'
  | 'evidence-of-another-subject'
  | 'evidence-of-an-unknown-commit'
  | 'evidence-too-old'
  | 'evidence-from-the-future'

/** One piece of evidence with the report that it came from. */
export interface Selected<Evidence extends ReportEvidence> {
  readonly report: SubmittedReport
  readonly evidence: Evidence
}

/** Evidence that a condition may judge, or why there is none. */
export type Selection<Evidence extends ReportEvidence> =
  | { readonly kind: 'selected'; readonly selected: readonly [Selected<Evidence>, ...Selected<Evidence>[]] }
  | { readonly kind: 'unusable'; readonly judgement: Judgement<SelectionReason>; readonly evidence: readonly string[] }

/** Clocks differ; a report dated further ahead than this was not made yet. */
const futureAllowedMs = 5 * 60_000

/** What a condition asks for. */
export interface Wanted<Kind extends EvidenceKind> {
  readonly kind: Kind
  /** For sentences: `coverage report`. */
  readonly noun: string
  /** The label that the caller must have given; `null` takes any. */
  readonly suite: string | null
  /** Further narrowing, for example by tool. */
  readonly accepts?: (evidence: EvidenceOf[Kind]) => boolean
  /** For the sentence: `from semgrep`. */
  readonly acceptsText?: string
  readonly maxAgeMs?: number | null
}

/**
 * The evidence of a kind among the reports that came. A label that is asked for must have been given: an unlabelled
 * report never stands in for it. One report that may have been meant and cannot be used makes the whole selection
 * unusable; the good one beside it is no excuse.
 */
export function selectEvidence<Kind extends EvidenceKind>(
  context: ConditionContext,
  wanted: Wanted<Kind>,
): Selection<EvidenceOf[Kind]> {
  const labelled = context.reports.filter(({ suite }) => wanted.suite === null || suite === wanted.suite)
  const unreadable = labelled.find(({ content }) => content.kind === 'unreadable')
  if (unreadable?.content.kind === 'unreadable') {
    return unusable(
      unreadable,
      'evidence-unreadable',
      'error',
      `Report '${unreadable.name}' could not be read: ${unreadable.content.message}`,
    )
  }
  const found = labelled.flatMap((report) =>
    (report.content.kind === 'read' ? report.content.evidence : []).flatMap((evidence) =>
      isOfKind(evidence, wanted.kind) && (wanted.accepts?.(evidence) ?? true) ? [{ report, evidence }] : [],
    ),
  )
  for (const { report, evidence } of found) {
    if ('failure' in evidence && evidence.failure !== null) {
      const sentence = `Report '${report.name}' of ${evidence.tool} proves nothing: ${evidence.failure}`
      return unusable(report, 'evidence-of-a-failed-scan', 'error', sentence)
    }
    const fault = faultOf(context, wanted, report, 'createdAt' in evidence ? evidence.createdAt : null)
    if (fault !== null) return fault
    const other = otherSubject(context, report, evidence)
    if (other !== null) return other
  }
  const [first, ...others] = found
  return first === undefined ? none(context, wanted) : { kind: 'selected', selected: [first, ...others] }
}

function isOfKind<Kind extends EvidenceKind>(evidence: ReportEvidence, kind: Kind): evidence is EvidenceOf[Kind] {
  return evidence.kind === kind
}

function faultOf(
  context: ConditionContext,
  wanted: Pick<Wanted<EvidenceKind>, 'maxAgeMs'>,
  report: SubmittedReport,
  createdAt: number | null,
): Extract<Selection<never>, { kind: 'unusable' }> | null {
  for (const field of ['service', 'environment', 'version', 'commit', 'digest', 'branch'] as const) {
    const stated = report.subject[field]
    if (stated === undefined || stated === null || stated === context.subject[field]) continue
    const gated = context.subject[field] ?? `no ${field}`
    const sentence = `Report '${report.name}' belongs to ${field} ${stated}, the gate judges ${gated}`
    return unusable(report, 'evidence-of-another-subject', 'error', sentence)
  }
  const made = Math.min(report.collectedAt, createdAt ?? report.collectedAt)
  const age = context.judgedAt - made
  const ahead = Math.max(report.collectedAt, createdAt ?? report.collectedAt) - context.judgedAt
  if (!(ahead <= futureAllowedMs)) {
    return unusable(
      report,
      'evidence-from-the-future',
      'error',
      `Report '${report.name}' is dated ${formatDuration(ahead - (ahead % 1000))} in the future`,
    )
  }
  if (wanted.maxAgeMs !== undefined && wanted.maxAgeMs !== null && !(age <= wanted.maxAgeMs)) {
    const sentence = `Report '${report.name}' is ${formatDuration(age - (age % 1000))} old, at most ${formatDuration(wanted.maxAgeMs)} is accepted`
    return unusable(report, 'evidence-too-old', 'inconclusive', sentence)
  }
  return null
}

/** Names of what was scanned that are shown. */
const maxNames = 3

/** What a report says itself that it scanned, whatever its caller states. What it does not say decides nothing. */
function otherSubject(
  { subject }: ConditionContext,
  report: SubmittedReport,
  evidence: ReportEvidence,
): Extract<Selection<never>, { kind: 'unusable' }> | null {
  const said: ScannedSubject = 'digests' in evidence || 'commits' in evidence ? evidence : {}
  const commits = (said.commits ?? []).filter(isFullCommit)
  const named = [
    { field: 'digest', gated: subject.digest, names: said.digests ?? [] },
    { field: 'commit', gated: isFullCommit(subject.commit ?? '') ? subject.commit : null, names: commits },
  ]
  for (const { field, gated, names } of named) {
    if (gated === null || names.length === 0) continue
    if (names.some((name) => name.toLowerCase() === gated.toLowerCase())) continue
    const shown = names.slice(0, maxNames).join(', ')
    const sentence = `Report '${report.name}' says that it is of ${field} ${shown}, the gate judges ${gated}`
    return unusable(report, 'evidence-of-another-subject', 'error', sentence)
  }
  return null
}

/** A shortened id, and the name of a branch, may stand for any. */
function isFullCommit(commit: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(commit)
}

function none(
  context: ConditionContext,
  wanted: Pick<Wanted<EvidenceKind>, 'noun' | 'suite' | 'acceptsText'>,
): Extract<Selection<never>, { kind: 'unusable' }> {
  const label = wanted.suite === null ? '' : ` labelled suite '${wanted.suite}'`
  const from = wanted.acceptsText === undefined ? '' : ` ${wanted.acceptsText}`
  const came =
    context.reports.length === 0
      ? 'no report came'
      : `${context.reports.length} came: ${context.reports.slice(0, 5).map(reportText).join(', ')}`
  return {
    kind: 'unusable',
    judgement: {
      code: 'evidence-missing',
      outcome: 'inconclusive',
      sentence: `There is no ${wanted.noun}${label}${from}; ${came}`,
      facts: { reports: context.reports.length },
    },
    evidence: [],
  }
}

function reportText({ name, suite, content }: SubmittedReport): string {
  const format = content.format ?? 'unreadable'
  return `'${name}' (${format}, ${suite === null ? 'no suite' : `suite '${suite}'`})`
}

function unusable(
  report: SubmittedReport,
  code: SelectionReason,
  outcome: 'error' | 'inconclusive',
  sentence: string,
): Extract<Selection<never>, { kind: 'unusable' }> {
  return {
    kind: 'unusable',
    judgement: { code, outcome, sentence, facts: { report: report.name } },
    evidence: [report.digest],
  }
}
