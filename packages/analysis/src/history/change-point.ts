import type { MeanShift } from './mean-shift.ts'

/** A place where the level of a series changed, with the parts up to the change points next to it. */
export interface ChangePoint extends MeanShift {
  /** Index of the first value at the new level. */
  readonly index: number
}

export interface ChangePointOptions {
  /** Values in a window, whole, from 2. A change is looked for within one window at a time. Default 50. */
  readonly windowLength?: number
  /** Largest p-value of a change point that is kept, above 0 and below 1. Default 0.001. */
  readonly maxPValue?: number
  /** Change points of this magnitude or less are dropped, from 0; 0.05 is 5 %. Default 0. */
  readonly minMagnitude?: number
  /**
   * What is tested again once a change point is dropped. `neighbours` (default), as the paper says: both change points whose
   * parts grew. `otava`: the two that follow, so that the one before keeps the numbers of its shorter part, as Apache Otava
   * does; for equal answers.
   */
  readonly retest?: 'neighbours' | 'otava'
}
