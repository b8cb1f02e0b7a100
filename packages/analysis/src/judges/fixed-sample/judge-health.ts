import type { HealthEvidence } from '../../evidence/index.ts'
import type { Part } from '../../verdict/index.ts'
import { healthStanding } from '../health-standing.ts'
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
  const standings = looks.map(({ experiment }) => healthStanding(experiment))
  const missing = standings.filter((standing) => standing === 'missing').length
  const healthy = standings.filter((standing) => standing === 'healthy').length
  const name = `Canary ${metric.id}`
  const counted = `healthy at ${healthy} of ${looks.length} looks`
  const facts = { healthy, looks: looks.length, missing }
  if (!request.complete) {
    return metricPart(metric, 'collecting', 'inconclusive', `${name}: ${counted}; still collecting`, null, facts)
  }
  if (looks.length === 0 || !(missing <= missingShareAllowed * looks.length)) {
    const example = looks.find(({ experiment }) => experiment.kind === 'missing')?.experiment
    const why = example?.kind === 'missing' ? ` (${example.reason}, ${example.detail})` : ''
    const sentence = `${name} cannot be judged: ${missing} of ${looks.length} looks gave no answer${why}`
    return metricPart(metric, 'looks-missing', 'inconclusive', sentence, null, facts)
  }
  if (standings.at(-1) === 'healthy') return metricPart(metric, 'healthy', 'pass', `${name} is ${counted}`, null, facts)
  const sentence = `${name} is not healthy at the newest look, ${counted}`
  return metricPart(metric, 'not-healthy', 'inconclusive', sentence, null, facts)
}
