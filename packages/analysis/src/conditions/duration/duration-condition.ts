import { z } from 'zod'
import type { PipelineStage } from '../../evidence/index.ts'
import { formatDuration, parseDuration, unitSchema } from '../../units/index.ts'
import { defineCondition, type Judgement } from '../condition.ts'
import { selectPipeline, stagesNamed } from '../pipeline-evidence.ts'
import { stageTime, type StageTime } from './stage-time.ts'

export type DurationReason =
  'duration-within-budget' | 'duration-over-budget' | 'duration-stage-missing' | 'duration-unknown'

const options = z
  .strictObject({
    suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
    budgets: z
      .record(z.string().min(1), unitSchema(parseDuration))
      .optional()
      .meta({ description: 'Longest time per stage, by its name, with * for any text' }),
    total: unitSchema(parseDuration).optional().meta({ description: 'Longest time of all stages together' }),
    enforce: z.enum(['warn', 'fail']).default('warn').meta({ description: 'What a stage over its budget comes to' }),
    maxReportAge: unitSchema(parseDuration).optional(),
  })
  .refine(
    ({ budgets, total }) => total !== undefined || Object.keys(budgets ?? {}).length > 0,
    'expected a budget for at least one stage, or a total',
  )

/**
 * A pipeline's stages stay within their budgets of time. Counted is the time in which at least one of the jobs that a name
 * means was working: parallel jobs count once, waiting does not count. A stage that is missing, still running, failed or
 * without times is inconclusive, unless it is over its budget already.
 */
export const durationCondition = defineCondition({
  kind: 'duration',
  options,
  judge: ({ suite = null, budgets = {}, total, enforce, maxReportAge }, context) => {
    const selection = selectPipeline(context, suite, maxReportAge ?? null)
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const { stages } = selection
    const judgements = Object.entries(budgets).map(([name, budget]) =>
      judgeBudget(`Stage '${name}'`, stagesNamed(stages, name), budget, enforce),
    )
    if (total !== undefined) judgements.push(judgeBudget('The pipeline', stages, total, enforce))
    const [first, ...others] = judgements
    return {
      judgements: [
        first ?? { code: 'duration-unknown', outcome: 'inconclusive', sentence: 'There is no budget' },
        ...others,
      ],
      evidence: selection.evidence,
    }
  },
})

function judgeBudget(
  what: string,
  stages: readonly PipelineStage[],
  budget: number,
  enforce: 'warn' | 'fail',
): Judgement<DurationReason> {
  const facts = { stage: what, budget, jobs: stages.length }
  if (stages.length === 0) {
    const sentence = `${what} is not in the report of the pipeline`
    return { code: 'duration-stage-missing', outcome: 'inconclusive', sentence, facts }
  }
  const time = stageTime(stages)
  const took = time.kind === 'measured' ? time.milliseconds : time.kind === 'unknown' ? time.atLeast : 0
  if (took > budget) {
    const so = time.kind === 'unknown' && time.why === 'running' ? 'has taken' : 'took'
    const sentence = `${what} ${so} ${seconds(took)}, its budget is ${formatDuration(budget)}`
    return { code: 'duration-over-budget', outcome: enforce, sentence, facts: { ...facts, took } }
  }
  if (time.kind !== 'measured' || !(took <= budget)) {
    const sentence = `${what} ${whyText(time)}`
    return { code: 'duration-unknown', outcome: 'inconclusive', sentence, facts }
  }
  const sentence = `${what} took ${seconds(took)} of ${formatDuration(budget)}`
  return { code: 'duration-within-budget', outcome: 'pass', sentence, facts: { ...facts, took } }
}

function whyText(time: StageTime): string {
  if (time.kind !== 'unknown') return 'did not run'
  switch (time.why) {
    case 'running':
      return `is not over: '${time.stage}' is still running or waiting`
    case 'unfinished':
      return `proves no duration: '${time.stage}' did not succeed`
    case 'no-times':
      return `has no times: when '${time.stage}' began and ended is not known`
  }
}

function seconds(milliseconds: number): string {
  return formatDuration(milliseconds < 1000 ? milliseconds : milliseconds - (milliseconds % 1000))
}
