import { invalidArgument } from '../errors.ts'

/** Sizes in the smallest unit of each kind, which makes them whole numbers. */
const units = {
  nanoseconds: ['time', 1],
  microseconds: ['time', 1e3],
  milliseconds: ['time', 1e6],
  seconds: ['time', 1e9],
  minutes: ['time', 60e9],
  hours: ['time', 3600e9],
  bytes: ['size', 1],
  kilobytes: ['size', 1e3],
  megabytes: ['size', 1e6],
  gigabytes: ['size', 1e9],
  kibibytes: ['size', 2 ** 10],
  mebibytes: ['size', 2 ** 20],
  gibibytes: ['size', 2 ** 30],
  percent: ['share', 1],
  ratio: ['share', 100],
} as const

/** A unit that a metric can be declared to have. */
export type MeasurementUnit = keyof typeof units

/**
 * A value in another unit of the same kind. The unit is what the metric declares: nothing is guessed from the size of
 * the numbers. Rounded once where the units are multiples of each other.
 *
 * @returns NaN and infinities as they came.
 * @throws AnalysisError `invalid-argument` for an unknown unit and for units of different kinds.
 * @example
 * ```ts
 * convertUnit(250, 'milliseconds', 'seconds') // 0.25
 * convertUnit(3, 'kibibytes', 'bytes') // 3072
 * convertUnit(7, 'percent', 'ratio') // 0.07
 * ```
 */
export function convertUnit(value: number, from: MeasurementUnit, to: MeasurementUnit): number {
  const [fromKind, fromSize] = unitOf('from', from)
  const [toKind, toSize] = unitOf('to', to)
  if (fromKind !== toKind) throw invalidArgument('to', `a unit of ${fromKind} like ${from}`, to)
  if (fromSize % toSize === 0) return value * (fromSize / toSize)
  if (toSize % fromSize === 0) return value / (toSize / fromSize)
  return (value * fromSize) / toSize
}

function unitOf(argument: string, unit: MeasurementUnit): readonly [kind: string, size: number] {
  if (!Object.hasOwn(units, unit)) {
    throw invalidArgument(argument, `one of ${Object.keys(units).join(', ')}`, unit)
  }
  return units[unit]
}
