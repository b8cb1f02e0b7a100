import { invalidArgument } from '../errors.ts'
import type { Proportion } from '../evidence/index.ts'

/** What the test remembers between blocks: plain numbers, to be stored as JSON. */
export interface TwoProportionState {
  readonly control: Proportion
  readonly experiment: Proportion
  /** ln E of everything. */
  readonly logE: number
  /** The largest ln E so far; 0 at the beginning. */
  readonly maxLogE: number
}

export interface TwoProportionOptions {
  /** Events and others that the prior of each side is worth, from 1e-9 to 1e9. Default 0.18 each. */
  readonly controlPrior?: readonly [events: number, others: number]
  readonly experimentPrior?: readonly [events: number, others: number]
}

/**
 * One more block of both sides: do the shares of events differ? Of two sides; may be asked after every block, for ever. While
 * the shares are the same in every block, whatever they are, ln E ever reaches ln(1/α) with a chance of α at most.
 *
 * Each block is judged by the shares that the blocks before it suggest, θA and θB, against the one between them: the factor
 * is its likelihood under both, over that under θ₀ = (nA θA + nB θB)/(nA + nB). The first block has none to go by: with equal
 * priors its evidence is 1. Small blocks learn sooner.
 *
 * @param state - of the block before; `null` at the beginning.
 * @param control - of this block alone, whole numbers; a side of none is no evidence.
 * @throws AnalysisError `invalid-argument` for counts that cannot be, priors outside, and a state that no block left.
 * @see Turner, Ly and Grünwald (2024), Generic E-variables for exact sequential k-sample tests that allow for optional
 *   stopping, J. Statistical Planning and Inference 230; the prior of least regret.
 * @example
 * ```ts
 * updateTwoProportions(null, { events: 9, total: 270 }, { events: 3, total: 30 }).logE // 0
 * ```
 */
export function updateTwoProportions(
  state: TwoProportionState | null,
  control: Proportion,
  experiment: Proportion,
  options: TwoProportionOptions = {},
): TwoProportionState {
  const { controlPrior = [0.18, 0.18], experimentPrior = [0.18, 0.18] } = options
  checkBlock('control', control)
  checkBlock('experiment', experiment)
  checkPrior('controlPrior', controlPrior)
  checkPrior('experimentPrior', experimentPrior)
  if (state !== null) checkState(state)
  const before = state ?? { control: none, experiment: none, logE: 0, maxLogE: 0 }
  const logE =
    before.logE +
    logFactor(
      { block: control, expected: expectedShares(before.control, controlPrior) },
      { block: experiment, expected: expectedShares(before.experiment, experimentPrior) },
    )
  return {
    control: added(before.control, control),
    experiment: added(before.experiment, experiment),
    logE,
    maxLogE: Math.max(before.maxLogE, logE),
  }
}

const none: Proportion = { events: 0, total: 0 }

interface Shares {
  readonly events: number
  /** 1 − events, with its own digits. */
  readonly others: number
}

interface Side {
  readonly block: Proportion
  readonly expected: Shares
}

function expectedShares({ events, total }: Proportion, [priorEvents, priorOthers]: readonly [number, number]): Shares {
  const all = total + priorEvents + priorOthers
  return { events: (events + priorEvents) / all, others: (total - events + priorOthers) / all }
}

function logFactor(one: Side, other: Side): number {
  const all = one.block.total + other.block.total
  if (all === 0) return 0
  const [a, b] = [one.block.total / all, other.block.total / all]
  const common = {
    events: a * one.expected.events + b * other.expected.events,
    others: a * one.expected.others + b * other.expected.others,
  }
  return likelihoodRatio(one, common) + likelihoodRatio(other, common)
}

function likelihoodRatio({ block, expected }: Side, common: Shares): number {
  return (
    block.events * Math.log(expected.events / common.events) +
    (block.total - block.events) * Math.log(expected.others / common.others)
  )
}

function checkPrior(name: string, prior: readonly number[]): void {
  for (const worth of prior) {
    if (!(worth >= 1e-9 && worth <= 1e9)) throw invalidArgument(name, 'two numbers from 1e-9 to 1e9', String(worth))
  }
}

function added(one: Proportion, other: Proportion): Proportion {
  return { events: one.events + other.events, total: one.total + other.total }
}

/** @throws AnalysisError `invalid-argument` where 0 ≤ events ≤ total does not hold of whole numbers. */
export function checkBlock(name: string, { events, total }: Proportion): void {
  if (!(Number.isSafeInteger(events) && Number.isSafeInteger(total) && events >= 0 && events <= total))
    throw invalidArgument(name, 'whole numbers with 0 ≤ events ≤ total', `${events} of ${total}`)
}

function checkState({ control, experiment, logE, maxLogE }: TwoProportionState): void {
  checkBlock('state', control)
  checkBlock('state', experiment)
  if (!(Number.isFinite(logE) && maxLogE >= Math.max(0, logE) && maxLogE < Number.POSITIVE_INFINITY))
    throw invalidArgument('state', 'the state of a block', JSON.stringify({ logE, maxLogE }))
}
