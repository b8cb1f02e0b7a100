import { z } from 'zod'
import type { EvidenceOf } from '../../evidence/index.ts'
import { parseDuration, unitSchema } from '../../units/index.ts'
import { defineCondition, type Judgement } from '../condition.ts'
import { acceptedKeys, judgedWithout, newOnlySchema } from '../new-only.ts'
import { selectEvidence } from '../select-evidence.ts'
import { asideJudgement, setAside } from '../set-aside.ts'
import { judgeSeverities, severityLimits, type SeverityReason } from '../severity-limits.ts'
import { isFromTool } from '../tool-name.ts'
import { judgeVex, type VexReason } from '../vex/judge-vex.ts'
import { vexSchema } from '../vex/vex-options.ts'
import { judgeDatabaseAge, type DatabaseReason } from './database-age.ts'
import { epssSchema, judgeEpss, judgeKnownExploited, type ExploitationReason } from './exploitation-limits.ts'
import { foldVulnerabilities } from './fold-vulnerabilities.ts'

export type VulnerabilitiesReason =
  SeverityReason | ExploitationReason | DatabaseReason | VexReason | 'findings-set-aside' | 'findings-reference-missing'

const options = z
  .strictObject({
    suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
    from: z.string().min(1).optional().meta({ description: 'Only reports of this scanner' }),
    max: severityLimits.optional().meta({ description: 'Most distinct vulnerabilities per severity' }),
    knownExploited: z.int().min(0).optional().meta({ description: 'Most that are known to be exploited' }),
    epss: epssSchema.optional().meta({ description: 'Most that are likely to be exploited' }),
    fixableOnly: z.boolean().default(false).meta({ description: 'Count only what a newer version fixes' }),
    ignoreWontFix: z
      .boolean()
      .default(false)
      .meta({ description: 'Leave out what will not be fixed, by its maintainer' }),
    newOnly: newOnlySchema.optional(),
    vex: vexSchema.optional(),
    maxReportAge: unitSchema(parseDuration).optional(),
    maxDatabaseAge: unitSchema(parseDuration).optional().meta({ description: 'Oldest vulnerability database' }),
  })
  .refine(
    ({ max, knownExploited, epss }) => max !== undefined || knownExploited !== undefined || epss !== undefined,
    'expected a limit: max, knownExploited or epss',
  )

/**
 * Vulnerable packages stay within limits; one advisory in one version of a package counts once, whichever scanners list it
 * under whichever of its names. What is suppressed in a report, permitted by a waiver, or left out by an option is not
 * counted, and is told all the same.
 *
 * With `newOnly` a vulnerability is known by its names and the package, whatever the version: an upgrade that keeps it
 * brings nothing new.
 */
export const vulnerabilitiesCondition = defineCondition({
  kind: 'vulnerabilities',
  options,
  referenceBranch: ({ newOnly }) => newOnly?.reference ?? null,
  judge: (given, context) => {
    const { suite = null, from, max, newOnly } = given
    const selection = selectEvidence(context, {
      kind: 'vulnerabilities',
      noun: 'vulnerability report',
      suite,
      maxAgeMs: given.maxReportAge ?? null,
      ...(from === undefined
        ? {}
        : {
            accepts: (evidence: EvidenceOf['vulnerabilities']) => isFromTool(evidence.tool, from),
            acceptsText: `from ${from}`,
          }),
    })
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const listed = selection.selected.flatMap(({ evidence }) => evidence.findings)
    const isOpen = ({ suppressed, waiver }: (typeof listed)[number]): boolean => !suppressed && waiver === undefined
    const present = foldVulnerabilities(listed.filter(isOpen))
    const vex = judgeVex(
      present.map(({ finding }) => finding),
      given.vex,
      context,
    )
    const accepted = newOnly === undefined ? null : acceptedKeys(context.references)
    const { counted, aside } = setAside(present, [
      { why: 'set aside by VEX', name: 'vex', takes: ({ finding }) => vex.setAside.has(finding) },
      {
        why: 'there before',
        name: 'known',
        takes: ({ keys }) => accepted !== null && keys.some((key) => accepted.has(key)),
      },
      {
        why: 'that will not be fixed',
        name: 'wontFix',
        takes: ({ finding }) => given.ignoreWontFix && finding.package?.wontFix === true && !finding.package.fixable,
      },
      {
        why: 'without a fix',
        name: 'withoutFix',
        takes: ({ finding }) => given.fixableOnly && finding.package?.fixable !== true,
      },
    ])
    const findings = counted.map(({ finding }) => finding)
    const closed = [
      { why: 'permitted by waivers', name: 'waived', of: listed.filter(({ waiver }) => waiver !== undefined) },
      {
        why: 'suppressed in the report',
        name: 'suppressed',
        of: listed.filter(({ suppressed, waiver }) => suppressed && waiver === undefined),
      },
    ].flatMap(({ of, ...rest }) =>
      of.length === 0 ? [] : [{ ...rest, findings: foldVulnerabilities(of).map(({ finding }) => finding) }],
    )
    const noun = [
      ...(accepted === null ? [] : ['new']),
      ...(given.fixableOnly ? ['fixable'] : []),
      'vulnerabilities',
    ].join(' ')
    const facts = { distinct: findings.length, raw: listed.length }
    const judgements: Judgement<VulnerabilitiesReason>[] = [
      ...(max === undefined ? [] : judgeSeverities(findings, max, noun, facts)),
      ...(given.knownExploited === undefined ? [] : [judgeKnownExploited(findings, given.knownExploited)]),
      ...(given.epss === undefined ? [] : [judgeEpss(findings, given.epss)]),
    ]
    const shown = asideJudgement([...aside, ...closed])
    const judged = accepted === null ? judgements.map((one) => judgedWithout(newOnly, one)) : judgements
    const [first, ...others] = [
      ...judged,
      ...(given.maxDatabaseAge === undefined
        ? []
        : [judgeDatabaseAge(selection.selected, given.maxDatabaseAge, context.judgedAt)]),
      ...(shown === null ? [] : [shown]),
      ...vex.explain(judged.every(({ outcome }) => outcome === 'pass')),
    ]
    return {
      judgements: first === undefined ? [noLimit] : [first, ...others],
      evidence: [...new Set([...selection.selected.map(({ report }) => report.digest), ...vex.evidence])],
      // What a statement sets aside is accepted only as long as the statement stands.
      observation: {
        kind: 'findings',
        keys: [...new Set(present.flatMap(({ keys, finding }) => (vex.setAside.has(finding) ? [] : keys)))],
      },
    }
  },
})

/** The schema asks for a limit; without one nothing is shown to hold. */
const noLimit: Judgement<VulnerabilitiesReason> = {
  code: 'findings-over-limit',
  outcome: 'error',
  sentence: 'The condition names no limit',
}
