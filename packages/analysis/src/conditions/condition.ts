import type { z } from 'zod'
import type { SubmittedReport } from '../evidence/index.ts'
import type { Subject } from '../subject.ts'
import type { Part } from '../verdict/index.ts'

/** What a condition may look at. */
export interface ConditionContext {
  readonly id: string
  readonly required: boolean
  readonly subject: Subject
  readonly reports: readonly SubmittedReport[]
  /** Milliseconds since the epoch, given by the caller; ages are counted to it. */
  readonly judgedAt: number
}

/** One requirement on evidence: its name, the schema of its options, and the rule. Total: it never throws on evidence. */
export interface Condition<Kind extends string, Options> {
  readonly kind: Kind
  /** The options beside `id` and `kind`, as people write them; parsing gives them resolved. */
  readonly options: z.ZodType<Options>
  readonly judge: (options: Options, context: ConditionContext) => Part
}
