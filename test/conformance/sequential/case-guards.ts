import type { Histogram, Look, Measured, MetricEvidence } from '@kosmos/analysis/evidence'
import { judgeGuard, type CanaryLook, type Guard, type MetricLook, type Samples } from '@kosmos/analysis/judges'
import { doublingBounds, histogramOfSamples } from '@kosmos/analysis/series'
import type { CaseGuard, SequentialCase } from './case-schema.ts'

/** What the guards of a case say at one of its looks. */
export interface GuardsStanding {
  /** A limit was shown as exceeded; `null` where none was. */
  readonly broken: string | null
  /** A guard is not quiet, or could not be measured; `null` where all are quiet. */
  readonly doubtful: string | null
}

/** Reads the guards of a case against its looks. */
export function guardsOf(one: SequentialCase, looks: readonly CanaryLook[]): (at: number) => GuardsStanding {
  const guards = (one.guards ?? []).map((guard, at) => guardOf(guard, at, one))
  const evidence = guards.map((guard) => evidenceOf(guard, one, looks))
  return (at) => {
    const reasons = guards.flatMap((guard, index) => {
      const all = evidence[index]
      const part = judgeGuard(guard, all === undefined ? undefined : upTo(all, at), guards)
      return part.reasons.map((reason) => ({ ...reason, outcome: part.outcome }))
    })
    return {
      broken: reasons.find(({ outcome }) => outcome === 'fail')?.sentence ?? null,
      doubtful: reasons.find(({ outcome }) => outcome !== 'pass' && outcome !== 'fail')?.sentence ?? null,
    }
  }
}

function guardOf({ quantile, above, aboveBaseline, ...given }: CaseGuard, at: number, one: SequentialCase): Guard {
  const kind = one.metrics.find(({ id }) => id === given.metric)?.kind
  const id = given.id ?? `guard-${at + 1}`
  const base = { ...given, id, window: given.window * 1000 }
  if (kind === 'proportion' && above !== undefined) return { ...base, rule: 'proportion-above', above }
  if (kind === 'distribution' && quantile !== undefined) {
    if (above !== undefined) return { ...base, rule: 'quantile-above', quantile, above }
    if (aboveBaseline !== undefined) {
      return { ...base, rule: 'quantile-above-baseline', quantile, ratio: aboveBaseline }
    }
  }
  throw new Error(`expected a guard of a share or of a quantile, got ${JSON.stringify({ ...given, quantile, above })}`)
}

function evidenceOf(guard: Guard, one: SequentialCase, looks: readonly CanaryLook[]): MetricEvidence | undefined {
  const { metric } = guard
  const found = looks.flatMap((look, at) => {
    const sides = look.metrics.find((each) => each.metric === metric)
    return sides === undefined ? [] : [{ sides, span: spanOf(one, look.stage, at) }]
  })
  const kind = found[0]?.sides.kind
  if (kind === 'proportion') {
    const read = found.flatMap(({ sides, span }) => (sides.kind === 'proportion' ? [{ ...span, ...sides }] : []))
    return { metric, kind, quality: [], looks: read }
  }
  if (kind === 'distribution') {
    const exact = guard.rule === 'quantile-above' ? [guard.above] : []
    const distributions = found.flatMap(({ sides, span }) => (sides.kind === 'distribution' ? [{ sides, span }] : []))
    const bounds = fineBounds(
      distributions.map(({ sides }) => sides),
      exact,
    )
    const read = distributions.map(({ sides, span }) => ({
      ...span,
      control: sides.control === null ? null : asHistogram(sides.control, bounds),
      experiment: asHistogram(sides.experiment, bounds),
    }))
    return { metric, kind, quality: [], looks: read }
  }
  return undefined
}

/** Milliseconds of a look: from the one before, the first as long as the second. */
function spanOf({ looks }: SequentialCase, stage: number, at: number): Pick<Look<never>, 'stage' | 'start' | 'end'> {
  const end = looks[at]?.t ?? Number.NaN
  const length = at > 0 ? end - (looks[at - 1]?.t ?? Number.NaN) : (looks[1]?.t ?? end + 30) - end
  return { stage, start: 1000 * (end - length), end: 1000 * end }
}

function upTo(evidence: MetricEvidence, at: number): MetricEvidence {
  if (evidence.kind === 'proportion') return { ...evidence, looks: evidence.looks.slice(0, at + 1) }
  if (evidence.kind === 'distribution') return { ...evidence, looks: evidence.looks.slice(0, at + 1) }
  return evidence
}

/** So many buckets for each doubling: a guard's ratio of 2 falls on bounds. */
const bucketsPerDoubling = 32

/** Bounds that hold all samples, the same for all looks, so that windows add up. */
function fineBounds(
  looks: readonly Extract<MetricLook, { kind: 'distribution' }>[],
  exact: readonly number[],
): readonly number[] {
  const samples = looks.flatMap(({ control, experiment }) =>
    [control, experiment].flatMap((side) =>
      side?.kind === 'measured' && 'samples' in side.value ? [side.value.samples] : [],
    ),
  )
  return doublingBounds(samples, bucketsPerDoubling, exact)
}

function asHistogram(side: Measured<Histogram | Samples>, bounds: readonly number[]): Measured<Histogram> {
  if (side.kind === 'missing') return side
  const { value } = side
  if (!('samples' in value)) return { kind: 'measured', value }
  // The judge refuses the others; a guard reads what is left.
  const sound = value.samples.filter((sample) => Number.isFinite(sample))
  return { kind: 'measured', value: histogramOfSamples(sound, bounds) }
}
