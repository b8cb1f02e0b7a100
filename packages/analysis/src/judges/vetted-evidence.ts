import type { Look, MetricEvidence, QualityFact } from '../evidence/index.ts'
import { missingShareAllowed } from './fixed-sample/usable-looks.ts'

/**
 * The evidence of a plan's metrics, each with what its looks themselves put in doubt: a fact like those of a source, under
 * which nothing goes on. Judges and guards read the newest look as the last one, and count looks; so a metric must have come
 * once, its looks in the order of time, its newest at the newest moment of the judged stage, nearly all of the stage's looks,
 * and a histogram the same bounds on both sides throughout. What was shown to be harm stays harm.
 */
export function vettedEvidence(
  evidence: readonly MetricEvidence[],
  metrics: readonly { readonly id: string }[],
  stage: number,
): readonly MetricEvidence[] {
  const known = metrics.flatMap(({ id }) => {
    const came = evidence.filter(({ metric }) => metric === id)
    const [of] = came
    return of === undefined ? [] : [{ of, times: came.length, looks: looksOf(of.looks, stage) }]
  })
  const newest = Math.max(...known.map(({ looks }) => looks.newest))
  const most = Math.max(...known.map(({ looks }) => looks.ofStage))
  return known.map(({ of, times, looks }) => {
    const doubt = doubtOf(of, times, looks, { newest, most })
    return doubt === null ? of : { ...of, quality: [...of.quality, doubt] }
  })
}

interface LooksRead {
  readonly areInOrder: boolean
  /** End of the last look. */
  readonly newest: number
  readonly isOfStage: boolean
  readonly ofStage: number
}

function looksOf(looks: readonly Look<unknown>[], stage: number): LooksRead {
  let [areInOrder, ofStage, end, before] = [true, 0, -Infinity, 0]
  for (const look of looks) {
    if (!(look.end > end && look.start < look.end && look.stage >= before)) areInOrder = false
    if (look.stage === stage) ofStage += 1
    end = look.end
    before = look.stage
  }
  return { areInOrder, newest: end, isOfStage: looks.at(-1)?.stage === stage, ofStage }
}

function doubtOf(
  of: MetricEvidence,
  times: number,
  { areInOrder, newest, isOfStage, ofStage }: LooksRead,
  all: { readonly newest: number; readonly most: number },
): QualityFact | null {
  if (times > 1) return { code: 'source-error', detail: `${times} answers came for one metric` }
  if (!areInOrder) return { code: 'source-error', detail: 'the looks are not in the order of time' }
  if (!(isOfStage && newest === all.newest)) return { code: 'partial', detail: 'the newest look lacks the metric' }
  if (!(ofStage >= (1 - missingShareAllowed) * all.most)) {
    return { code: 'partial', detail: `only ${ofStage} of ${all.most} looks of the stage have the metric` }
  }
  return of.kind === 'distribution' && !haveSameBounds(of.looks)
    ? { code: 'partial', detail: 'the bounds of the histograms are not the same throughout' }
    : null
}

function haveSameBounds(looks: Extract<MetricEvidence, { kind: 'distribution' }>['looks']): boolean {
  const histograms = looks.flatMap(({ control, experiment }) =>
    [control, experiment].flatMap((side) => (side?.kind === 'measured' ? [side.value] : [])),
  )
  const [first] = histograms
  return histograms.every(
    ({ buckets }) =>
      buckets.length === first?.buckets.length &&
      buckets.every(({ upperBound }, at) => upperBound === first.buckets[at]?.upperBound),
  )
}
