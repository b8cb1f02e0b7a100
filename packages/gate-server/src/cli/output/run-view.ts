import type { Part, Verdict } from '@kosmos/analysis/verdict'

/** What of a run is shown while it goes on. Both the service's own runs and those read over HTTP have it. */
export interface RunView {
  readonly id: string
  readonly revision: number
  readonly status: string
  readonly endReason: string | null
  readonly subject: { readonly service: string; readonly version: string | null; readonly environment: string | null }
  /** Index of the current stage. */
  readonly stage: number
  readonly stages: readonly StageView[]
  /** When the service acts next, milliseconds since the epoch. */
  readonly nextActionAt: number | null
  readonly verdict: Verdict | null
  /** Address of its page. */
  readonly reportUrl: string
}

export interface StageView {
  /** Share of the traffic. */
  readonly traffic: number
  readonly status: string
  readonly endsAt: number | null
  /** Latest moment for the report that the stage's traffic has moved. */
  readonly trafficDeadline: number | null
  readonly extended: boolean
  readonly verdict: { readonly parts: readonly Part[] } | null
}

/** `shop 2.0.0 in production`. */
export function subjectText({ service, version, environment }: RunView['subject']): string {
  return [service, version, environment === null ? null : `in ${environment}`].filter((word) => word !== null).join(' ')
}

/** `stage 2 of 3 at 50 %`; an extended stage says so. */
export function stageText(run: RunView): string {
  const stage = run.stages[run.stage]
  const traffic = Math.round((stage?.traffic ?? 0) * 1000) / 10
  return `stage ${run.stage + 1} of ${run.stages.length} at ${traffic} %${stage?.extended === true ? ' (extended)' : ''}`
}

/** The parts that a reader of progress wants to see: the stage's own, without the one that only says how far it is. */
export function provisionalParts(run: RunView): readonly Part[] {
  return (run.stages[run.stage]?.verdict?.parts ?? []).filter((part) => part.kind !== 'stage')
}
