import { normalMixtureBoundary } from '@kosmos/analysis/sequential'
import { judgedLooks, shippedMetrics, type JudgedLook } from './judged-looks.ts'
import type { Plot, PlotMark } from './plot.ts'
import { simulated } from './simulated.ts'
import { minutesAxis, rampSpans } from './time-axis.ts'

const alpha = 0.05
const latency = shippedMetrics.findIndex(({ id }) => id === 'latency')
const margin = shippedMetrics[latency]?.margin.relative ?? 0

/** The interval of the latency ratio of a healthy canary, narrowing until it lies under the margin. */
export function ratioPlot(): Plot {
  const judged = judgedLooks(simulated('aa', 1), 0.01, alpha)
  const points = judged.flatMap((look) => ratioAt(look) ?? [])
  const said = judged.find(({ standing }) => standing.metrics[latency] === 'non-inferior')?.minutes ?? null
  const at = points.find(({ upper }) => upper < 1 + margin)
  const last = points.at(-1)
  const percent = (ratio: number): string => `${ratio < 1 ? '−' : '+'}${Math.abs(100 * (ratio - 1)).toFixed(1)} %`
  const noteAt = (point: (typeof points)[number] | undefined, text: string): readonly PlotMark[] =>
    point === undefined
      ? []
      : [
          {
            kind: 'note',
            tone: 'first',
            at: { x: point.x, y: point.upper },
            text: `${text} at ${point.x} min`,
            side: 'right',
          },
        ]
  const notes = [
    ...noteAt(at, 'mean below the margin'),
    ...noteAt(
      points.find(({ x }) => x === said),
      'tail too',
    ),
  ]
  return {
    name: 'latency-ratio',
    title: 'Latency of a healthy canary against the baseline',
    description: `Ratio of the geometric means with the 95 % interval that holds at all looks together, 40 requests a second, looks every 30 s. ${
      at === undefined ? '' : `The interval narrows and lies below the margin from ${at.x} min on. `
    }${last === undefined ? '' : `At the end it runs from ${percent(last.lower)} to ${percent(last.upper)}. `}${
      said === null ? '' : `The judge says "not worse than the margin" at ${said} min, when the slow tail is shown too.`
    }`,
    legend: [{ tone: 'first', text: 'estimate, and the interval that may be read at every look' }],
    panels: [
      {
        heading: null,
        x: minutesAxis,
        y: {
          from: 0.75,
          to: 1.25,
          label: 'canary against baseline',
          ticks: [0.8, 0.9, 1, 1.1, 1.2].map((value) => ({
            value,
            text: value === 1 ? 'equal' : `${value < 1 ? '−' : '+'}${Math.round(Math.abs(value - 1) * 100)} %`,
          })),
        },
        marks: [
          ...rampSpans,
          { kind: 'band', tone: 'first', points },
          { kind: 'level', y: 1 + margin, text: `margin: ${percent(1 + margin).replace('.0', '')}` },
          { kind: 'line', tone: 'first', points },
          ...notes,
        ],
      },
    ],
  }
}

function ratioAt({ minutes, state }: JudgedLook) {
  const direction = state.metrics[latency]?.directions[0]
  const seen = direction?.kind === 'distribution' ? direction.center.seen : null
  if (seen === null || !(seen.information > 0)) return null
  const { score, information } = seen
  const radius = normalMixtureBoundary({ information, scale: Math.log1p(margin), alpha: alpha / 2 }) / information
  const estimate = score / information
  return {
    x: minutes,
    y: Math.exp(estimate),
    lower: Math.exp(estimate - radius),
    upper: Math.exp(estimate + radius),
  }
}
