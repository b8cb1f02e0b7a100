import type { PlotAxis, PlotMark } from './plot.ts'

/** Half an hour. */
export const minutesAxis: PlotAxis = {
  from: 0,
  to: 30,
  label: 'minutes',
  ticks: [0, 5, 10, 15, 20, 25, 30].map((value) => ({ value, text: String(value) })),
}

/** The stages of a simulated canary with a ramp. */
export const rampSpans: readonly PlotMark[] = [
  { kind: 'span', from: 0, to: 10, text: 'canary at 10 % of the traffic', isShaded: true },
  { kind: 'span', from: 10, to: 20, text: '50 %', isShaded: false },
  { kind: 'span', from: 20, to: 30, text: '90 %', isShaded: true },
]
