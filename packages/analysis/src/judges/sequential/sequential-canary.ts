import { combineLogEValues, updateMultinomial, type MultinomialState } from '../../sequential/index.ts'
import type { CanaryLook, MetricLook } from './canary-look.ts'
import { noEvidence, raised, type EvidenceLevel } from './evidence-level.ts'
import type { LearntNoise } from './learnt-noise.ts'
import { noMetric, type MetricState } from './metric-state.ts'
import { testMetric } from './metric-test.ts'
import { metricWeights, type SequentialMetric } from './sequential-metric.ts'

/** Machines of both sides, whose lasting differences no amount of traffic averages out. */
export interface Pods {
  readonly control: number
  readonly experiment: number
  /** Standard deviation of a pod's level on the logarithm, from 0. */
  readonly spread: number
}

/** All that is fixed before the first look. */
export interface SequentialSettings {
  readonly metrics: readonly SequentialMetric[]
  /** Chance that a canary without harm is ever rolled back, however often it is looked at. */
  readonly alpha: number
  /** Chance, for each metric, that an unacceptable canary is ever claimed to stay within its margin. */
  readonly promoteAlpha: number
  /** Fewest looks before a claim. */
  readonly minLooks: number
  readonly pods: Pods | null
  /** In the order of the metrics; `learnNoise` makes it from A/A data. */
  readonly learnt: readonly (LearntNoise | null)[]
  /** Whether the requests of both sides are compared with the configured split. */
  readonly splitChecked: boolean
}

/** All that the judge remembers between looks: plain numbers, to be stored as JSON, and to go on from bit for bit. */
export interface SequentialState {
  readonly looks: number
  /** Of the newest look; `null` before the first. */
  readonly stage: number | null
  /** In the order of the metrics. */
  readonly metrics: readonly MetricState[]
  readonly split: MultinomialState | null
  /** Observations of each side that the split was checked on. */
  readonly splitCounts: { readonly control: number; readonly experiment: number; readonly expected: number }
  /** Evidence of harm over all metrics: the weighted mean of theirs. */
  readonly harm: EvidenceLevel
  /** Number of the look at which it crossed 1/alpha; `null` where it never did. */
  readonly harmedAt: number | null
}

/** A canary before its first look. */
export function noLooks({ metrics }: Pick<SequentialSettings, 'metrics'>): SequentialState {
  return {
    looks: 0,
    stage: null,
    metrics: metrics.map((metric) => noMetric(metric)),
    split: null,
    splitCounts: { control: 0, experiment: 0, expected: 0 },
    harm: noEvidence,
    harmedAt: null,
  }
}

/**
 * One more look at a canary and its baseline: state × look → state. Comparisons are made inside the look only; what adds up
 * over looks and stages is evidence, never counts or samples: with a traffic share that rises while the day goes on, pooled
 * counts roll back healthy canaries by Simpson's paradox.
 *
 * While no metric of the canary is worse than its tolerance, the combined evidence of harm ever reaches 1/alpha with a chance of
 * at most alpha (Ville's inequality), at any number of looks, and whatever the dependence of the metrics.
 *
 * @param state - of the look before; `noLooks(settings)` at the beginning.
 */
export function updateCanary(settings: SequentialSettings, state: SequentialState, look: CanaryLook): SequentialState {
  const { metrics: asked, pods, learnt } = settings
  const levelSd = pods === null ? 0 : pods.spread * Math.sqrt(1 / pods.control + 1 / pods.experiment)
  const looks = state.looks + 1
  const metrics = asked.map((metric, at) =>
    testMetric(
      state.metrics[at] ?? noMetric(metric),
      look.metrics.find((one) => one.metric === metric.id),
      look.stage,
      { metric, learnt: learnt[at] ?? null, levelSd },
    ),
  )
  const weighed = metricWeights(asked).flatMap((weight, at) =>
    weight > 0 ? [{ weight, logE: metrics[at]?.harm.logE ?? 0 }] : [],
  )
  const harm =
    weighed.length === 0
      ? state.harm
      : raised(
          state.harm,
          combineLogEValues(
            weighed.map(({ logE }) => logE),
            weighed.map(({ weight }) => weight),
          ),
        )
  const isHarmed = harm.logE >= -Math.log(settings.alpha)
  return {
    looks,
    stage: look.stage,
    metrics,
    ...checkSplit(settings, state, look),
    harm,
    harmedAt: state.harmedAt ?? (isHarmed ? looks : null),
  }
}

function checkSplit(
  { splitChecked, metrics }: SequentialSettings,
  state: SequentialState,
  { share, metrics: looked }: CanaryLook,
): Pick<SequentialState, 'split' | 'splitCounts'> {
  const counted = metrics.flatMap(({ id }) => requestsOf(looked.find((one) => one.metric === id)) ?? [])[0]
  if (!splitChecked || share === null || !(share > 0 && share < 1) || counted === undefined) {
    return { split: state.split, splitCounts: state.splitCounts }
  }
  const { control, experiment } = counted
  return {
    split: updateMultinomial(state.split, [experiment, control], [share, 1 - share]),
    splitCounts: {
      control: state.splitCounts.control + control,
      experiment: state.splitCounts.experiment + experiment,
      expected: state.splitCounts.expected + share * (control + experiment),
    },
  }
}

/** How many requests each side had, where a metric says so. */
function requestsOf(look: MetricLook | undefined): { readonly control: number; readonly experiment: number } | null {
  if (look?.control?.kind !== 'measured' || look.experiment.kind !== 'measured') return null
  const count = (value: typeof look.experiment.value): number | null => {
    if (typeof value === 'number') return null
    if ('samples' in value) return value.samples.length
    return 'total' in value && value.total >= 0 && value.total <= Number.MAX_SAFE_INTEGER / 2 ? value.total : null
  }
  const [control, experiment] = [count(look.control.value), count(look.experiment.value)]
  return control === null || experiment === null ? null : { control, experiment }
}
