import type { SimulatedCanary } from './simulate-canary.ts'

/** What a judge made of one canary, looking at every look. Times are seconds from the start. */
export interface SimulatedOutcome {
  /** The first time it would roll back, whatever it said before; `null`: never. */
  readonly rollbackAt: number | null
  /** The first time it would promote, if that is before any rollback; `null`: not promoted. */
  readonly promoteAt: number | null
  /** When each metric alone showed that it is not inferior; `null`: never. */
  readonly metrics?: Readonly<Record<string, number | null>>
}

/** A judge with all its settings. Pure: the same canary gives the same outcome. */
export interface JudgeUnderTest {
  readonly name: string
  readonly judge: (canary: SimulatedCanary) => SimulatedOutcome
}
