import type { Measurement } from '../../verdict/index.ts'

/** The numbers of a covered share that was held to a floor, among so many that could be covered. */
export function shareMeasurement(share: number, limit: number, total: number): Measurement {
  return {
    unit: 'share',
    control: null,
    experiment: share,
    difference: null,
    differenceKind: null,
    interval: null,
    limit,
    controlCount: null,
    experimentCount: total,
  }
}
