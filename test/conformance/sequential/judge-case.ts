import {
  canaryStanding,
  noLooks,
  updateCanary,
  type CanaryStanding,
  type MetricStanding,
  type SequentialSettings,
  type SequentialState,
} from '@kosmos/analysis/judges'
import type { Outcome } from '@kosmos/analysis/verdict'
import { guardsOf } from './case-guards.ts'
import { looksOf } from './case-looks.ts'
import type { SequentialCase } from './case-schema.ts'
import { settingsOf } from './case-settings.ts'

export type CaseVerdict = 'promote' | 'rollback' | 'hold'

/** What became of a case, as `--out` writes it. */
export interface CaseAnswer {
  readonly id: string
  readonly verdict: CaseVerdict
  readonly outcome: Outcome
  /** The look that decided, from 1; for `hold` the last. */
  readonly look: number
  readonly metrics: readonly {
    readonly id: string
    readonly outcome: Outcome
    readonly estimate: number | null
    readonly interval: readonly [number | null, number | null]
    readonly logE: number | null
  }[]
  readonly reasons: readonly string[]
}

/** Judges the looks of a case in their order. The first look that decides is the last that is seen. */
export function judgeCase(one: SequentialCase): CaseAnswer {
  const settings = settingsOf(one)
  const looks = looksOf(one)
  const guards = guardsOf(one, looks)
  let state = noLooks(settings)
  for (const [at, look] of looks.entries()) {
    state = updateCanary(settings, state, look)
    const standing = canaryStanding(settings, state)
    const { broken, doubtful } = guards(at)
    if (standing.isHarmed || broken !== null) {
      return answer({ one, settings, state, standing, verdict: 'rollback', outcome: 'fail', guard: broken })
    }
    // A guard over its limit rolls nothing back on a chance, and lets nothing through either.
    if (standing.isPromotable && doubtful === null) {
      return answer({ one, settings, state, standing, verdict: 'promote', outcome: 'pass', guard: null })
    }
    if (at === looks.length - 1) {
      const isUnmeasured = standing.metrics.some(
        (metric, index) => metric === 'not-measured' && settings.metrics[index]?.required !== false,
      )
      const outcome = isUnmeasured || standing.isSplitWrong ? 'error' : 'inconclusive'
      return answer({ one, settings, state, standing, verdict: 'hold', outcome, guard: doubtful })
    }
  }
  throw new Error('expected a look at least, got none')
}

interface Judged {
  readonly one: SequentialCase
  readonly settings: SequentialSettings
  readonly state: SequentialState
  readonly standing: CanaryStanding
  readonly verdict: CaseVerdict
  readonly outcome: Outcome
  /** What a guard says for the verdict. */
  readonly guard: string | null
}

function answer({ one, settings, state, standing, verdict, outcome, guard }: Judged): CaseAnswer {
  const metrics = settings.metrics.map(({ id }, at) => ({
    id,
    outcome: outcomeOf[standing.metrics[at] ?? 'not-measured'],
    estimate: null,
    interval: [null, null] as const,
    logE: finite(state.metrics[at]?.harm.logE),
  }))
  const reasons = [
    ...(guard === null ? [] : [guard]),
    ...(standing.isSplitWrong ? ['The traffic is not split as configured'] : []),
    ...settings.metrics.map(({ id }, at) => {
      const found = standing.metrics[at] ?? 'not-measured'
      const detail = state.metrics[at]?.presence.detail
      return `${id}: ${found}${found === 'not-measured' && detail ? ` (${detail})` : ''}`
    }),
  ]
  return { id: one.id, verdict, outcome, look: state.looks, metrics, reasons }
}

const outcomeOf: Readonly<Record<MetricStanding, Outcome>> = {
  harmful: 'fail',
  'not-measured': 'error',
  'too-few-looks': 'inconclusive',
  'too-few-observations': 'inconclusive',
  'coarse-buckets': 'inconclusive',
  'non-inferior': 'pass',
  undecided: 'inconclusive',
}

function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
