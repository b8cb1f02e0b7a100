import {
  canaryStanding,
  noLooks,
  sequentialParts,
  updateCanary,
  type CanaryStanding,
  type SequentialMetric,
  type SequentialSettings,
  type SequentialState,
} from '@kosmos/analysis/judges'
import type { Measurement, Outcome } from '@kosmos/analysis/verdict'
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
  const parts = sequentialParts({
    settings,
    state,
    requires: 'non-inferiority',
    looksLeft: one.looks.length - state.looks,
    quality: () => [],
  })
  const metrics = settings.metrics.map((metric, at) => {
    const part = parts.find(({ id, role }) => role === 'metric' && id === metric.id)
    const isMeasured = standing.metrics[at] !== 'not-measured'
    return {
      id: metric.id,
      outcome: isMeasured && part !== undefined ? part.outcome : 'error',
      ...effectOf(metric, part?.measurement ?? null),
      logE: finite(state.metrics[at]?.harm.logE),
    }
  })
  // A split as it should be is no reason for anything.
  const said = parts.filter(({ role, outcome: found }) => role === 'metric' || found !== 'pass')
  const sentences = said.flatMap(({ reasons }) => reasons.map(({ sentence }) => sentence))
  return {
    id: one.id,
    verdict,
    outcome,
    look: state.looks,
    metrics,
    reasons: guard === null ? sentences : [guard, ...sentences],
  }
}

/** The effect on the scale of the metric's margin: a difference where that is absolute, else relative to the baseline. */
function effectOf(
  { margin }: SequentialMetric,
  measurement: Measurement | null,
): Pick<CaseAnswer['metrics'][number], 'estimate' | 'interval'> {
  if (measurement === null) return { estimate: null, interval: [null, null] }
  const { control, differenceKind, difference, interval } = measurement
  const isAbsolute = margin.absolute > 0
  const onScale = (value: number | null): number | null => {
    if (value === null || control === null) return null
    if (differenceKind === 'ratio') return finite(isAbsolute ? (value - 1) * control : value - 1)
    return finite(isAbsolute ? value : value / Math.abs(control))
  }
  return {
    estimate: onScale(difference),
    interval: [onScale(interval?.lower ?? null), onScale(interval?.upper ?? null)],
  }
}

function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
