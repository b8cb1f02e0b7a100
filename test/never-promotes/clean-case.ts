import * as fc from 'fast-check'
import { cleanCanary, momentsOf, type Healthy } from './clean-canary.ts'
import { evidenceUpTo, judgeAt, judgedPlans } from './judged-plans.ts'

/** A canary that does as its baseline does, judged at the end of a stage. */
export interface CleanCase {
  readonly plan: number
  readonly stage: number
  readonly traffic: number
  readonly seconds: number
  readonly phase: number
}

export const cleanCase: fc.Arbitrary<CleanCase> = fc.record({
  plan: fc.nat(judgedPlans.length - 1),
  stage: fc.nat(2),
  traffic: fc.double({ min: 1, max: 3, noNaN: true }),
  seconds: fc.double({ min: 0.05, max: 0.4, noNaN: true }),
  phase: fc.double({ min: 0, max: 6, noNaN: true }),
})

/** A sentence where a clean canary is not promoted; `null` where it is. */
export function heldBack({ plan: at, stage: asked, traffic, seconds, phase }: CleanCase): string | null {
  const of = judgedPlans[at]
  if (of === undefined) throw new Error(`There is no plan ${at}`)
  const stage = asked % of.plan.stages.length
  const moments = momentsOf(of.plan)
  const look = moments.findLastIndex((moment) => moment.stage === stage)
  const moment = moments[look]
  if (moment === undefined) throw new Error(`${of.name} has no look in stage ${stage}`)
  const healthy: Healthy = {
    requestsPerSecond: of.requestsPerSecond * traffic,
    errorShare: of.errorShare,
    seconds,
    phase,
  }
  const { verdict } = judgeAt(of.plan, evidenceUpTo(cleanCanary(of.plan, healthy), look), moment, null)
  return verdict.verdict === 'promote' ? null : `${verdict.verdict}: ${of.name}, stage ${stage + 1}: ${verdict.reason}`
}
