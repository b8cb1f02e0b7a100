import { z } from 'zod'
import type { EvidenceOf } from '../../evidence/index.ts'
import { parseDuration, unitSchema } from '../../units/index.ts'
import { defineCondition } from '../condition.ts'
import { selectEvidence } from '../select-evidence.ts'
import { judgeSeverities, severityLimits } from '../severity-limits.ts'
import { isFromTool } from '../tool-name.ts'

const options = z.strictObject({
  suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
  from: z.string().min(1).optional().meta({ description: 'Only findings of this tool' }),
  max: severityLimits,
  maxReportAge: unitSchema(parseDuration).optional(),
})

/** Problems in code, configuration or secrets stay within limits per severity. */
export const findingsCondition = defineCondition({
  kind: 'findings',
  options,
  judge: ({ suite = null, from, max, maxReportAge }, context) => {
    const selection = selectEvidence(context, {
      kind: 'findings',
      noun: 'report of findings',
      suite,
      maxAgeMs: maxReportAge ?? null,
      ...(from === undefined
        ? {}
        : {
            accepts: (evidence: EvidenceOf['findings']) => isFromTool(evidence.tool, from),
            acceptsText: `from ${from}`,
          }),
    })
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    return {
      judgements: judgeSeverities(
        selection.selected.flatMap(({ evidence }) => evidence.findings),
        max,
        ({ category, id, location, title }) => JSON.stringify([category, id, location, title]),
        'findings',
      ),
      evidence: selection.selected.map(({ report }) => report.digest),
    }
  },
})
