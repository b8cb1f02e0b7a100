import type { CanaryLook } from './canary-look.ts'
import { signsOf, type MetricState } from './metric-state.ts'
import { noLooks, type SequentialSettings, type SequentialState } from './sequential-canary.ts'

/** A look of all metrics and when it ended, milliseconds since the epoch. */
export interface DatedLook {
  readonly end: number
  readonly look: CanaryLook
}

/** A state with what it belongs to, so that it is not taken for that of another canary. */
export interface RememberedState extends SequentialState {
  /** Of the metrics, in their order. */
  readonly metricIds: readonly string[]
  /** End of the newest look that was taken up; `null` before the first. */
  readonly newestEnd: number | null
}

/** The state after these looks, to be given back at the next one. */
export function remembered(
  state: SequentialState,
  { metrics }: SequentialSettings,
  looks: readonly DatedLook[],
): RememberedState {
  return { ...state, metricIds: metrics.map(({ id }) => id), newestEnd: looks.at(-1)?.end ?? null }
}

/**
 * The state to go on from: the one that was given, where it is one after the first of these looks at these metrics, else the
 * one before the first look. It is memory, not evidence: of what does not fit, all is made anew.
 */
export function recalled(
  known: RememberedState | null,
  settings: SequentialSettings,
  looks: readonly DatedLook[],
): SequentialState {
  return known !== null && fits(known, settings, looks) ? known : noLooks(settings)
}

function fits(
  known: RememberedState,
  { metrics }: Pick<SequentialSettings, 'metrics'>,
  looks: readonly DatedLook[],
): boolean {
  return (
    Number.isInteger(known.looks) &&
    known.looks >= 0 &&
    known.looks <= looks.length &&
    known.newestEnd === (looks[known.looks - 1]?.end ?? null) &&
    known.metrics.length === metrics.length &&
    metrics.every((metric, at) => {
      const state = known.metrics[at]
      return (
        state !== undefined &&
        known.metricIds[at] === metric.id &&
        state.presence.measured + state.presence.missing === known.looks &&
        state.directions.length === signsOf(metric).length &&
        state.directions.every(({ kind }) => kind === directionKind(metric.kind))
      )
    }) &&
    isFinite(known)
  )
}

function directionKind(kind: SequentialSettings['metrics'][number]['kind']): MetricState['directions'][number]['kind'] {
  return kind === 'proportion' || kind === 'rate' ? 'counts' : kind
}

/** True where every number inside is one. */
function isFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(isFinite)
}
