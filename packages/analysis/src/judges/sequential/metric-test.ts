import { AnalysisError } from '../../errors.ts'
import type { Histogram, Measured } from '../../evidence/index.ts'
import { combineLogEValues } from '../../sequential/index.ts'
import { isSoundHistogram, isSoundNumber, isSoundProportion } from '../sound-value.ts'
import type { MetricLook, Rate, Samples } from './canary-look.ts'
import { testDistribution } from './distribution-test.ts'
import { noEvidence, raised, type EvidenceLevel } from './evidence-level.ts'
import { testGauge } from './gauge-test.ts'
import type { MetricContext, MetricState } from './metric-state.ts'
import { testProportion, testRate } from './rates-test.ts'

/**
 * One more look at a metric. A look without a sound value of both sides leaves the evidence as it is and is counted as
 * missing.
 */
export function testMetric(
  state: MetricState,
  look: MetricLook | undefined,
  stage: number,
  context: MetricContext,
): MetricState {
  const next = tested(state, look, stage, context)
  const { inStage, measured: times } = state.presence
  const before = inStage.stage === stage ? inStage : { stage, measured: 0, missing: 0 }
  const isMeasured = next.presence.measured > times
  return {
    ...next,
    presence: {
      ...next.presence,
      inStage: {
        stage,
        measured: before.measured + (isMeasured ? 1 : 0),
        missing: before.missing + (isMeasured ? 0 : 1),
      },
    },
  }
}

/** Numbers that no statistic can hold are no measurement: the look is missing, and nothing is thrown out of a verdict. */
function tested(state: MetricState, look: MetricLook | undefined, stage: number, context: MetricContext): MetricState {
  try {
    return testedKind(state, look, stage, context)
  } catch (error) {
    if (!(error instanceof AnalysisError) || !error.is('invalid-argument')) throw error
    return missed(state, `a value that cannot be reckoned with: ${error.message}`)
  }
}

function testedKind(
  state: MetricState,
  look: MetricLook | undefined,
  stage: number,
  context: MetricContext,
): MetricState {
  if (look === undefined || look.kind !== context.metric.kind) return missed(state, 'the look has no such metric')
  switch (look.kind) {
    case 'proportion': {
      const pair = both(look, isSoundProportion, ({ total }) => total > 0)
      if (typeof pair === 'string') return missed(state, pair)
      return measured(testProportion(state, pair.control, pair.experiment, context), context)
    }
    case 'rate': {
      const pair = both(look, isSoundRate, ({ exposure }) => exposure > 0)
      if (typeof pair === 'string') return missed(state, pair)
      return measured(testRate(state, pair.control, pair.experiment, context), context)
    }
    case 'distribution': {
      const pair = both(look, isSoundDistribution)
      if (typeof pair === 'string') return missed(state, pair)
      if (!haveSameBounds(pair)) return missed(state, 'the histograms of both sides have other bounds')
      const next = testDistribution(state, pair.control, pair.experiment, stage, context)
      return typeof next === 'string' ? missed(state, next) : measured(next, context)
    }
    case 'gauge': {
      const pair = both(look, isSoundNumber)
      if (typeof pair === 'string') return missed(state, pair)
      if (state.scale?.kind === 'ratio' && !hasRatio(pair))
        return missed(state, 'values below 0 have no ratio: an absolute margin compares them')
      return measured(testGauge(state, pair.control, pair.experiment, context), context)
    }
  }
}

function isSoundRate({ events, exposure }: Rate): boolean {
  return events >= 0 && exposure >= 0 && Number.isFinite(events) && Number.isFinite(exposure)
}

function isSoundDistribution(value: Histogram | Samples): boolean {
  return 'samples' in value || isSoundHistogram(value)
}

/** Places of buckets are compared: what lies in other buckets would count as shifted. */
function haveSameBounds({ control, experiment }: Record<'control' | 'experiment', Histogram | Samples>): boolean {
  if ('samples' in control || 'samples' in experiment) return 'samples' in control && 'samples' in experiment
  const { buckets } = control
  return (
    buckets.length === experiment.buckets.length &&
    buckets.every(({ upperBound }, at) => upperBound === experiment.buckets[at]?.upperBound)
  )
}

/** Two values of which none is above 0 have no ratio; two zeros are equal. */
function hasRatio({ control, experiment }: { readonly control: number; readonly experiment: number }): boolean {
  return control > 0 || experiment > 0 || (control === 0 && experiment === 0)
}

/** Both sides' values, or what is missing. */
function both<Value>(
  look: { readonly control: Measured<Value> | null; readonly experiment: Measured<Value> },
  isSound: (value: Value) => boolean,
  holdsSomething: (value: Value) => boolean = () => true,
): { readonly control: Value; readonly experiment: Value } | string {
  const { control, experiment } = look
  if (experiment.kind !== 'measured') return `canary: ${experiment.reason}, ${experiment.detail}`
  if (control === null) return 'no baseline is left'
  if (control.kind !== 'measured') return `baseline: ${control.reason}, ${control.detail}`
  if (!isSound(experiment.value)) return 'canary: a value that is no finite number'
  if (!isSound(control.value)) return 'baseline: a value that is no finite number'
  if (!holdsSomething(experiment.value)) return 'canary: no observations'
  if (!holdsSomething(control.value)) return 'baseline: no observations'
  return { control: control.value, experiment: experiment.value }
}

function missed(state: MetricState, detail: string): MetricState {
  const { missing, missingInARow } = state.presence
  return {
    ...state,
    presence: { ...state.presence, missing: missing + 1, missingInARow: missingInARow + 1, detail },
  }
}

/** The metric's own levels from those of its directions. */
function measured(tested: MetricState, { metric }: MetricContext): MetricState {
  const { directions, presence } = tested
  const harm = raised(
    tested.harm,
    combineLogEValues(
      directions.map((direction) => direction.harm.logE),
      directions.map(() => 1),
    ),
  )
  const claims = directions.map(({ claim }) => claim)
  const claim: EvidenceLevel = {
    logE: Math.min(...claims.map(({ logE }) => logE)),
    maxLogE: Math.min(...claims.map(({ maxLogE }) => maxLogE)),
  }
  // A margin of nothing can never be shown.
  const isClaimable = metric.margin.absolute > 0 || metric.margin.relative > 0
  return {
    ...tested,
    presence: { ...presence, measured: presence.measured + 1, missingInARow: 0 },
    harm,
    claim: isClaimable ? claim : noEvidence,
  }
}
