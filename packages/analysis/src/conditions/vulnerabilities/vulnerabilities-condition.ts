import { z } from 'zod'
import type { EvidenceOf } from '../../evidence/index.ts'
import { parseDuration, unitSchema } from '../../units/index.ts'
import { defineCondition } from '../condition.ts'
import { selectEvidence } from '../select-evidence.ts'
import { judgeSeverities, severityLimits } from '../severity-limits.ts'
import { isFromTool } from '../tool-name.ts'

const options = z.strictObject({
  suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
  from: z.string().min(1).optional().meta({ description: 'Only reports of this scanner' }),
  max: severityLimits,
  fixableOnly: z.boolean().default(false).meta({ description: 'Count only what a newer version fixes' }),
  maxReportAge: unitSchema(parseDuration).optional(),
})

/** Vulnerable packages stay within limits per severity; one advisory in one version of a package counts once. */
export const vulnerabilitiesCondition = defineCondition({
  kind: 'vulnerabilities',
  options,
  judge: ({ suite = null, from, max, fixableOnly, maxReportAge }, context) => {
    const selection = selectEvidence(context, {
      kind: 'vulnerabilities',
      noun: 'vulnerability report',
      suite,
      maxAgeMs: maxReportAge ?? null,
      ...(from === undefined
        ? {}
        : {
            accepts: (evidence: EvidenceOf['vulnerabilities']) => isFromTool(evidence.tool, from),
            acceptsText: `from ${from}`,
          }),
    })
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const findings = selection.selected
      .flatMap(({ evidence }) => evidence.findings)
      .filter((finding) => !fixableOnly || (finding.package?.fixedVersion ?? null) !== null)
    return {
      judgements: judgeSeverities(
        findings,
        max,
        ({ id, package: of }) => JSON.stringify([id, of?.purl ?? of?.name ?? null, of?.installedVersion ?? null]),
        fixableOnly ? 'fixable vulnerabilities' : 'vulnerabilities',
      ),
      evidence: selection.selected.map(({ report }) => report.digest),
    }
  },
})
