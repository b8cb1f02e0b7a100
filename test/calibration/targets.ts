import { scenarios } from './scenarios.ts'
import type { Cell } from './run-cells.ts'
import { score, type Score } from './score.ts'

/** What a target is about. Times are medians over all canaries. */
export type TargetQuantity = 'rolled back' | 'time to roll back' | 'promoted'

/** One stated number that a cell has to keep. */
export interface Target {
  readonly configuration: string
  readonly scenario: string
  readonly quantity: TargetQuantity
  readonly bound: 'at most' | 'at least'
  /** A share, or seconds. */
  readonly limit: number
  /** Power, times and promotions are stated for looks of 30 s with guards; false alarms for all looks, with and without. */
  readonly everywhere: boolean
}

/** A target beside what was measured: the point rate, whatever its standard error. */
export interface CheckedTarget {
  readonly target: Target
  readonly value: number
  /** Of a share; `null` for a time. */
  readonly standardError: number | null
  readonly met: boolean
}

const healthy = scenarios.filter(({ truth }) => truth === 'healthy').map(({ id }) => id)

/** Every stated target of our configurations. */
export const targets: readonly Target[] = [
  ...['tolerance-0', 'default', 'pod-aware', 'no-history'].flatMap((configuration) =>
    healthy.map((scenario) => atMost(configuration, scenario, 'rolled back', 0.01)),
  ),
  atMost('default', 'aa-pod', 'rolled back', 0.04),
  atMost('pod-aware', 'aa-pod', 'rolled back', 0.01),

  ...detected('tolerance-0', 'latency-30', 60),
  ...detected('tolerance-0', 'latency-10', 240),
  ...detected('default', 'latency-30', 90),
  ...detected('default', 'latency-10', 390),
  ...['tolerance-0', 'default'].flatMap((configuration) => [
    ...detected(configuration, 'errors-1-5', 90),
    ...detected(configuration, 'errors-0.1-0.5', 780),
    ...detected(configuration, 'tail-1-x10', 420),
    atLeast(configuration, 'aa', 'promoted', 0.95),
    atMost(configuration, 'latency-10', 'promoted', 0.05),
    atMost(configuration, 'errors-1-1.5', 'promoted', 0.05),
  ]),

  ...detected('pod-aware', 'latency-30', 90),
  ...detected('pod-aware', 'errors-1-5', 540),
  ...detected('pod-aware', 'tail-1-x10', 540),

  ...detected('no-history', 'latency-30', 300),
  ...detected('no-history', 'errors-1-5', 240),

  ...healthy
    .filter((scenario) => scenario !== 'aa-8h')
    .map((scenario) => atMost('policy', scenario, 'rolled back', 0.01)),
  atLeast('policy', 'aa', 'promoted', 0.95),
  ...detected('policy', 'latency-30', 90),
  ...detected('policy', 'errors-1-5', 240),
]

/** The targets that hold for a run with these looks and guards. */
export function targetsFor({
  lookSeconds,
  guards,
}: {
  readonly lookSeconds: number
  readonly guards: boolean
}): readonly Target[] {
  return targets.filter(({ everywhere }) => everywhere || (lookSeconds === 30 && guards))
}

/** Holds a target against a cell's score. A value that is not a number misses it. */
export function checkTarget(target: Target, { rollback, promote }: Score): CheckedTarget {
  const share = target.quantity === 'promoted' ? promote : rollback
  const isTime = target.quantity === 'time to roll back'
  const value = isTime ? share.median : share.rate
  const met = target.bound === 'at most' ? value <= target.limit : value >= target.limit
  return { target, value, standardError: isTime ? null : share.standardError, met }
}

/** Every target that holds for the run and whose cell is in it. */
export function checkTargets(
  cells: readonly Cell[],
  settings: { readonly lookSeconds: number; readonly guards: boolean },
): readonly CheckedTarget[] {
  return targetsFor(settings).flatMap((target) =>
    cells
      .filter(
        ({ scenario, configuration }) => scenario.id === target.scenario && configuration.name === target.configuration,
      )
      .map(({ outcomes }) => checkTarget(target, score(outcomes))),
  )
}

function atMost(configuration: string, scenario: string, quantity: TargetQuantity, limit: number): Target {
  return { configuration, scenario, quantity, bound: 'at most', limit, everywhere: quantity === 'rolled back' }
}

function atLeast(configuration: string, scenario: string, quantity: TargetQuantity, limit: number): Target {
  return { configuration, scenario, quantity, bound: 'at least', limit, everywhere: false }
}

/** Found in 99 % of the canaries, in half of them by then. */
function detected(configuration: string, scenario: string, seconds: number): readonly Target[] {
  return [
    atLeast(configuration, scenario, 'rolled back', 0.99),
    atMost(configuration, scenario, 'time to roll back', seconds),
  ]
}
