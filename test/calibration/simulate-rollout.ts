import type { RandomSource } from '@kosmos/analysis/numeric'
import type { Scenario } from './scenarios.ts'
import { simulateCanary, type SimulatedCanary } from './simulate-canary.ts'

/** Stages that a judge has of its own, whatever the scenario's. */
export interface Rollout {
  readonly lookSeconds: number
  /** With a baseline, each as long as it can become. */
  readonly stages: Scenario['stages']
  /** Seconds that may follow, with all traffic on the experiment. */
  readonly after: number
}

/**
 * A canary of the scenario in stages of a judge's own, without history. The last share stays until the end; a judge that goes on to
 * full traffic reads the rest of the time from `atFullTraffic`.
 *
 * @param random - makes the canary's source anew at each call. Shocks, levels and the drift are drawn first, so that both
 *   readings of a time have the same; the requests are others.
 */
export function simulateRollout(scenario: Scenario, rollout: Rollout, random: () => RandomSource): SimulatedCanary {
  const { lookSeconds, stages, after } = rollout
  const last = stages.at(-1)?.share ?? 1
  const whole = { ...scenario, historyLooks: 0, gaugeHistoryPoints: 0 }
  const compared = simulateCanary(
    { ...whole, stages: [...stages, { share: last, seconds: after }] },
    lookSeconds,
    random(),
  )
  let full: SimulatedCanary | null = null
  return {
    ...compared,
    atFullTraffic: () => {
      const seconds = stages.reduce((sum, stage) => sum + stage.seconds, after)
      full ??= simulateCanary({ ...whole, stages: [{ share: 1, seconds }] }, lookSeconds, random())
      return full.looks
    },
  }
}
