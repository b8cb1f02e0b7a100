import { plainText } from '@kosmos/analysis/gates'
import { formatDuration } from '@kosmos/analysis/units'
import { outcomeMark } from './outcome-mark.ts'
import { provisionalParts, stageText, subjectText, type RunView } from './run-view.ts'
import { shortNumbers } from './short-numbers.ts'
import type { Paint } from './terminal.ts'

/**
 * A run as it stands, for a terminal that is drawn again and again: what and where, how long still, and each metric
 * and guard with its provisional outcome.
 *
 * @param now - milliseconds since the epoch; countdowns are counted to it and never fall below zero.
 * @param columns - width of the terminal; longer lines are cut, so that each takes one row.
 */
export function progressBlock(run: RunView, now: number, columns: number, paint: Paint): readonly string[] {
  const parts = provisionalParts(run)
  const width = Math.max(0, ...parts.map(({ id }) => id.length))
  const head = `${plainText(subjectText(run.subject))} · ${stageText(run)} · ${timesText(run, now)}`
  return [
    paint('bold', cut(head, columns)),
    ...parts.map((part) => {
      const text = `${plainText(part.id).padEnd(width)}  ${wordOf(part.outcome).padEnd(10)} ${shortNumbers(part.measurement)}`
      return `  ${outcomeMark(part.outcome, paint)} ${cut(text.trimEnd(), columns - 4)}`
    }),
  ]
}

function timesText(run: RunView, now: number): string {
  const stage = run.stages[run.stage]
  const left = (at: number | null): string | null => (at === null ? null : secondsText(at - now))
  if (run.status === 'completed') return 'ended'
  if (stage?.status === 'awaiting-traffic') return 'waiting for the report that traffic has moved'
  const [end, look] = [left(stage?.endsAt ?? null), left(run.nextActionAt)]
  return [end === null ? 'starting' : `${end} left`, look === null ? null : `next look in ${look}`]
    .filter((text) => text !== null)
    .join(' · ')
}

/** While a run goes on, what is not decided is being collected. */
function wordOf(outcome: string): string {
  return outcome === 'inconclusive' ? 'collecting' : outcome
}

function secondsText(milliseconds: number): string {
  return formatDuration(Math.max(0, Math.ceil(milliseconds / 1000)) * 1000)
}

function cut(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`
}
