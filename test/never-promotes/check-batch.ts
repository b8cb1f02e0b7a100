import * as fc from 'fast-check'
import { cleanCase, heldBack } from './clean-case.ts'
import { faultOf, faultyCase } from './master-property.ts'

/** Some cases of one seed. Plain data: it crosses to a worker. */
export interface Batch {
  readonly seed: number
  readonly cases: number
  /** Of a counterexample, to see it again alone. */
  readonly path?: string
}

export interface BatchResult {
  readonly cases: number
  /** What was found, with the seed and the path that show it again; `null` where nothing was. */
  readonly counterexample: string | null
}

/** Of so many cases one is a clean canary. */
const cleanShare = 50

/** No canary with a fault is promoted, and every clean one is. */
const masterProperty = fc.property(
  fc.oneof(
    { weight: cleanShare - 1, arbitrary: faultyCase.map((given) => ({ kind: 'faulty' as const, given })) },
    { weight: 1, arbitrary: cleanCase.map((given) => ({ kind: 'clean' as const, given })) },
  ),
  (drawn) => {
    const wrong = drawn.kind === 'faulty' ? faultOf(drawn.given) : heldBack(drawn.given)
    if (wrong !== null) throw new Error(wrong)
  },
)

/** Checks the cases of one batch. */
export function checkBatch({ seed, cases, path }: Batch): BatchResult {
  const result = fc.check(masterProperty, { seed, numRuns: cases, ...(path === undefined ? {} : { path }) })
  if (!result.failed) return { cases: result.numRuns, counterexample: null }
  const said = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance)
  const again = `--seed ${result.seed} --path "${result.counterexamplePath ?? ''}"`
  return {
    cases: result.numRuns,
    counterexample: `${said}\n${JSON.stringify(result.counterexample)}\nAgain: npm run master-property -- ${again}`,
  }
}
