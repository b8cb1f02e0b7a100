import { z } from 'zod'
import { parseDuration, unitSchema } from '../../units/index.ts'
import { defineCondition, type Judgement } from '../condition.ts'
import { selectPipeline, stagesNamed } from '../pipeline-evidence.ts'

export type StagesReason = 'stages-succeeded' | 'stage-missing' | 'stage-not-succeeded' | 'stage-running'

const options = z.strictObject({
  suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
  succeeded: z.array(z.string().min(1)).min(1).meta({
    description: 'Stages that must have succeeded, by name, with * for any text; every one that a name means',
  }),
  maxReportAge: unitSchema(parseDuration).optional(),
})

/**
 * Stages of a pipeline are there and succeeded. Missing, skipped, cancelled, failed and unknown ones are none of that; one
 * that is still running is inconclusive.
 */
export const stagesCondition = defineCondition({
  kind: 'stages',
  options,
  judge: ({ suite = null, succeeded, maxReportAge }, context) => {
    const selection = selectPipeline(context, suite, maxReportAge ?? null)
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const judgements = succeeded.flatMap((pattern): Judgement<StagesReason>[] => {
      const found = stagesNamed(selection.stages, pattern)
      if (found.length === 0) {
        const sentence = `Stage '${pattern}' is not in the report of the pipeline`
        return [{ code: 'stage-missing', outcome: 'fail', sentence, facts: { stage: pattern } }]
      }
      return found
        .filter(({ status }) => status !== 'succeeded')
        .map(({ name, status }) => ({
          code: status === 'running' ? 'stage-running' : 'stage-not-succeeded',
          outcome: status === 'running' ? 'inconclusive' : 'fail',
          sentence:
            status === 'running'
              ? `Stage '${name}' is still running or waiting`
              : `Stage '${name}' did not succeed, its status is ${status}`,
          facts: { stage: name, status },
        }))
    })
    const names = succeeded.map((name) => `'${name}'`).join(', ')
    const [first, ...others] = judgements
    return {
      judgements: [
        first ?? {
          code: 'stages-succeeded',
          outcome: 'pass',
          sentence: `Stages ${names} succeeded`,
          facts: { succeeded: succeeded.length },
        },
        ...others,
      ],
      evidence: selection.evidence,
    }
  },
})
