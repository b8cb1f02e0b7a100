import type { PlannedCanary } from './planned-canary.ts'
import type { LookSizes } from './look-information.ts'

/** A stage in which canary and baseline are compared, on the run's own clock. */
export interface ComparedStage {
  /** Place in the plan's list of stages. */
  readonly index: number
  readonly traffic: number
  /** Milliseconds from the run's start: of the first look's start, and of the stage's end without its extension. */
  readonly comparesFrom: number
  readonly endsAt: number
  /** Whole looks in its duration, and with its extension where it is the last one compared. */
  readonly looks: number
  readonly mostLooks: number
  /** Observations of one look. */
  readonly sizes: LookSizes
}

/** The stages that have a baseline, as they follow each other when no traffic is waited for. */
export function comparedStages(plan: PlannedCanary, traffic: number): readonly ComparedStage[] {
  const compared = plan.stages.flatMap((stage, index) => (stage.requires === 'bake' ? [] : [{ stage, index }]))
  const perLook = (traffic * plan.interval) / 1000
  let start = 0
  return compared.map(({ stage, index }, place) => {
    const comparesFrom = start + plan.warmup
    start += stage.duration
    const extend = place === compared.length - 1 ? stage.extend : 0
    const looksIn = (duration: number): number => Math.max(0, Math.floor((duration - plan.warmup) / plan.interval))
    return {
      index,
      traffic: stage.traffic,
      comparesFrom,
      endsAt: start,
      looks: looksIn(stage.duration),
      mostLooks: looksIn(stage.duration + extend),
      sizes: { control: perLook * (1 - stage.traffic), experiment: perLook * stage.traffic },
    }
  })
}
