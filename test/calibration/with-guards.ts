import type { Histogram, Look, MetricEvidence } from '@kosmos/analysis/evidence'
import { judgeGuard, type Guard } from '@kosmos/analysis/judges'
import { kosmosPolicy, parsePolicy } from '@kosmos/analysis/policy'
import type { JudgeUnderTest } from './judge-under-test.ts'
import type { SimulatedCanary, SimulatedSide } from './simulate-canary.ts'

/** The guards of the shipped policy that have a window: a simulated canary has no health. */
export const shippedGuards: readonly Guard[] = (parsePolicy(kosmosPolicy).canary?.guards ?? []).filter(
  ({ rule }) => rule !== 'failing-for',
)

/**
 * The judge with the guards of the shipped policy beside it: the earlier of the two rolls back.
 *
 * A guard that is over its limit and not shown to be holds a promotion back at that look alone; that is left out.
 */
export function withGuards({ name, judge }: JudgeUnderTest): JudgeUnderTest {
  return {
    name,
    judge: (canary) => {
      const outcome = judge(canary)
      const { rollbackAt, promoteAt } = outcome
      const firedAt = guardsFireAt(canary)
      if (firedAt === null) return outcome
      return {
        ...outcome,
        rollbackAt: Math.min(firedAt, rollbackAt ?? firedAt),
        promoteAt: promoteAt !== null && promoteAt < firedAt ? promoteAt : null,
      }
    },
  }
}

// Every configuration has the same guards.
const known = new WeakMap<SimulatedCanary, { readonly firedAt: number | null }>()

/** Seconds from the start to the first look at which a guard rolled back; `null`: none did. */
export function guardsFireAt(canary: SimulatedCanary): number | null {
  const made = known.get(canary)
  if (made !== undefined) return made.firedAt
  const evidence = [errorEvidence(canary), latencyEvidence(canary)]
  const times = shippedGuards.flatMap((guard) =>
    firedAt(
      guard,
      evidence.find(({ metric }) => metric === guard.metric),
    ),
  )
  const first = times.length === 0 ? null : Math.min(...times)
  known.set(canary, { firedAt: first })
  return first
}

/** What was shown stays shown, and says since when: one question at the end answers for every look. */
function firedAt(guard: Guard, evidence: MetricEvidence | undefined): readonly number[] {
  const { outcome, reasons } = judgeGuard(guard, evidence, shippedGuards)
  if (outcome !== 'fail') return []
  const ago = reasons[0].facts['shownAgoMs']
  const end = evidence?.looks.at(-1)?.end
  if (typeof ago !== 'number' || end === undefined) {
    throw new Error(`Guard ${guard.id} does not say since when it fails`)
  }
  return [(end - ago) / 1000]
}

/** What a metric source would have answered about the errors. */
export function errorEvidence(canary: SimulatedCanary): MetricEvidence {
  const looks = evidenceLooks(canary, ({ errors, requests }) => ({ events: errors, total: requests }))
  return { metric: 'errors', kind: 'proportion', quality: [], looks }
}

/** The same about the latency, in buckets. */
export function latencyEvidence(canary: SimulatedCanary): MetricEvidence {
  const looks = evidenceLooks(canary, ({ latency }) => histogram(latency))
  return { metric: 'latency', kind: 'distribution', quality: [], looks }
}

function evidenceLooks<Value>(canary: SimulatedCanary, read: (side: SimulatedSide) => Value): readonly Look<Value>[] {
  return canary.looks.map(({ end, control, experiment }, look) => ({
    stage: 0,
    start: 1000 * (canary.looks[look - 1]?.end ?? 0),
    end: 1000 * end,
    control: { kind: 'measured', value: read(control) },
    experiment: { kind: 'measured', value: read(experiment) },
  }))
}

/** Four buckets for each doubling, as a native histogram of schema 2 has them, from 1 ms to 66 s. */
const perDoubling = 4
const upperBounds = [
  ...Array.from({ length: 16 * perDoubling + 1 }, (_, place) => 0.001 * 2 ** (place / perDoubling)),
  Infinity,
]

function histogram(latency: Float64Array): Histogram {
  const counts = new Float64Array(upperBounds.length)
  for (const seconds of latency) {
    const place = Math.ceil(Math.log2(seconds / 0.001) * perDoubling)
    const bucket = Math.min(upperBounds.length - 1, Math.max(0, place))
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  return {
    buckets: upperBounds.map((upperBound, bucket) => ({ upperBound, count: counts[bucket] ?? 0 })),
    total: latency.length,
  }
}
