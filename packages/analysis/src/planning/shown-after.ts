import { normalQuantile } from '../distributions/index.ts'
import type { ComparedStage } from './compared-stage.ts'
import { firstLook } from './first-look.ts'
import type { PlannedCanary } from './planned-canary.ts'
import { sequentialBoundary } from './sequential-boundary.ts'
import { evidenceInNoise, type UnknownNoise } from './unknown-noise.ts'

/** What is to be shown: how large it is, and with what error and chance. */
export interface Showing {
  readonly effect: number
  readonly tau: number
  readonly alpha: number
  readonly power: number
  /** `null` where history tells it. */
  readonly noise: UnknownNoise | null
  /** Variance of a lasting difference between the sides, which no look averages out. */
  readonly levelVariance: number
  /** Looks before which nothing is claimed, at least 1. */
  readonly fewestLooks: number
  /** What one look of a stage says. */
  readonly information: (stage: ComparedStage) => number
}

/** True where the effect passes the judge's boundary with the power, after so many looks with so much information. */
export function isShown(
  { effect, tau, alpha, power, noise, levelVariance }: Omit<Showing, 'information' | 'fewestLooks'>,
  seen: { readonly information: number; readonly looks: number },
  everyLook: boolean,
): boolean {
  const information = seen.information / (1 + levelVariance * seen.information)
  if (!(information > 0)) return false
  const root = Math.sqrt(information)
  const z = effect * root - normalQuantile(power)
  if (!(z > 0)) return false
  const boundary = everyLook ? sequentialBoundary(information, { tau, alpha }) / root : -normalQuantile(alpha)
  return everyLook && noise !== null ? evidenceInNoise(z, seen.looks, noise) >= boundary ** 2 : z >= boundary
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
  let before = { information: 0, looks: 0 }
  for (const [place, stage] of stages.entries()) {
    const isLast = place === stages.length - 1
    const perLook = showing.information(stage)
    const { information, looks } = everyLook ? before : { information: 0, looks: 0 }
    const after = (more: number) => ({ information: information + more * perLook, looks: looks + more })
    const look = firstLook(
      (more) => looks + more >= showing.fewestLooks && isShown(showing, after(more), everyLook),
      isLast ? undefined : stage.looks,
    )
    if (look !== null) {
      const at = stage.comparesFrom + look * plan.interval
      if (everyLook) return at
      // Compared once, at the stage's end, and again at the end of its extension.
      if (look <= stage.looks) return stage.endsAt
      return look <= stage.mostLooks ? stage.comparesFrom + stage.mostLooks * plan.interval : at
    }
    before = after(stage.looks)
  }
  return null
}
