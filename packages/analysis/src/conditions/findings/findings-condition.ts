import { z } from 'zod'
import type { EvidenceOf, Finding, FindingsEvidence } from '../../evidence/index.ts'
import { parseDuration, parsePathPattern, plainPath, unitSchema, type PathPattern } from '../../units/index.ts'
import { defineCondition, type Judgement } from '../condition.ts'
import { findingsText } from '../finding-text.ts'
import { acceptedKeys, judgedWithout, newOnlySchema } from '../new-only.ts'
import { selectEvidence } from '../select-evidence.ts'
import { asideJudgement, setAside } from '../set-aside.ts'
import { judgeSeverities, severityLimits, type SeverityReason } from '../severity-limits.ts'
import { matchesName } from '../name-pattern.ts'
import { isFromTool } from '../tool-name.ts'
import { distinctFindings, filesOf } from './distinct-findings.ts'

export type FindingsReason =
  | SeverityReason
  | 'rule-within-limit'
  | 'rule-over-limit'
  | 'category-not-looked-for'
  | 'findings-set-aside'
  | 'findings-reference-missing'

const categories = ['code', 'misconfiguration', 'licence', 'secret', 'vulnerability'] as const
const paths = z.array(unitSchema(parsePathPattern)).min(1).optional()

const options = z
  .strictObject({
    suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
    from: z.string().min(1).optional().meta({ description: 'Only findings of this tool' }),
    categories: z.array(z.enum(categories)).min(1).optional().meta({ description: 'Only findings of these kinds' }),
    max: severityLimits.optional().meta({ description: 'Most distinct findings per severity' }),
    rules: z
      .record(z.string().min(1), z.int().min(0))
      .refine((rules) => Object.keys(rules).length > 0, 'expected a limit for at least one rule')
      .optional()
      .meta({ description: 'Most findings of a rule, by its id, `*` for any text; they do not count towards max' }),
    newOnly: z
      .union([z.literal('report'), newOnlySchema])
      .optional()
      .meta({ description: "Count only what was not there before; 'report' takes the report's own word for it" }),
    paths: z
      .strictObject({ include: paths, exclude: paths })
      .optional()
      .meta({ description: 'Count only findings in these files; findings without a file always count' }),
    maxReportAge: unitSchema(parseDuration).optional(),
  })
  .refine(({ max, rules }) => max !== undefined || rules !== undefined, 'expected a limit: max or rules')

type Options = z.output<typeof options>

/**
 * Problems in code, configuration and licences stay within limits, per severity and per rule. Findings that are suppressed
 * in a report, permitted by a waiver, in other files or there before are not counted, and are told all the same. Where
 * categories are named, each of them must have been looked for: a report on code says nothing about licences.
 */
export const findingsCondition = defineCondition({
  kind: 'findings',
  options,
  referenceBranch: ({ newOnly }) => (typeof newOnly === 'object' ? newOnly.reference : null),
  judge: (given, context) => {
    const { suite = null, from, max, rules = {} } = given
    const wanted = given.categories ?? null
    const selection = selectEvidence(context, {
      kind: 'findings',
      noun: 'report of findings',
      suite,
      maxAgeMs: given.maxReportAge ?? null,
      accepts: (evidence: EvidenceOf['findings']) =>
        (from === undefined || isFromTool(evidence.tool, from)) &&
        (wanted === null || coveredBy(evidence).some((category) => wanted.includes(category))),
      ...acceptsText(given),
    })
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const all = selection.selected.map(({ evidence }) => evidence)
    const listed = all
      .flatMap(({ findings }) => findings)
      .filter(({ category }) => wanted === null || wanted.includes(category))
    const newOnly = typeof given.newOnly === 'object' ? given.newOnly : undefined
    const accepted = newOnly === undefined ? null : acceptedKeys(context.references)
    const present = distinctFindings(listed.filter(({ suppressed, waiver }) => !suppressed && waiver === undefined))
    const { counted, aside } = setAside(present, [
      { why: 'in other files', name: 'elsewhere', takes: ({ finding }) => isElsewhere(finding, given.paths) },
      {
        why: 'there before',
        name: 'known',
        takes: ({ finding, key }) =>
          given.newOnly === 'report' ? finding.isNew === false : accepted?.has(key) === true,
      },
    ])
    const closed = setAside(
      distinctFindings(listed.filter(({ suppressed, waiver }) => suppressed || waiver !== undefined)),
      [
        { why: 'permitted by waivers', name: 'waived', takes: ({ finding }) => finding.waiver !== undefined },
        { why: 'suppressed in the report', name: 'suppressed', takes: () => true },
      ],
    ).aside
    const findings = counted.map(({ finding }) => finding)
    const ofRules = Object.entries(rules).map(([pattern, most]) => ({ pattern, most, found: [] as Finding[] }))
    const others = findings.filter((finding) => {
      const own = ofRules.find(({ pattern }) => matchesName(finding.id, pattern))
      own?.found.push(finding)
      return own === undefined
    })
    const noun = given.newOnly === 'report' || accepted !== null ? 'new findings' : 'findings'
    const facts = { distinct: findings.length, raw: listed.length }
    const judgements: Judgement<FindingsReason>[] = [
      ...(max === undefined ? [] : judgeSeverities(others, max, noun, facts)),
      ...ofRules.map(({ pattern, most, found }) => judgeRule(pattern, most, found, noun)),
    ]
    const shown = asideJudgement([...aside, ...closed])
    const [first, ...rest] = [
      ...(newOnly !== undefined && accepted === null
        ? judgements.map((one) => judgedWithout(newOnly, one))
        : judgements),
      ...notCovered(wanted ?? [], all),
      ...(shown === null ? [] : [shown]),
    ]
    return {
      judgements: first === undefined ? [noLimit] : [first, ...rest],
      evidence: selection.selected.map(({ report }) => report.digest),
      observation: { kind: 'findings', keys: present.map(({ key }) => key) },
    }
  },
})

/** The schema asks for a limit; without one nothing is shown to hold. */
const noLimit: Judgement<FindingsReason> = {
  code: 'findings-over-limit',
  outcome: 'error',
  sentence: 'The condition names no limit',
}

function acceptsText({ from, categories: wanted }: Options): { readonly acceptsText?: string } {
  const parts = [
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(wanted === undefined ? [] : [`on ${wanted.join(' or ')}`]),
  ]
  return parts.length === 0 ? {} : { acceptsText: parts.join(' ') }
}

/** What a report shows to have been looked for: what it says, and what it found. */
function coveredBy({ categories: said, findings }: FindingsEvidence): readonly Finding['category'][] {
  return [...new Set([...(said ?? ['code' as const]), ...findings.map(({ category }) => category)])]
}

function notCovered(
  wanted: readonly Finding['category'][],
  all: readonly FindingsEvidence[],
): readonly Judgement<FindingsReason>[] {
  const covered = new Set(all.flatMap(coveredBy))
  const missing = wanted.filter((category) => !covered.has(category))
  return missing.length === 0
    ? []
    : [
        {
          code: 'category-not-looked-for',
          outcome: 'inconclusive',
          sentence: `No report shows that problems of category ${missing.join(' and ')} were looked for`,
        },
      ]
}

/** In other files is what is in them alone: a finding that also is in one that counts does count. */
function isElsewhere(finding: Finding, limits: Options['paths']): boolean {
  const files = filesOf(finding)
  return limits !== undefined && files.length > 0 && files.every((file) => isOtherFile(file, limits))
}

/** A path that leads out of its root may be any file, so that it counts. */
function isOtherFile(file: string, { include, exclude }: NonNullable<Options['paths']>): boolean {
  const path = plainPath(file)
  if (path === null) return false
  const matches = (pattern: PathPattern): boolean => pattern.matches(path)
  return (include !== undefined && !include.some(matches)) || (exclude !== undefined && exclude.some(matches))
}

function judgeRule(pattern: string, most: number, found: readonly Finding[], noun: string): Judgement<FindingsReason> {
  const isOver = !(found.length <= most)
  const listed = found.length === 0 ? '' : `: ${findingsText(found)}`
  return {
    code: isOver ? 'rule-over-limit' : 'rule-within-limit',
    outcome: isOver ? 'fail' : 'pass',
    sentence: `${found.length} ${noun} of rule ${pattern}, at most ${most} may be${listed}`,
    facts: { rule: pattern, found: found.length, limit: most },
  }
}
