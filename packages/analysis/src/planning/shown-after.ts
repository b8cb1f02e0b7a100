import { normalQuantile } from '../distributions/index.ts'
import type { PlannedCanary } from './planned-canary.ts'
import type { ComparedStage } from './compared-stage.ts'
import { firstLook } from './first-look.ts'
import { sequentialBoundary } from './sequential-boundary.ts'

/** What is to be shown: how large it is, and with what error and chance. */
export interface Showing {
  readonly effect: number
  readonly tau: number
  readonly alpha: number
  readonly power: number
  /** Looks before which nothing is claimed, at least 1. */
  readonly fewestLooks: number
  /** What one look of a stage says. */
  readonly information: (stage: ComparedStage) => number
}

/** True where the effect passes the judge's boundary with the power, after so much information. */
export function isShown(
  { effect, tau, alpha, power }: Omit<Showing, 'information' | 'fewestLooks'>,
  information: number,
  everyLook: boolean,
): boolean {
  if (!(information > 0)) return false
  const root = Math.sqrt(information)
  const boundary = everyLook ? sequentialBoundary(information, { tau, alpha }) : -normalQuantile(alpha) * root
  return effect * information >= boundary + normalQuantile(power) * root
}

/**
 * When an effect is shown, in milliseconds from the run's start: as if the last stage went on for as long as it takes.
 * Information adds up over looks and, where the judge may look every time, over stages.
 *
 * @param stages - those that count, at least the last one compared.
 * @returns `null` where 2⁵⁰ looks do not show it.
 */
export function shownAfter(
  plan: PlannedCanary,
  stages: readonly ComparedStage[],
  showing: Showing,
  everyLook: boolean,
): number | null {
  let [information, looks] = [0, 0]
  for (const [place, stage] of stages.entries()) {
    const isLast = place === stages.length - 1
    const perLook = showing.information(stage)
    const before = everyLook ? { information, looks } : { information: 0, looks: 0 }
    const look = firstLook(
      (k) => before.looks + k >= showing.fewestLooks && isShown(showing, before.information + k * perLook, everyLook),
      isLast ? undefined : stage.looks,
    )
    if (look !== null) {
      const at = stage.comparesFrom + look * plan.interval
      if (everyLook) return at
      // Compared once, at the stage's end, and again at the end of its extension.
      if (look <= stage.looks) return stage.endsAt
      return look <= stage.mostLooks ? stage.comparesFrom + stage.mostLooks * plan.interval : at
    }
    information += stage.looks * perLook
    looks += stage.looks
  }
  return null
}
