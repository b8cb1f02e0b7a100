import type { Measured } from '../evidence/index.ts'

/** What a health reading says. A reading without a finite number says nothing: neither healthy nor failing. */
export type HealthStanding = 'healthy' | 'failing' | 'missing'

/** 1 is healthy, anything else that is finite is failing. */
export function healthStanding(measured: Measured<number>): HealthStanding {
  if (measured.kind !== 'measured' || !Number.isFinite(measured.value)) return 'missing'
  return measured.value === 1 ? 'healthy' : 'failing'
}
