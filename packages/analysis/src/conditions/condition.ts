import type { z } from 'zod'
import type { Observation, Reference, SubmittedReport } from '../evidence/index.ts'
import type { Subject } from '../subject.ts'
import { worst, type Fact, type Measurement, type Outcome, type Part, type Reason } from '../verdict/index.ts'

/** What a condition may look at. */
export interface ConditionContext {
  readonly id: string
  readonly required: boolean
  readonly subject: Subject
  readonly reports: readonly SubmittedReport[]
  /** Milliseconds since the epoch, given by the caller; ages are counted to it. */
  readonly judgedAt: number
  /** Accepted evidence of the branch that the condition compares with, newest first; empty where there is none. */
  readonly references: readonly Reference[]
}

/** What a condition came to: its part of the verdict, and what later evidence may be compared with. */
export interface ConditionResult {
  readonly part: Part
  /** `null` where the condition keeps nothing, and where there was no usable evidence. */
  readonly observation: Observation | null
}

/** What a condition found, before it is put together with its name into a part. */
export interface Judgement<Code extends string = string> {
  readonly code: Code
  readonly outcome: Outcome
  readonly sentence: string
  readonly facts?: Readonly<Record<string, Fact>>
  readonly measurement?: Measurement
}

/** One requirement on evidence: its name, the schema of its options, and the rule. */
export interface Condition<Kind extends string> {
  readonly kind: Kind
  /** The options beside `id`, `kind` and `required`, as people write them. */
  readonly options: z.ZodObject
  /** The branch whose accepted evidence it compares with, by its options as written; `null` where it compares with none. */
  readonly referenceBranch: (options: unknown) => string | null
  /** @param options - as written in the policy. Total: it never throws on evidence. */
  readonly judge: (options: unknown, context: ConditionContext) => ConditionResult
}

/** Binds a rule to the schema of its options, so that the rule gets them resolved. */
export function defineCondition<Kind extends string, Schema extends z.ZodObject>(given: {
  readonly kind: Kind
  readonly options: Schema
  readonly referenceBranch?: (options: z.output<Schema>) => string | null
  readonly judge: (
    options: z.output<Schema>,
    context: ConditionContext,
  ) => {
    readonly judgements: readonly [Judgement, ...Judgement[]]
    readonly evidence: readonly string[]
    readonly observation?: Observation | null
  }
}): Condition<Kind> {
  return {
    kind: given.kind,
    options: given.options,
    referenceBranch: (options) => given.referenceBranch?.(given.options.parse(options)) ?? null,
    judge: (options, context) => {
      const { judgements, evidence, observation = null } = given.judge(given.options.parse(options), context)
      const told = [...judgements, ...warningsOf(context.reports, evidence)]
      const outcome = worst(told.map((one) => one.outcome))
      const first = told.find((one) => one.outcome === outcome) ?? judgements[0]
      const others = told.filter((one) => one !== first)
      const part: Part = {
        id: context.id,
        role: 'condition',
        kind: given.kind,
        required: context.required,
        outcome,
        reasons: [reasonOf(first), ...others.map(reasonOf)],
        measurement: first.measurement ?? null,
        evidence,
      }
      return { part, observation }
    },
  }
}

/** Most warnings of reports that a condition repeats. */
const maxWarnings = 5

/** What the reports that a condition used say about themselves: it stops nothing, and nobody shall have to look for it. */
function warningsOf(reports: readonly SubmittedReport[], evidence: readonly string[]): readonly Judgement[] {
  const warnings = reports.flatMap(({ name, digest, content }) =>
    content.kind === 'read' && evidence.includes(digest)
      ? content.warnings.map(({ message }) => `Report '${name}': ${message}`)
      : [],
  )
  const shown = warnings.slice(0, maxWarnings)
  const more = warnings.length - shown.length
  return [...shown, ...(more > 0 ? [`${more} more warnings of its reports`] : [])].map((sentence) => ({
    code: 'report-warning',
    outcome: 'warn',
    sentence,
  }))
}

function reasonOf(one: Judgement): Reason {
  return { code: one.code, outcome: one.outcome, sentence: one.sentence, facts: one.facts ?? {} }
}
