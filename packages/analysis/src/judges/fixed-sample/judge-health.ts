import type { HealthEvidence } from '../../evidence/index.ts'
import type { Part } from '../../verdict/index.ts'
import type { JudgeRequest } from '../judge.ts'
import type { Metric } from '../metric.ts'
import { metricPart } from './metric-part.ts'
import type { FixedSampleOptions } from './options.ts'
import { missingShareAllowed } from './usable-looks.ts'

/** Health of the canary: healthy at its newest look, and measured at nearly all. How long it may fail is a guard's rule. */
export function judgeHealth(
  metric: Extract<Metric, { kind: 'health' }>,
  evidence: HealthEvidence,
  request: JudgeRequest<FixedSampleOptions>,
): Part {
  const { looks } = evidence
  const newest = looks.at(-1)?.experiment
  const missing = looks.filter(({ experiment }) => experiment.kind === 'missing')
  const healthy = looks.filter(({ experiment }) => experiment.kind === 'measured' && experiment.value === 1).length
  const counted = `healthy at ${healthy} of ${looks.length} looks`
  const facts = { healthy, looks: looks.length, missing: missing.length }
  if (!request.complete) {
    return metricPart(
      metric,
      'collecting',
      'inconclusive',
      `Canary ${metric.id}: ${counted}; still collecting`,
      null,
      facts,
    )
  }
  const example = missing[0]?.experiment
  if (looks.length === 0 || missing.length > missingShareAllowed * looks.length) {
    const why = example?.kind === 'missing' ? ` (${example.detail})` : ''
    return metricPart(
      metric,
      'looks-missing',
      'inconclusive',
      `Canary ${metric.id} cannot be judged: ${missing.length} of ${looks.length} looks gave no answer${why}`,
      null,
      facts,
    )
  }
  return newest?.kind === 'measured' && newest.value === 1
    ? metricPart(metric, 'healthy', 'pass', `Canary ${metric.id} is ${counted}`, null, facts)
    : metricPart(
        metric,
        'not-healthy',
        'inconclusive',
        `Canary ${metric.id} is not healthy at the newest look, ${counted}`,
        null,
        facts,
      )
}
