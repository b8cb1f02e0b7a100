import type { JudgeState } from '@kosmos/analysis/judges'
import * as fc from 'fast-check'
import { anyFault, canBeTold, faultName, withFault, type Fault } from './faults.ts'
import { cleanRun, evidenceUpTo, judgeAt, judgedPlans, type CleanRun } from './judged-plans.ts'

/** A clean canary with one fault, judged at one look. Plain data, so that a counterexample can be read. */
export interface FaultyCase {
  readonly plan: number
  readonly phase: number
  /** Each counts through what the plan has, whatever their number. */
  readonly stage: number
  readonly metric: number
  /** Looks of the stage before the one that is judged. */
  readonly before: number
  readonly fault: Fault
  /** Whether the judge remembers the looks before the fault, or reads all of them anew. */
  readonly remembers: boolean
  /** 0: the case is judged once more by each way that has to come to the same. */
  readonly again: number
}

const phases = [0, 2.1] as const

export const faultyCase: fc.Arbitrary<FaultyCase> = fc.record({
  plan: fc.nat(judgedPlans.length - 1),
  phase: fc.nat(phases.length - 1),
  stage: fc.nat(2),
  metric: fc.nat(11),
  before: fc.oneof(fc.constant(19), fc.integer({ min: 5, max: 19 })),
  fault: anyFault,
  remembers: fc.oneof({ weight: 19, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  again: fc.nat(24),
})

const runs = new Map<string, CleanRun>()

function runOf(plan: number, phase: number): CleanRun {
  const key = `${plan} ${phase}`
  const known = runs.get(key)
  if (known !== undefined) return known
  const of = judgedPlans[plan]
  if (of === undefined) throw new Error(`There is no plan ${plan}`)
  const run = cleanRun(of, phases[phase] ?? 0)
  runs.set(key, run)
  return run
}

/** What is wrong with the judgement of a case: a sentence, or `null` where nothing is. */
export function faultOf(given: FaultyCase): string | null {
  const run = runOf(given.plan, given.phase)
  const { plan } = run.of
  const stage = given.stage % plan.stages.length
  const first = run.moments.findIndex((moment) => moment.stage === stage)
  const metric = plan.metrics[given.metric % plan.metrics.length]
  const isScattered = 'place' in given.fault && given.fault.place.kind === 'scattered'
  const look = first + Math.max(given.before, isScattered ? 15 : 0)
  const moment = run.moments[look]
  const hasBaseline = metric?.kind !== 'health' && plan.stages[stage]?.requires !== 'bake'
  if (metric === undefined || moment === undefined || !canBeTold(given.fault, plan.metrics.length, hasBaseline))
    return null
  const spoilt = spoiltLooks(given.fault, first, look)
  const evidence = withFault(evidenceUpTo(run.evidence, look), metric.id, given.fault, spoilt)
  const known = given.remembers ? (run.states[Math.min(look, ...spoilt) - 1] ?? null) : null
  const judged = judgeAt(plan, evidence, moment, known)
  const said = `${run.of.name}, stage ${stage + 1}, look ${look}: ${metric.id} ${faultName(given.fault, metric.kind)}`
  if (judged.verdict.verdict === 'promote') return `promoted: ${said}`
  if (!isFinite(judged.judgeState)) return `a state holds what is no finite number: ${said}`
  if (!isFinite(judged.verdict)) return `a verdict holds what is no finite number: ${said}`
  if (given.again > 0 || !('place' in given.fault)) return null
  const stored = JSON.parse(JSON.stringify(known)) as JudgeState | null
  for (const [way, state] of [
    ['without a state', null],
    ['with a state that was stored', stored],
    ['with its own state', judged.judgeState],
  ] as const) {
    if (asJson(judgeAt(plan, evidence, moment, state)) !== asJson(judged)) return `judged otherwise ${way}: ${said}`
  }
  return null
}

function spoiltLooks(fault: Fault, first: number, look: number): ReadonlySet<number> {
  if (!('place' in fault)) return new Set()
  const { place } = fault
  if (place.kind === 'newest') {
    return new Set(Array.from({ length: place.looks }, (_, at) => look - at).filter((at) => at >= first))
  }
  // Every other look before the newest, and more than one in twenty of all.
  return new Set(Array.from({ length: Math.floor((look + 1) / 20) + 1 }, (_, at) => look - 1 - 2 * at))
}

/** True where every number inside is finite, so that JSON keeps it. */
function isFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(isFinite)
}

/** Without the sign of a 0, which JSON does not keep and nothing rests on. */
function asJson(value: unknown): string {
  return JSON.stringify(value)
}
