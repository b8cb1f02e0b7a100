import { emptyMeansClean } from '@kosmos/analysis/parsers'
import { z } from 'zod'
import { label } from './label.ts'
import { policyReference } from './policy-reference.ts'
import { subjectRequest } from './subject.ts'
import { time } from './time.ts'
import { verdict } from './verdict.ts'

/** Most reports of one evaluation. */
export const maxReports = 200

/** What a caller says about a report. */
const reportHead = {
  name: label('Name of the report, once in a request; in multipart the name of its part'),
  suite: label('Label that a condition asks for, such as unit or semgrep').optional(),
  format: label('Where it is not to be found out from the content').optional(),
  collectedAt: time.optional(),
  commit: label('Commit that the report belongs to').optional(),
  digest: label('Digest of the artifact that the report belongs to').optional(),
  emptyIsClean: z.boolean().optional().meta({
    description:
      'The tool ran, and an empty report is one without findings. Only with a format whose tool writes nothing where it finds nothing, such as trufflehog',
  }),
}
const emptyFault = {
  path: ['emptyIsClean'],
  message: 'Expected a format whose tool writes nothing where it finds nothing beside emptyIsClean',
}
export const attachedReport = z.strictObject(reportHead).refine(emptyIsKnown, emptyFault).meta({ id: 'AttachedReport' })

const inlineReport = z
  .strictObject({
    ...reportHead,
    content: z.string().optional().meta({ description: 'The report as text; this or contentBase64' }),
    contentBase64: z
      .string()
      .refine(isBase64, 'Expected base64 with padding')
      .optional()
      .meta({ description: 'The report as bytes', contentEncoding: 'base64' }),
  })
  .refine((report) => (report.content === undefined) !== (report.contentBase64 === undefined), {
    message: 'Expected either content or contentBase64',
  })
  .refine(emptyIsKnown, emptyFault)
  .meta({ id: 'InlineReport' })

const evaluationHead = {
  policy: policyReference,
  gate: label('Gate of the policy').meta({ example: 'pull-request' }),
  subject: subjectRequest,
  deadline: time.optional().meta({ description: 'From then on an undecided verdict is final' }),
}

/** A gate and the reports, inline. */
export const evaluationRequest = z
  .strictObject({
    ...evaluationHead,
    reports: z.array(inlineReport).max(maxReports).superRefine(namesOnce).default([]),
  })
  .meta({
    id: 'EvaluationRequest',
    example: {
      policy: { name: 'kosmos' },
      gate: 'pull-request',
      subject: { service: 'checkout', commit: '4f0c2e1a9b7d5e6f' },
      reports: [{ name: 'lcov.info', suite: 'unit', content: 'TN:\nSF:src/cart.ts\nDA:1,1\nend_of_record\n' }],
    },
  })

/** The part `request` of a multipart request; each report is a file part of its own. */
export const evaluationFormRequest = z
  .strictObject({
    ...evaluationHead,
    reports: z.array(attachedReport).max(maxReports).superRefine(namesOnce).default([]),
  })
  .meta({ id: 'EvaluationFormRequest' })

export const evaluation = z
  .object({ id: z.string(), createdAt: time, reportUrl: z.string(), verdict })
  .meta({ id: 'Evaluation' })

function emptyIsKnown({
  format,
  emptyIsClean,
}: {
  readonly format?: string | undefined
  readonly emptyIsClean?: boolean | undefined
}): boolean {
  return emptyIsClean !== true || (format !== undefined && emptyMeansClean(format))
}

// Not `z.base64()`: its expression walks ten megabytes on the stack.
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*$/.test(text.replace(/={1,2}$/, ''))
}

function namesOnce(reports: readonly { readonly name: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>()
  for (const [index, { name }] of reports.entries()) {
    if (seen.has(name)) {
      context.addIssue({
        code: 'custom',
        path: [index, 'name'],
        message: `Expected each name once, got '${name}' again`,
      })
    }
    seen.add(name)
  }
}
