import { formatNumber, formatShare } from '../units/index.ts'
import type { PlanAssumption } from './planned-metric.ts'

/**
 * An assumption in words.
 *
 * @example
 * ```ts
 * assumptionText({ metric: 'errors', quantity: 'expected', value: 0.01, declared: false }) // 'an expected rate of 1 %, assumed'
 * ```
 */
export function assumptionText({ quantity, value, declared }: PlanAssumption): string {
  const what = {
    expected: `an expected rate of ${formatShare(value)}`,
    'log-spread': `a spread of the logarithms of ${formatNumber(value)}`,
    'reading-spread': `a spread of the readings of ${formatShare(value)}`,
  }[quantity]
  return declared ? what : `${what}, assumed`
}
