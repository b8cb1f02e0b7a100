import type { HealthEvidence } from '../../evidence/index.ts'
import { formatDuration } from '../../units/index.ts'
import type { Part } from '../../verdict/index.ts'
import { healthStanding } from '../health-standing.ts'
import { guardPart, notMeasured, type GuardOf } from './guard-part.ts'
import { inDoubt } from './in-doubt.ts'

/** Judges for how long the canary has been failing. Time is not random: there is a value, and nothing to show. */
export function judgeFailingFor(guard: GuardOf<'failing-for'>, evidence: HealthEvidence): Part {
  const standings = evidence.looks.map(({ experiment }) => healthStanding(experiment))
  const newest = standings.at(-1)
  if (newest === undefined) return notMeasured(guard, 'there is no look yet')
  // The span from the first to the last look measured as failing, with no healthy one between. A look without an answer
  // neither begins nor ends it, and does not break it: a canary that fails and falls silent in turns was never healthy.
  const from = standings.indexOf('failing', standings.lastIndexOf('healthy') + 1)
  const [first, last] = from < 0 ? [] : [evidence.looks[from], evidence.looks[standings.lastIndexOf('failing')]]
  const lasted = first === undefined || last === undefined ? 0 : last.end - first.start
  const facts = { failingForMs: lasted, limitMs: guard.failingFor }
  const failing = `Canary ${guard.metric} has been failing for ${formatDuration(lasted)}`
  if (first !== undefined && lasted >= guard.failingFor) {
    const sentence = `${failing}, the limit is ${formatDuration(guard.failingFor)}`
    return guardPart(guard, 'guard-over-limit', 'fail', sentence, { facts })
  }
  if (newest === 'missing') return notMeasured(guard, `the newest look gave no health of ${guard.metric}`)
  if (newest === 'failing') {
    const sentence = `${failing}, under the limit of ${formatDuration(guard.failingFor)}`
    return guardPart(guard, 'guard-failing', 'inconclusive', sentence, { facts })
  }
  return (
    inDoubt(guard, evidence) ??
    guardPart(guard, 'guard-quiet', 'pass', `Canary ${guard.metric} is healthy at the newest look`, { facts })
  )
}
