import { kayenta } from '../../test/calibration/rivals/kayenta.ts'
import { pooledZ } from '../../test/calibration/rivals/pooled-z.ts'
import { sequential } from '../../test/calibration/sequential.ts'
import type { Plot, PlotPanel, PlotTone } from './plot.ts'
import { lookSeconds, simulated } from './simulated.ts'

const judges = [
  { tone: 'second', text: 'z tests at 1 %, asked at every look', judge: pooledZ('z', { peeked: true, alpha: 0.01 }) },
  { tone: 'third', text: "Kayenta's judge, the same", judge: kayenta('kayenta', { every: null, window: null }) },
  {
    tone: 'first',
    text: 'sequential judge at 1 %',
    judge: sequential('sequential', { latencyTolerance: 0, podSpread: null, hasHistory: false }),
  },
] as const

const panels = [
  { id: 'aa-iid', heading: 'Half of the traffic, nothing else changes', top: 20, step: 5, isExplained: true },
  { id: 'aa', heading: '10 %, 50 %, 90 % of ordinary traffic', top: 80, step: 20, isExplained: false },
] as const

/** How many healthy canaries each judge has rolled back by each look. */
export function falseRollbackPlot(canaries: number): Plot {
  const drawn = panels.map((panel) => {
    const times = judges.map((): number[] => [])
    for (let index = 0; index < canaries; index += 1) {
      const canary = simulated(panel.id, index)
      for (const [place, { judge }] of judges.entries()) {
        times[place]?.push(judge.judge(canary).rollbackAt ?? Number.POSITIVE_INFINITY)
      }
    }
    return { ...panel, times }
  })
  return {
    name: 'false-rollbacks',
    title: 'Healthy canaries that were rolled back',
    description: `Share of ${canaries} healthy simulated canaries in each panel that were rolled back by then, at looks every 30 s. ${drawn
      .map(
        ({ heading, times }) =>
          `${heading}: after 30 min ${judges.map(({ text }, place) => `${text}, ${shareBy(times[place] ?? [], 1800).toFixed(1)} %`).join('; ')}`,
      )
      .join('. ')}.`,
    legend: judges.map(({ tone, text }) => ({ tone, text })),
    panels: drawn.map((panel) => panelOf(panel)),
  }
}

function panelOf({
  heading,
  top,
  step,
  isExplained,
  times,
}: {
  readonly heading: string
  readonly top: number
  readonly step: number
  /** The line at 1 % is named. */
  readonly isExplained: boolean
  readonly times: readonly (readonly number[])[]
}): PlotPanel {
  const looks = Array.from({ length: 1800 / lookSeconds + 1 }, (_, look) => look * lookSeconds)
  const line = (tone: PlotTone, all: readonly number[]) =>
    ({
      kind: 'line',
      tone,
      points: looks.map((seconds) => ({ x: seconds / 60, y: shareBy(all, seconds) })),
    }) as const
  return {
    heading,
    x: {
      from: 0,
      to: 30,
      label: 'minutes',
      ticks: [0, 10, 20, 30].map((value) => ({ value, text: String(value) })),
    },
    y: {
      from: 0,
      to: top,
      label: 'rolled back',
      ticks: Array.from({ length: top / step + 1 }, (_, tick) => ({ value: tick * step, text: `${tick * step} %` })),
    },
    marks: [
      { kind: 'level', y: 1, text: isExplained ? '1 % was asked for' : null },
      ...judges.map(({ tone }, place) => line(tone, times[place] ?? [])),
    ],
  }
}

function shareBy(times: readonly number[], seconds: number): number {
  return times.length === 0 ? 0 : (100 * times.filter((time) => time <= seconds).length) / times.length
}
