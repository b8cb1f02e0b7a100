import type { CoverageCount } from '../../evidence/index.ts'
import { formatNumber } from '../../units/index.ts'

/** A share in per cent with at most two decimals, rounded down: 79.999 % under a floor of 80 % must not read as 80 %. */
export function percent(share: number): string {
  return `${Math.floor(share * 10_000 + 1e-9) / 100} %`
}

/** A difference of shares as points with at most two decimals, rounded up: what is missing is never shown as nothing. */
export function points(difference: number): string {
  const shown = Math.ceil(difference * 10_000 - 1e-9) / 100
  return shown === 1 ? '1 point' : `${shown} points`
}

/** `799 of 999`. */
export function ofText({ covered, total }: CoverageCount): string {
  return `${formatNumber(covered)} of ${formatNumber(total)}`
}

/** The first of some names, and how many more there are. */
export function someNames(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(', ')
  return names.length > most ? `${shown} and ${names.length - most} more` : shown
}
