import type { JudgeState } from '@kosmos/analysis/judges'
import type { Run } from '../runs/index.ts'

/** What the judge remembered of runs at their newest look. Losing it costs time, never truth: the evidence is stored. */
export interface JudgeMemory {
  /** What belongs to exactly this revision of the run; `null` where it is not known. */
  recall(run: Pick<Run, 'id' | 'revision'>): JudgeState | null
  remember(run: Pick<Run, 'id' | 'revision' | 'status'>, state: JudgeState | null): void
}

/** @param most - runs that are remembered; the one whose last look is longest ago is forgotten first. */
export function createJudgeMemory(most = 1000): JudgeMemory {
  const known = new Map<string, { readonly revision: number; readonly state: JudgeState }>()
  return {
    recall: ({ id, revision }) => {
      const found = known.get(id)
      return found?.revision === revision ? found.state : null
    },
    remember: ({ id, revision, status }, state) => {
      known.delete(id)
      if (state === null || status === 'completed') return
      known.set(id, { revision, state })
      for (const oldest of known.keys()) {
        if (known.size <= most) return
        known.delete(oldest)
      }
    },
  }
}
