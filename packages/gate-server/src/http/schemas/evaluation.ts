import { z } from 'zod'
import { policyRequest, subjectRequest, time } from './common.ts'
import { verdict } from './verdict.ts'

const label = z.string().min(1).max(256)

/** What a caller says about a report. */
const reportHead = {
  name: label.meta({ description: 'Name of the report; in multipart the name of its part' }),
  suite: label.optional().meta({ description: 'Label that a condition asks for, such as unit or semgrep' }),
  format: label.optional().meta({ description: 'Where it is not to be found out from the content' }),
  collectedAt: time.optional(),
  commit: label.optional().meta({ description: 'Commit that the report belongs to' }),
  digest: label.optional().meta({ description: 'Digest of the artifact that the report belongs to' }),
}

const evaluationHead = {
  policy: policyRequest,
  gate: label.meta({ description: 'Gate of the policy' }),
  subject: subjectRequest,
  deadline: time.optional().meta({ description: 'From then on an undecided verdict is final' }),
}

/** A gate and the reports, inline. */
export const evaluationRequest = z
  .strictObject({
    ...evaluationHead,
    reports: z
      .array(
        z.strictObject({
          ...reportHead,
          content: z.string().optional().meta({ description: 'The report as text' }),
          contentBase64: z.base64().optional().meta({ description: 'The report as bytes' }),
        }),
      )
      .max(200)
      .default([]),
  })
  .meta({ id: 'EvaluationRequest' })

/** The part `request` of a multipart request; each report is a file part of its own. */
export const evaluationFormRequest = z
  .strictObject({ ...evaluationHead, reports: z.array(z.strictObject(reportHead)).max(200).default([]) })
  .meta({ id: 'EvaluationFormRequest' })

export const evaluation = z
  .object({ id: z.string(), createdAt: time, reportUrl: z.string(), verdict })
  .meta({ id: 'Evaluation' })
