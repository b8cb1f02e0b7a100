import type { Measurement } from '@kosmos/analysis/verdict'

/** A number with as many digits as a person reads: three significant ones below a thousand, none after the point above. */
export function numberText(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  if (size >= 1000) return Math.round(value).toLocaleString('en-US').replaceAll(',', '\u202f')
  return String(Number(value.toPrecision(3)))
}

/** A measured value in its unit: shares as per cent, seconds below one as milliseconds. */
export function valueText(value: number | null, unit: string): string {
  if (value === null || !Number.isFinite(value)) return '–'
  if (unit === 'share') return `${numberText(value * 100)} %`
  if (unit === 'seconds') return Math.abs(value) < 1 ? `${numberText(value * 1000)} ms` : `${numberText(value)} s`
  if (unit === 'ratio') return `${numberText(value)}×`
  return numberText(value)
}

/** A difference or ratio with its interval, as `1.31× (1.22×–1.40×)`. */
export function differenceText(measurement: Measurement): string {
  const unit = measurement.differenceKind === 'ratio' ? 'ratio' : measurement.unit
  const text = (value: number | null): string =>
    // A difference of shares is in percentage points: per cent would read as a share of the baseline.
    unit === 'share' && value !== null ? `${numberText(value * 100)} pp` : valueText(value, unit)
  const center = text(measurement.difference)
  const { interval } = measurement
  if (interval === null) return center
  const side = (value: number | null, open: string): string => (value === null ? open : text(value))
  return `${center} (${side(interval.lower, '−∞')} to ${side(interval.upper, '∞')}, ${numberText(interval.level * 100)} %)`
}
