/** One stage or job of a pipeline. */
export interface PipelineStage {
  readonly name: string
  /** What it belongs to: the stage of a job, or its workflow. */
  readonly group?: string | null
  readonly status: 'succeeded' | 'failed' | 'cancelled' | 'skipped' | 'running' | 'unknown'
  /** Milliseconds since the epoch, where they are known. */
  readonly startedAt: number | null
  readonly finishedAt: number | null
  /** Milliseconds of work: without waiting for a machine, for people or for evidence; `null` where it is not known. */
  readonly duration: number | null
}

/** What a pipeline ran and how long it took. */
export interface PipelineEvidence {
  readonly kind: 'pipeline'
  readonly system: string
  readonly commit: string | null
  readonly stages: readonly PipelineStage[]
}
