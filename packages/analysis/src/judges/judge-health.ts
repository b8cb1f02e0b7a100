import type { HealthEvidence } from '../evidence/index.ts'
import type { Part } from '../verdict/index.ts'
import { doubted } from './doubted.ts'
import { metricPart } from './fixed-sample/metric-part.ts'
import { missingShareAllowed } from './fixed-sample/usable-looks.ts'
import { healthStanding } from './health-standing.ts'
import type { Metric } from './metric.ts'

/** Health of the canary: healthy at its newest look, and measured at nearly all. How long it may fail is a guard's rule. */
export function judgeHealth(
  metric: Extract<Metric, { kind: 'health' }>,
  evidence: HealthEvidence,
  complete: boolean,
): Part {
  return doubted(standingPart(metric, evidence, complete), evidence.quality)
}

function standingPart(metric: Extract<Metric, { kind: 'health' }>, { looks }: HealthEvidence, complete: boolean): Part {
  const standings = looks.map(({ experiment }) => healthStanding(experiment))
  const missing = standings.filter((standing) => standing === 'missing').length
  const healthy = standings.filter((standing) => standing === 'healthy').length
  const name = `Canary ${metric.id}`
  const counted = `healthy at ${healthy} of ${looks.length} looks`
  const facts = { healthy, looks: looks.length, missing }
  if (!complete) {
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
