import { judgedLooks } from './judged-looks.ts'
import type { Plot, PlotMark, PlotTone } from './plot.ts'
import { simulated } from './simulated.ts'
import { minutesAxis, rampSpans } from './time-axis.ts'

const alpha = 0.01
const top = 6

const canaries: readonly { readonly id: string; readonly tone: PlotTone; readonly text: string }[] = [
  { id: 'aa', tone: 'third', text: 'healthy' },
  { id: 'latency-10', tone: 'first', text: '10 % slower' },
  { id: 'latency-30', tone: 'second', text: '30 % slower' },
]

/** The evidence of harm of three canaries, look by look, and the boundary. */
export function evidencePlot(): Plot {
  const judged = canaries.map((canary) => {
    const looks = judgedLooks(simulated(canary.id, 0), alpha, 0.05)
    const crossed = looks.find(({ standing }) => standing.isHarmed) ?? null
    const shown = looks.map(({ minutes, state }) => ({ x: minutes, y: state.harm.logE / Math.LN10 }))
    return { ...canary, crossed, points: [{ x: 0, y: 0 }, ...shown] }
  })
  const rolledBack = judged.flatMap(({ tone, crossed }): readonly PlotMark[] => {
    if (crossed === null) return []
    const at = { x: crossed.minutes, y: Math.min(top, crossed.state.harm.logE / Math.LN10) }
    return [
      {
        kind: 'note',
        tone,
        at,
        text: `rolled back at ${crossed.minutes} min`,
        side: crossed.minutes > 5 ? 'left' : 'right',
      },
    ]
  })
  return {
    name: 'evidence',
    title: 'Evidence of harm, look by look',
    description: `Odds against the claim that the canary is within its tolerance, one canary each, 40 requests a second, looks every 30 s. ${judged
      .map(({ text, crossed }) =>
        crossed === null
          ? `The ${text} one never reaches 100 to 1`
          : `The one that is ${text} crosses 100 to 1 at ${crossed.minutes} min`,
      )
      .join('. ')}.`,
    legend: judged.map(({ tone, text }) => ({ tone, text })),
    panels: [
      {
        heading: null,
        x: minutesAxis,
        y: {
          from: -2,
          to: top,
          label: 'evidence, odds to 1',
          ticks: [
            { value: -2, text: '0.01' },
            { value: 0, text: '1' },
            { value: 2, text: '100' },
            { value: 4, text: '10 000' },
            { value: 6, text: '1 000 000' },
          ],
        },
        marks: [
          ...rampSpans,
          { kind: 'level', y: 2, text: 'boundary: 100 to 1, an error of 1 %' },
          ...judged.map(({ tone, points }): PlotMark => ({ kind: 'line', tone, points })),
          ...rolledBack,
        ],
      },
    ],
  }
}
