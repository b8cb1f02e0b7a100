import type { Finding, VexEvidence } from '../../evidence/index.ts'
import type { ConditionContext, Judgement } from '../condition.ts'
import { selectEvidence } from '../select-evidence.ts'
import { applyVex, type SetAside, type UnmatchedStatement } from './apply-vex.ts'
import type { VexOptions } from './vex-options.ts'

export type VexReason = 'vex-applied' | 'vex-not-applied' | 'vex-missing'

/** What statements do to the findings of a condition. */
export interface VexJudgement {
  readonly setAside: ReadonlySet<Finding>
  /**
   * What was set aside by whom, and why the other statements on what was found were not applied. The latter warn where the
   * condition does not pass: there they are what somebody looks for.
   */
  readonly explain: (passes: boolean) => readonly Judgement<VexReason>[]
  /** Digests of the reports that were applied. */
  readonly evidence: readonly string[]
}

/** More are told by their number. */
const mostTold = 5

/** Applies the VEX documents among the reports, where the condition's options ask for that. */
export function judgeVex(
  findings: readonly Finding[],
  options: VexOptions | undefined,
  context: ConditionContext,
): VexJudgement {
  const nothing = { setAside: new Set<Finding>(), evidence: [] }
  if (options === undefined) return { ...nothing, explain: () => [] }
  const reports = context.reports.filter(
    ({ content }) => content.kind === 'read' && content.evidence.some(({ kind }) => kind === 'vex'),
  )
  const selection = selectEvidence({ ...context, reports }, { kind: 'vex', noun: 'VEX document', suite: null })
  if (selection.kind === 'unusable') {
    const sentence = reports.length === 0 ? 'No VEX document came' : selection.judgement.sentence
    return {
      ...nothing,
      explain: (passes) => [{ code: 'vex-missing', outcome: passes ? 'pass' : 'warn', sentence }],
    }
  }
  const accepted = selection.selected.filter(({ evidence }) => isOfAuthor(evidence, options.authors))
  const refused = selection.selected.filter(({ evidence }) => !isOfAuthor(evidence, options.authors))
  const { setAside, unmatched } = applyVex(
    findings,
    accepted.map(({ evidence }) => evidence),
    { digest: context.subject.digest, names: options.products },
  )
  return {
    setAside: new Set(setAside.map(({ finding }) => finding)),
    evidence: [...new Set(accepted.map(({ report }) => report.digest))],
    explain: (passes) => {
      const outcome = passes ? 'pass' : 'warn'
      const told = unmatched.slice(0, mostTold).map((one): Judgement<VexReason> => {
        const facts = { vulnerability: one.finding.id, why: one.why }
        return {
          code: 'vex-not-applied',
          outcome,
          sentence: unmatchedText(one, context.subject.digest, options),
          facts,
        }
      })
      const more = unmatched.length - told.length
      return [
        ...(setAside.length === 0 ? [] : [appliedJudgement(setAside)]),
        ...refused.map(({ report, evidence }): Judgement<VexReason> => ({
          code: 'vex-not-applied',
          outcome,
          sentence: `VEX document '${report.name}' of ${evidence.author ?? 'no named author'} is not applied: accepted are those of ${(options.authors ?? []).join(', ')}`,
        })),
        ...told,
        ...(more > 0
          ? [
              {
                code: 'vex-not-applied',
                outcome,
                sentence: `${more} more VEX statements on what was found set nothing aside`,
              } as const,
            ]
          : []),
      ]
    },
  }
}

function isOfAuthor({ author }: VexEvidence, authors: readonly string[] | undefined): boolean {
  const said = author?.trim().toLowerCase()
  return authors === undefined || authors.some((one) => one.trim().toLowerCase() === said)
}

function appliedJudgement(setAside: readonly SetAside[]): Judgement<VexReason> {
  const texts = setAside.slice(0, 3).map(({ finding, statement, author }) => {
    const because = statement.justification === null ? '' : ` (${statement.justification.slice(0, 100)})`
    return `${placeText(finding)}: ${statement.status}${because}${author === null ? '' : `, says ${author}`}`
  })
  const more = setAside.length - texts.length
  return {
    code: 'vex-applied',
    outcome: 'pass',
    sentence: `VEX sets aside ${texts.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    facts: { setAside: setAside.length },
  }
}

function placeText({ id, package: of }: Finding): string {
  return of === null ? id : `${id} in ${of.name} ${of.installedVersion ?? ''}`.trim()
}

function unmatchedText(
  { statement, finding, why, stated, found }: UnmatchedStatement,
  digest: string | null,
  { products }: VexOptions,
): string {
  const said = `VEX says ${statement.status} of ${placeText(finding)}`
  const named = `VEX says ${statement.status} of ${statement.vulnerability} in ${stated ?? 'nothing'}, which is not`
  switch (why) {
    case 'status':
      return `${said}, which sets nothing aside`
    case 'no-justification':
      return `${said} without a justification, which sets nothing aside`
    case 'overridden':
      return `${said}, but a later statement holds instead`
    case 'names-no-product':
      return `${said} and names no product: the vulnerability alone sets nothing aside`
    case 'other-product': {
      const known = [digest, ...products].filter((one) => one !== null)
      return known.length === 0
        ? `${named} known to be what is judged: it has no digest, and 'products' names nothing`
        : `${named} what is judged (${known.join(', ')})`
    }
    case 'finding-without-purl':
      return `${named} compared with ${placeText(finding)}: the report gives it no package URL`
    case 'other-version':
      return `${named} the version found: ${found ?? 'none'}`
    case 'other-qualifiers':
      return `${named} the build found: ${found ?? 'none'}`
    case 'other-package':
      return `${named} the package found: ${found ?? 'none'}`
  }
}
