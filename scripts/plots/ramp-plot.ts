import { stratifyDifference, type StratifiedDifference } from '@kosmos/analysis/sequential'
import { lookSeries } from '../../test/calibration/rivals/look-series.ts'
import type { Plot } from './plot.ts'
import { simulated } from './simulated.ts'
import { minutesAxis, rampSpans } from './time-axis.ts'

/**
 * The latency of a healthy canary under a ramp while everything gets slower: of all requests so far thrown together, and look by
 * look.
 */
export function rampPlot(): Plot {
  const { ends, control, experiment } = lookSeries(simulated('aa-drift', 0))
  const sums = { control: { log: 0, requests: 0 }, experiment: { log: 0, requests: 0 } }
  let stratified: StratifiedDifference | null = null
  const points = ends.map((end, look) => {
    for (const [sum, side] of [
      [sums.control, control],
      [sums.experiment, experiment],
    ] as const) {
      const requests = side.requests[look] ?? 0
      sum.log += requests * (side.meanLogLatency[look] ?? 0)
      sum.requests += requests
    }
    const variance =
      (experiment.logLatencyVariance[look] ?? 0) / (experiment.requests[look] ?? 1) +
      (control.logLatencyVariance[look] ?? 0) / (control.requests[look] ?? 1)
    const difference = (experiment.meanLogLatency[look] ?? 0) - (control.meanLogLatency[look] ?? 0)
    stratified = stratifyDifference(stratified, { difference, variance }, { extraVariance: 0 })
    const pooled = sums.experiment.log / sums.experiment.requests - sums.control.log / sums.control.requests
    const percent = (log: number): number => 100 * Math.expm1(log)
    return {
      x: end / 60,
      pooled: percent(pooled),
      inside: percent(stratified.score / stratified.information),
      look: percent(difference),
    }
  })
  const last = points.at(-1)
  const text = (value: number | undefined): string =>
    value === undefined ? '' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)} %`
  return {
    name: 'ramp',
    title: 'The same healthy canary, counted in two ways',
    description: `Both sides get 42 % slower in half an hour while the canary's share goes from 10 % to 50 % to 90 %. All requests thrown together put the canary at ${text(last?.pooled)} in the end. Compared look by look it is at ${text(last?.inside)}.`,
    legend: [
      { tone: 'second', text: 'all requests so far thrown together' },
      { tone: 'first', text: 'compared inside each look (dots), then averaged' },
    ],
    panels: [
      {
        heading: null,
        x: minutesAxis,
        y: {
          from: -15,
          to: 30,
          label: 'latency against baseline',
          ticks: [-10, 0, 10, 20, 30].map((value) => ({
            value,
            text: value === 0 ? 'equal' : text(value).replace('.0', ''),
          })),
        },
        marks: [
          ...rampSpans,
          { kind: 'dots', tone: 'first', points: points.map(({ x, look }) => ({ x, y: look })) },
          { kind: 'line', tone: 'second', points: points.map(({ x, pooled }) => ({ x, y: pooled })) },
          { kind: 'line', tone: 'first', points: points.map(({ x, inside }) => ({ x, y: inside })) },
          ...(last === undefined
            ? []
            : [
                {
                  kind: 'note',
                  tone: 'second',
                  at: { x: last.x, y: last.pooled },
                  text: text(last.pooled),
                  side: 'left',
                } as const,
              ]),
        ],
      },
    ],
  }
}
