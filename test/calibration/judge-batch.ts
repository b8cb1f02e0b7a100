import type { RandomSource } from '@kosmos/analysis/numeric'
import { findConfiguration } from './configurations.ts'
import type { SimulatedOutcome } from './judge-under-test.ts'
import { findScenario } from './scenarios.ts'
import { canaryRandom, simulateCanary, type SimulatedCanary } from './simulate-canary.ts'
import { simulateRollout } from './simulate-rollout.ts'

/** Some canaries of one scenario, and who judges them. Plain data: it crosses to a worker. */
export interface Batch {
  readonly scenario: string
  readonly configurations: readonly string[]
  readonly seed: number
  readonly lookSeconds: number
  readonly guards: boolean
  /** The numbers of the canaries: from `from`, below `to`. */
  readonly from: number
  readonly to: number
}

/** The outcomes of a batch: by configuration in the asked order, then by canary. */
export type BatchOutcomes = readonly (readonly SimulatedOutcome[])[]

/** Draws every canary once and shows it to every judge that has no stages of its own. */
export function judgeBatch(batch: Batch): BatchOutcomes {
  const scenario = findScenario(batch.scenario)
  if (scenario === undefined) throw new Error(`There is no scenario ${batch.scenario}`)
  const judges = batch.configurations.map((name) => {
    const configuration = findConfiguration(name)
    if (configuration === undefined) throw new Error(`There is no configuration ${name}`)
    return { ...configuration.make({ guards: batch.guards }), rollout: configuration.rollout }
  })
  const outcomes: SimulatedOutcome[][] = judges.map(() => [])
  for (let index = batch.from; index < batch.to; index += 1) {
    const random = (): RandomSource => canaryRandom(batch.seed, scenario, index)
    let shared: SimulatedCanary | null = null
    for (const [place, { judge, rollout }] of judges.entries()) {
      const canary =
        rollout === undefined
          ? (shared ??= simulateCanary(scenario, batch.lookSeconds, random()))
          : simulateRollout(scenario, rollout, random)
      outcomes[place]?.push(judge(canary))
    }
  }
  return outcomes
}
