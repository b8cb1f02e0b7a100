import { z } from 'zod'
import type { EvidenceOf, Finding, LintEvidence, LintProblem } from '../../evidence/index.ts'
import { parseDuration, unitSchema } from '../../units/index.ts'
import { defineCondition, type ConditionContext, type Judgement } from '../condition.ts'
import { selectEvidence, type Selected, type Selection, type Wanted } from '../select-evidence.ts'
import { isFromTool } from '../tool-name.ts'

export type LintReason =
  'lint-passed' | 'lint-problems' | 'lint-rule-over-limit' | 'lint-nothing-checked' | 'lint-files-unknown'

const count = z.int().min(0)

const options = z.strictObject({
  suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
  from: z.string().min(1).optional().meta({ description: 'Only reports of this tool' }),
  maxErrors: count.default(0),
  maxWarnings: count.optional().meta({ description: 'Without it, any number of warnings passes' }),
  maxInfos: count.optional().meta({ description: 'Limit of conventions, hints and other remarks' }),
  rules: z.record(z.string().min(1), count).optional().meta({
    description: 'Largest number of problems of single rules, whatever their level; they count above as well',
  }),
  minFiles: z.int().min(1).optional().meta({ description: 'Fewest files that must have been looked at' }),
  maxReportAge: unitSchema(parseDuration).optional(),
})

/**
 * Linters, formatters and type checkers stay within limits.
 *
 * SARIF does not say whether its tool is a linter: its findings count here only where `from` or `suite` names them, so that
 * a clean security scan never stands in for a linter that did not run. Findings of a scanner that says what it looked for
 * (packages, configuration, licences) never do. Their levels are those of their severity: high and
 * worse, and unknown, is an error; medium a warning; the rest a remark. Findings that are suppressed do not count.
 */
export const lintCondition = defineCondition({
  kind: 'lint',
  options,
  judge: ({ suite = null, from, maxReportAge, ...limits }, context) => {
    const selection = selectLint(context, suite, from ?? null, maxReportAge ?? null)
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const { selected } = selection
    const sum = (of: 'errors' | 'warnings' | 'infos' | 'suppressed'): number =>
      selected.reduce((total, { evidence }) => total + evidence[of], 0)
    const [errors, warnings, infos] = [sum('errors'), sum('warnings'), sum('infos')]
    const problems = selected.flatMap(({ evidence }) => evidence.problems)
    const files = selected.reduce<number | null>(
      (total, { evidence }) => (total === null || evidence.files === null ? null : total + evidence.files),
      0,
    )
    const tools = [...new Set(selected.map(({ evidence }) => evidence.tool))].join(', ')
    const facts = { errors, warnings, infos, suppressed: sum('suppressed'), files, tools }
    const judgements: Judgement<LintReason>[] = []
    const add = (code: LintReason, outcome: Judgement['outcome'], sentence: string): void => {
      judgements.push({ code, outcome, sentence, facts })
    }
    const limit = (level: LintProblem['level'], found: number, most: number | undefined, noun: string): void => {
      if (most === undefined || found <= most) return
      const listed = problems.filter((problem) => problem.level === level).slice(0, 3)
      const names = listed.length > 0 ? `: ${listed.map(problemText).join(', ')}` : ''
      add('lint-problems', 'fail', `${tools} found ${found} ${noun}, at most ${most} may be${names}`)
    }
    limit('error', errors, limits.maxErrors, 'errors')
    limit('warning', warnings, limits.maxWarnings, 'warnings')
    limit('info', infos, limits.maxInfos, 'remarks')
    for (const [rule, most] of Object.entries(limits.rules ?? {})) {
      const found = problems.filter((problem) => problem.rule === rule).length
      if (!(found <= most))
        add('lint-rule-over-limit', 'fail', `${found} problems of rule ${rule}, at most ${most} may be`)
    }
    const idle = selected.find(({ evidence }) => evidence.files !== null && !(evidence.files > 0))
    if (idle !== undefined)
      add('lint-nothing-checked', 'fail', `${idle.evidence.tool} looked at no file, says report '${idle.report.name}'`)
    if (limits.minFiles !== undefined) {
      if (files === null) add('lint-files-unknown', 'inconclusive', `${tools} does not say how many files it looked at`)
      else if (!(files >= limits.minFiles))
        add('lint-nothing-checked', 'fail', `${files} files were looked at, at least ${limits.minFiles} are expected`)
    }
    const passed: Judgement<LintReason> = {
      code: 'lint-passed',
      outcome: 'pass',
      sentence: `${tools} found ${errors} errors and ${warnings} warnings${files === null ? '' : ` in ${files} files`}`,
      facts,
    }
    const [first, ...others] = judgements
    return {
      judgements: first === undefined ? [passed] : [first, ...others],
      evidence: selected.map(({ report }) => report.digest),
    }
  },
})

/** Lint evidence, and findings as such where a label or a tool is asked for. */
function selectLint(
  context: ConditionContext,
  suite: string | null,
  from: string | null,
  maxAgeMs: number | null,
): Selection<LintEvidence> {
  const of = (): Pick<Wanted<'lint' | 'findings'>, 'suite' | 'maxAgeMs' | 'acceptsText'> => ({
    suite,
    maxAgeMs,
    ...(from === null ? {} : { acceptsText: `from ${from}` }),
  })
  const accepts = (evidence: EvidenceOf['lint' | 'findings']): boolean =>
    from === null || isFromTool(evidence.tool, from)
  const lint = selectEvidence(context, { kind: 'lint', noun: 'lint report', ...of(), accepts })
  if (suite === null && from === null) return lint
  if (lint.kind === 'unusable' && lint.judgement.code !== 'evidence-missing') return lint
  const findings = selectEvidence(context, {
    kind: 'findings',
    noun: 'lint report',
    ...of(),
    accepts: (evidence) => evidence.categories === undefined && accepts(evidence),
  })
  if (findings.kind === 'unusable') return findings.judgement.code === 'evidence-missing' ? lint : findings
  const [first, ...others] = findings.selected
  const asLint = [asLintReport(first), ...others.map(asLintReport)] as const
  if (lint.kind === 'unusable') return { kind: 'selected', selected: asLint }
  return { kind: 'selected', selected: [...lint.selected, ...asLint] }
}

function asLintReport({ report, evidence }: Selected<EvidenceOf['findings']>): Selected<LintEvidence> {
  return { report, evidence: lintOfFindings(evidence) }
}

function lintOfFindings({ tool, findings, failure }: EvidenceOf['findings']): LintEvidence {
  const problems = findings.filter(({ suppressed, waiver }) => !suppressed && waiver === undefined).map(problemOf)
  const number = (level: LintProblem['level']): number => problems.filter((one) => one.level === level).length
  return {
    kind: 'lint',
    tool,
    errors: number('error'),
    warnings: number('warning'),
    infos: number('info'),
    suppressed: findings.length - problems.length,
    files: null,
    problems,
    failure,
  }
}

function problemOf({ id, severity, title, location }: Finding): LintProblem {
  const level = severity === 'medium' ? 'warning' : severity === 'low' || severity === 'info' ? 'info' : 'error'
  return { level, rule: id, file: location, line: null, message: title ?? '' }
}

function problemText({ rule, file, line, message }: LintProblem): string {
  const what = rule ?? message
  if (file === null) return what
  return `${what} in ${file}${line === null ? '' : `:${line}`}`
}
