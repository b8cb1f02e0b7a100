import type { Look, Measured, MetricEvidence } from '../evidence/index.ts'
import { drawIndex, type RandomSource } from '../numeric/index.ts'

/** A canary cut out of a history: from which look on, and which side plays it. */
export interface HistoryWindow {
  readonly from: number
  /** True where the history's control plays the canary. */
  readonly isSwapped: boolean
}

/** Spans of looks without a gap: first look, and how many. */
export interface Stretch {
  readonly from: number
  readonly looks: number
}

/** Where the looks follow each other without a gap of half an interval or more. */
export function stretchesOf(
  looks: readonly { readonly start: number; readonly end: number }[],
  interval: number,
): readonly Stretch[] {
  const breaks = looks.flatMap(({ start }, at) => {
    const before = looks[at - 1]
    return before !== undefined && Math.abs(start - before.end) < interval / 2 ? [] : [at]
  })
  return breaks.map((from, at) => ({ from, looks: (breaks[at + 1] ?? looks.length) - from }))
}

/** `most` windows of `length` looks by chance, none twice; all where there are no more. */
export function drawWindows(
  stretches: readonly Stretch[],
  length: number,
  most: number,
  random: RandomSource,
): readonly HistoryWindow[] {
  const all = stretches.flatMap(({ from, looks }) =>
    Array.from({ length: Math.max(0, looks - length + 1) }, (_, at) => from + at).flatMap((start) => [
      { from: start, isSwapped: false },
      { from: start, isSwapped: true },
    ]),
  )
  if (all.length <= most) return all
  for (let at = 0; at < most; at += 1) {
    const other = at + drawIndex(random, all.length - at)
    const [one, two] = [all[at], all[other]]
    if (one !== undefined && two !== undefined) [all[at], all[other]] = [two, one]
  }
  return all.slice(0, most)
}

/** The evidence of a window: as many looks as `stages` names, each in its stage. */
export function windowEvidence(
  history: readonly MetricEvidence[],
  window: HistoryWindow,
  stages: readonly number[],
): readonly MetricEvidence[] {
  return history.map((of): MetricEvidence => {
    // One branch per kind: the checker then knows that the looks keep their type.
    if (of.kind === 'proportion') return { ...of, looks: cut(of.looks, window, stages) }
    if (of.kind === 'distribution') return { ...of, looks: cut(of.looks, window, stages) }
    if (of.kind === 'gauge') return { ...of, looks: cut(of.looks, window, stages) }
    return { ...of, looks: cut(of.looks, window, stages) }
  })
}

const absent = { kind: 'missing', reason: 'no-data', detail: 'the history does not have it' } as const

function cut<Value>(
  looks: readonly Look<Value>[],
  { from, isSwapped }: HistoryWindow,
  stages: readonly number[],
): readonly Look<Value>[] {
  return looks.slice(from, from + stages.length).map((look, at) => {
    const control: Measured<Value> = look.control ?? absent
    const stage = stages[at] ?? 0
    return isSwapped
      ? { ...look, stage, control: look.experiment, experiment: control }
      : { ...look, stage, control, experiment: look.experiment }
  })
}
