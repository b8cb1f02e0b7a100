import { plainText } from '@kosmos/analysis/gates'
import { provisionalParts, stageText, subjectText, type RunView } from './run-view.ts'
import { shortNumbers } from './short-numbers.ts'

/**
 * What is different between two states of a run, one line per change, for a log that is only ever added to. Numbers that
 * move are no change; a stage and an outcome are.
 *
 * @param before - `null` for the first state: then the run itself is the change.
 */
export function changeLines(before: RunView | null, after: RunView): readonly string[] {
  const lines = before === null ? [plainText(subjectText(after.subject))] : []
  if (before === null || standing(before) !== standing(after)) lines.push(standing(after))
  const sameStage = before?.stage === after.stage
  const known = new Map((before === null ? [] : provisionalParts(before)).map((part) => [part.id, part.outcome]))
  for (const part of provisionalParts(after)) {
    const earlier = sameStage ? known.get(part.id) : undefined
    // That a stage has only begun to collect is said by the stage's own line.
    if (part.outcome === (earlier ?? 'inconclusive')) continue
    const numbers = shortNumbers(part.measurement)
    lines.push(`${plainText(part.id)}: ${part.outcome}${numbers === '' ? '' : `, ${numbers}`}`)
  }
  return lines
}

function standing(run: RunView): string {
  return `${stageText(run)}: ${stageStatus(run)}`
}

function stageStatus(run: RunView): string {
  const status = run.stages[run.stage]?.status
  if (run.status === 'completed') return `ended, ${run.endReason ?? 'no reason given'}`
  return status === 'awaiting-traffic' ? 'waiting for the report that traffic has moved' : (status ?? 'unknown')
}
