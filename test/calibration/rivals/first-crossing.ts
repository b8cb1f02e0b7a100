import type { SimulatedOutcome } from '../judge-under-test.ts'
import type { LookSeries } from './look-series.ts'

/** The outcome of a rival that can only roll back: at the first look of which it says so. */
export function firstCrossing({ ends }: LookSeries, crossed: (look: number) => boolean): SimulatedOutcome {
  const first = ends.find((_, look) => crossed(look))
  return { rollbackAt: first ?? null, promoteAt: null }
}
