import type { MetricEvidence } from '../../evidence/index.ts'
import { formatNumber, formatShare } from '../../units/index.ts'
import type { Fact, Measurement, Outcome, Part } from '../../verdict/index.ts'
import { doubted } from '../doubted.ts'
import { canaryStanding, type MetricStanding } from './canary-standing.ts'
import { effectEstimate, type EffectEstimate } from './effect-estimate.ts'
import { looksNeeded } from './looks-needed.ts'
import type { MetricState } from './metric-state.ts'
import type { SequentialSettings, SequentialState } from './sequential-canary.ts'
import type { SequentialMetric } from './sequential-metric.ts'

/** Why a part of a sequential judgement came out as it did. */
export type SequentialReason =
  | 'harm-shown'
  | 'no-harm-shown'
  | 'non-inferior'
  | 'within-margin'
  | 'not-shown-non-inferior'
  | 'cannot-conclude'
  | 'looks-missing'
  | 'too-few-looks'
  | 'too-few-observations'
  | 'coarse-buckets'
  | 'constant'
  | 'split-as-configured'
  | 'split-mismatch'
  | 'drift'
  | 'no-drift'
  | 'not-watched'

/** What is asked of the evidence at this look. */
export interface PartsRequest {
  readonly settings: SequentialSettings
  readonly state: SequentialState
  readonly requires: 'no-harm' | 'non-inferiority'
  /** Looks that can still be made before the claim has to stand. */
  readonly looksLeft: number
  /** What each source says about its own answers. */
  readonly quality: (metric: string) => MetricEvidence['quality']
}

/** The parts of a judgement: the metrics in their order, then the split of the traffic where it is checked. */
export function sequentialParts(request: PartsRequest): readonly Part[] {
  const { settings, state, quality } = request
  const standing = canaryStanding(settings, state)
  const metrics = settings.metrics.flatMap((metric, at) => {
    const seen = state.metrics[at]
    const found = standing.metrics[at]
    return seen === undefined || found === undefined
      ? []
      : [doubted(metricPart(request, metric, seen, found), quality(metric.id))]
  })
  return [...metrics, ...splitPart(state, standing.isSplitWrong)]
}

function metricPart(
  request: PartsRequest,
  metric: SequentialMetric,
  state: MetricState,
  standing: MetricStanding,
): Part {
  const { settings } = request
  const effect = effectEstimate(metric, state, settings.promoteAlpha)
  const name = `Canary ${metric.id}`
  const { measured, missing } = state.presence
  const looks = looksText(measured)
  const facts = {
    looks: measured,
    missingLooks: missing,
    evidenceOfHarm: finite(state.harm.logE),
    evidenceWithinMargin: finite(state.claim.logE),
  }
  const part = (code: SequentialReason, outcome: Outcome, sentence: string): Part =>
    partOf(metric, code, outcome, sentence, effect?.measurement ?? null, facts)
  const numbers = effect === null ? 'nothing measured' : `${effect.sides} (${effect.effect}, ${looks})`
  switch (standing) {
    case 'harmful':
      return part(
        'harm-shown',
        'fail',
        `${name} is worse than the tolerance of ${effect?.tolerance ?? '0'}, shown at an error of ${formatShare(settings.alpha)} at any number of looks: ${numbers}`,
      )
    case 'not-measured': {
      const why = state.presence.detail === null ? '' : ` (${state.presence.detail})`
      return part(
        'looks-missing',
        'inconclusive',
        measured === 0 && missing === 0
          ? `${name} has no look yet`
          : `${name} cannot be judged: ${missing} of ${measured + missing} looks have no usable value of both sides${why}`,
      )
    }
    case 'too-few-looks':
      return part(
        'too-few-looks',
        'inconclusive',
        `${name} has ${looks}, the judge needs ${settings.minLooks}: ${numbers}`,
      )
    case 'too-few-observations':
      return part(
        'too-few-observations',
        'inconclusive',
        `${name} rests on ${formatNumber(Math.min(state.totals.control.total, state.totals.experiment.total))} observations of one side, ${formatNumber(metric.minTotal ?? 1)} are needed`,
      )
    case 'non-inferior':
      return request.requires === 'no-harm'
        ? noHarm(part, name, numbers)
        : shown(part, name, numbers, effect, state, settings)
    case 'coarse-buckets':
      return request.requires === 'no-harm'
        ? noHarm(part, name, numbers)
        : part(
            'coarse-buckets',
            'inconclusive',
            `${name} cannot be shown to stay within its margin: nearly all of the baseline lies in one bucket of the histogram, finer buckets are needed`,
          )
    case 'constant':
      return part(
        'constant',
        'warn',
        `${name} is equal on both sides at each of ${looks}: the same, or not measured at all`,
      )
    case 'undecided':
      return request.requires === 'no-harm'
        ? noHarm(part, name, numbers)
        : notShown(request, part, name, numbers, effect, measured)
  }
}

type MakePart = (code: SequentialReason, outcome: Outcome, sentence: string) => Part

function noHarm(part: MakePart, name: string, numbers: string): Part {
  return part('no-harm-shown', 'pass', `${name} shows no harm: ${numbers}`)
}

function shown(
  part: MakePart,
  name: string,
  numbers: string,
  effect: EffectEstimate | null,
  { harm }: MetricState,
  { alpha }: SequentialSettings,
): Part {
  const within = `is not worse than the margin of ${effect?.margin ?? 'the policy'}`
  // Evidence of this metric alone, which the others' did not carry over the boundary of all.
  return harm.maxLogE >= -Math.log(alpha)
    ? part(
        'within-margin',
        'warn',
        `${name} is worse than the tolerance of ${effect?.tolerance ?? '0'} and ${within}: ${numbers}`,
      )
    : part('non-inferior', 'pass', `${name} ${within}: ${numbers}`)
}

function notShown(
  { settings, looksLeft }: PartsRequest,
  part: MakePart,
  name: string,
  numbers: string,
  effect: EffectEstimate | null,
  looks: number,
): Part {
  const within = `to stay within the margin of ${effect?.margin ?? 'the policy'}`
  const likely = effect === null ? null : looksNeeded(effect, looks, settings.promoteAlpha, 0.5)
  const hoped = effect === null ? null : looksNeeded(effect, looks, settings.promoteAlpha, 0.2)
  const isHopeless = effect !== null && effect.information > 0 && (hoped === null || hoped > looksLeft)
  const needed = likely === null ? '' : `; about ${likely} more are needed, ${looksLeft} are left`
  return isHopeless
    ? part(
        'cannot-conclude',
        'inconclusive',
        `${name} will hardly be shown ${within} before the deadline: ${numbers}${likely === null ? `; ${looksText(looksLeft)} left` : needed}. A larger share or a longer stage would help`,
      )
    : part('not-shown-non-inferior', 'inconclusive', `${name} is not shown ${within} yet: ${numbers}${needed}`)
}

function splitPart({ split, splitCounts }: SequentialState, isWrong: boolean): readonly Part[] {
  if (split === null) return []
  const { control, experiment, expected } = splitCounts
  const all = control + experiment
  const got = `the canary got ${formatShare(experiment / all)} of the requests (${formatNumber(experiment)} of ${formatNumber(all)})`
  const sentence = isWrong
    ? `The traffic is not split as configured: ${got}, ${formatShare(expected / all)} were configured. What the sides get may differ in more than the version`
    : `The traffic is split as configured: ${got}, ${formatShare(expected / all)} were configured`
  const outcome = isWrong ? 'error' : 'pass'
  if (!(all > 0)) return []
  return [
    {
      id: 'traffic-split',
      role: 'condition',
      kind: 'traffic-split',
      required: true,
      outcome,
      reasons: [
        {
          code: isWrong ? 'split-mismatch' : 'split-as-configured',
          outcome,
          sentence,
          facts: { control, experiment, expectedShare: expected / all, evidence: finite(split.logE) },
        },
      ],
      measurement: null,
      evidence: [],
    },
  ]
}

function partOf(
  metric: SequentialMetric,
  code: SequentialReason,
  outcome: Outcome,
  sentence: string,
  measurement: Measurement | null,
  facts: Readonly<Record<string, Fact>>,
): Part {
  return {
    id: metric.id,
    role: 'metric',
    kind: metric.kind,
    // One whose evidence counts rolls back, required or not.
    required: metric.required || code === 'harm-shown',
    outcome,
    reasons: [{ code, outcome, sentence, facts }],
    measurement,
    evidence: [],
  }
}

/** A number of looks in words. */
function looksText(count: number): string {
  return count === 1 ? '1 look' : `${count} looks`
}

/** Evidence as a fact: e-values beyond what a number holds stay logarithms. */
function finite(logE: number): number | null {
  return Number.isFinite(logE) ? logE : null
}
