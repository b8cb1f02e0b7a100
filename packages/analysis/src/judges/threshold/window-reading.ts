import type { Fact, Measurement, Part } from '../../verdict/index.ts'

/** In the open bucket a value is only known to be above its estimate: that can prove harm, but never its absence. */
export type Standing = 'over' | 'within' | 'unknown'

/** What the literal value of a trailing window is, beside its limit. */
export interface WindowReading {
  readonly standing: Standing
  /** Looks of the window without an answer. */
  readonly missing: number
  readonly looks: number
  /** The value in words with its counts: the beginning of a sentence. */
  readonly subject: string
  readonly limit: string
  readonly facts: Readonly<Record<string, Fact>>
  readonly measurement: Measurement
}

/** The reading, or the part that says why there is none. */
export type ReadWindow =
  { readonly kind: 'read'; readonly reading: WindowReading } | { readonly kind: 'unread'; readonly part: Part }

export function standingOf(estimate: number, limit: number, isOpen: boolean): Standing {
  if (isOpen) return estimate >= limit ? 'over' : 'unknown'
  return estimate > limit ? 'over' : estimate <= limit ? 'within' : 'unknown'
}

/** The numbers of a rule that reads the canary alone. */
export function canaryOnly(unit: string, experiment: number, limit: number, total: number): Measurement {
  return {
    unit,
    control: null,
    experiment,
    difference: null,
    differenceKind: null,
    interval: null,
    limit,
    controlCount: null,
    experimentCount: total,
  }
}
