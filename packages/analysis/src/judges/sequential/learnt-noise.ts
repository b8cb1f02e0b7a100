import { longRunExtraVariance, mean } from '../../descriptive/index.ts'
import type { Histogram, Measured, Proportion } from '../../evidence/index.ts'
import { countLogRatio, plausibleOverdispersion, type ExposedCounts } from '../../sequential/index.ts'
import type { CanaryLook, Rate, Samples } from './canary-look.ts'
import { possibleOverdispersion, type CountNoise } from './count-test.ts'
import { exceedances, summarise } from './distribution-summary.ts'
import { gaugeDifference, gaugeScale, type GaugeScale } from './gauge-scale.ts'
import type { SequentialMetric } from './sequential-metric.ts'
import { tailThresholds, type TailThreshold } from './tail-thresholds.ts'

/** What A/A data say about one metric. */
export type LearntNoise =
  | {
      readonly kind: 'counts'
      readonly noise: CountNoise
      /** Events and exposure of both halves together: the rate to expect. */
      readonly events: number
      readonly exposure: number
      /** Long-run variance of the difference of rates beyond what counting explains. */
      readonly differenceVariance: number
    }
  | {
      readonly kind: 'distribution'
      readonly extraVariance: number
      readonly tails: readonly { readonly threshold: TailThreshold; readonly noise: CountNoise }[]
    }
  | { readonly kind: 'gauge'; readonly scale: GaugeScale; readonly extraVariance: number }

/** Fewest A/A looks that anything is learnt from. */
const leastLooks = 20

/** From so many looks on the correlation is known well enough to be taken as it is. */
const enoughLooks = 60

/**
 * What looks at two equal sides say about the noise of each metric: two halves of the baseline, or two baseline pods, with the
 * interval of the canary's looks.
 *
 * @returns in the order of the metrics; `null` where fewer than 20 looks have both sides, as without history.
 */
export function learnNoise(
  metrics: readonly SequentialMetric[],
  history: readonly CanaryLook[],
): readonly (LearntNoise | null)[] {
  return metrics.map((metric) => {
    const looks = history.flatMap((look) => look.metrics.filter((one) => one.metric === metric.id))
    switch (metric.kind) {
      case 'proportion':
        return learnCounts(
          looks.flatMap((look) => (look.kind === 'proportion' ? pair(look) : [])).map(exposedProportion),
          (rate) => rate * Math.max(0, 1 - rate),
        )
      case 'rate':
        return learnCounts(
          looks.flatMap((look) => (look.kind === 'rate' ? pair(look) : [])).map(exposedRate),
          (rate) => rate,
        )
      case 'distribution':
        return learnDistribution(looks.flatMap((look) => (look.kind === 'distribution' ? pair(look) : [])))
      case 'gauge':
        return learnGauge(
          metric,
          looks.flatMap((look) => (look.kind === 'gauge' ? pair(look) : [])),
        )
    }
  })
}

interface Pair<Value> {
  readonly control: Value
  readonly experiment: Value
}

function pair<Value>(look: {
  readonly control: Measured<Value> | null
  readonly experiment: Measured<Value>
}): readonly Pair<Value>[] {
  const { control, experiment } = look
  return control?.kind === 'measured' && experiment.kind === 'measured'
    ? [{ control: control.value, experiment: experiment.value }]
    : []
}

function exposedProportion({ control, experiment }: Pair<Proportion>): ExposedCounts {
  return {
    control: control.events,
    experiment: experiment.events,
    controlExposure: control.total,
    experimentExposure: experiment.total,
  }
}

function exposedRate({ control, experiment }: Pair<Rate>): ExposedCounts {
  return {
    control: control.events,
    experiment: experiment.events,
    controlExposure: control.exposure,
    experimentExposure: experiment.exposure,
  }
}

function isExposed({ control, experiment, controlExposure, experimentExposure }: ExposedCounts): boolean {
  return (
    control >= 0 &&
    experiment >= 0 &&
    controlExposure > 0 &&
    experimentExposure > 0 &&
    Number.isFinite(control + experiment + controlExposure + experimentExposure)
  )
}

function learnCounts(all: readonly ExposedCounts[], variance: (rate: number) => number): LearntNoise | null {
  const looks = all.filter(isExposed)
  if (looks.length < leastLooks) return null
  const events = looks.reduce((sum, { control, experiment }) => sum + control + experiment, 0)
  const exposure = looks.reduce((sum, one) => sum + one.controlExposure + one.experimentExposure, 0)
  const rate = events / exposure
  const differenceVariance = extraVariance(
    looks.map((one) => one.experiment / one.experimentExposure - one.control / one.controlExposure),
    looks.map((one) => variance(rate) * (1 / one.controlExposure + 1 / one.experimentExposure)),
  )
  return { kind: 'counts', noise: countNoise(looks), events, exposure, differenceVariance }
}

function countNoise(looks: readonly ExposedCounts[]): CountNoise {
  const logRatios = looks.map((look) => countLogRatio(look))
  const counted = looks.map(({ control, experiment, controlExposure, experimentExposure }) => ({
    control,
    experiment,
    exposureRatio: experimentExposure / controlExposure,
  }))
  return {
    ...plausibleOverdispersion(counted, { grid: possibleOverdispersion }),
    extraVariance: extraVariance(
      logRatios.map(({ difference }) => difference),
      logRatios.map(({ variance }) => variance),
    ),
  }
}

function learnDistribution(looks: readonly Pair<Histogram | Samples>[]): LearntNoise | null {
  const summaries = looks.flatMap(({ control, experiment }) => {
    const [one, two] = [summarise(control), summarise(experiment)]
    return one !== null && two !== null && one.count >= 2 && two.count >= 2
      ? [{ values: { control, experiment }, control: one, experiment: two }]
      : []
  })
  if (summaries.length < leastLooks) return null
  const differences = summaries.map(
    ({ control, experiment }) => experiment.sum / experiment.count - control.sum / control.count,
  )
  const sampling = summaries.map(
    ({ control, experiment }) =>
      control.squares / (control.count - 1) / control.count +
      experiment.squares / (experiment.count - 1) / experiment.count,
  )
  const thresholds = tailThresholds(looks.flatMap(({ control, experiment }) => [control, experiment]))
  const tails = thresholds.map((threshold) => {
    const counted = summaries.flatMap(
      ({ values, control, experiment }) =>
        exceedanceCounts(values, { control: control.count, experiment: experiment.count }, threshold) ?? [],
    )
    return { threshold, noise: countNoise(counted) }
  })
  return { kind: 'distribution', extraVariance: extraVariance(differences, sampling), tails }
}

/** Observations beyond a threshold out of all of each side; `null` where it cannot be told. */
export function exceedanceCounts(
  values: Pair<Histogram | Samples>,
  total: Pair<number>,
  { value }: Pick<TailThreshold, 'value'>,
): ExposedCounts | null {
  const control = exceedances(values.control, value)
  const experiment = exceedances(values.experiment, value)
  return control === null || experiment === null
    ? null
    : { control, experiment, controlExposure: total.control, experimentExposure: total.experiment }
}

function learnGauge(metric: SequentialMetric, all: readonly Pair<number>[]): LearntNoise | null {
  const looks = all.filter(({ control, experiment }) => Number.isFinite(control) && Number.isFinite(experiment))
  if (looks.length < leastLooks) return null
  const scale = gaugeScale(metric, looks)
  const differences = looks.map(({ control, experiment }) => gaugeDifference(control, experiment, scale))
  const zeros = differences.map(() => 0)
  const learntVariance = extraVariance(differences, zeros)
  // A gauge that never moved tells nothing about how it will: the size of its noise stays unknown.
  return learntVariance > 0 ? { kind: 'gauge', scale, extraVariance: learntVariance } : null
}

/** Few looks know the correlation badly: their variance is raised for it. */
function extraVariance(differences: readonly number[], sampling: readonly number[]): number {
  const own = longRunExtraVariance(differences, sampling) ?? 0
  if (differences.length >= enoughLooks) return own
  return (own + (mean(sampling) ?? 0)) * (1 + 2 / Math.sqrt(differences.length)) - (mean(sampling) ?? 0)
}
