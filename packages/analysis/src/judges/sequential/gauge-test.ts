import { residualsFrom, testDifference, usualEffect } from './difference-test.ts'
import { gaugeDifference, gaugeLimits, gaugeScale } from './gauge-scale.ts'
import { signsOf, type DirectionTest, type MetricContext, type MetricState } from './metric-state.ts'

/** One more look at a gauge: both sides' values at the same moment. */
export function testGauge(
  state: MetricState,
  control: number,
  experiment: number,
  { metric, learnt, levelSd }: MetricContext,
): MetricState {
  const known = learnt?.kind === 'gauge' ? learnt : null
  const scale = state.scale ?? known?.scale ?? gaugeScale(metric, [{ control, experiment }])
  const difference = gaugeDifference(control, experiment, scale)
  const directions = state.directions.map((direction, at): DirectionTest => {
    if (direction.kind !== 'gauge') return direction
    const sign = signsOf(metric)[at] ?? 1
    const { tolerance, margin } = gaugeLimits(metric, scale, sign)
    const usual = scale.kind === 'ratio' ? usualEffect : Math.max(margin, scale.level * 0.1)
    // A margin of nothing, or relative to a baseline of 0, cannot be shown.
    const center = testDifference(
      direction.center,
      { difference: sign * difference, variance: 0 },
      {
        tolerance,
        margin: margin > 0 ? margin : null,
        harmScale: usual > 0 ? usual : usualEffect,
        claimScale: margin > 0 ? margin : usualEffect,
        extraVariance: known?.extraVariance ?? 'scale-free',
        residualsFrom: known === null ? residualsFrom.assumed : residualsFrom.learnt,
        levelSd: scale.kind === 'ratio' ? levelSd : levelSd * scale.level,
      },
    )
    return { ...direction, center, harm: center.harm, claim: center.claim }
  })
  return {
    ...state,
    scale,
    totals: {
      control: { events: state.totals.control.events + control, total: state.totals.control.total + 1 },
      experiment: { events: state.totals.experiment.events + experiment, total: state.totals.experiment.total + 1 },
    },
    directions,
  }
}
