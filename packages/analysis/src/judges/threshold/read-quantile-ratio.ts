import type { Histogram, Look } from '../../evidence/index.ts'
import { histogramQuantile, mergeHistograms } from '../../series/index.ts'
import { formatDuration, formatNumber, formatQuantile, formatRatio, formatSeconds } from '../../units/index.ts'
import type { Part } from '../../verdict/index.ts'
import { isSoundHistogram } from '../sound-value.ts'
import { beyondBuckets, guardPart, notMeasured, tooFew, type GuardOf } from './guard-part.ts'
import { measuredOf } from './trailing-looks.ts'
import { standingOf, type ReadWindow } from './window-reading.ts'

/** The quantile of a window as a multiple of the baseline's, beside its limit. */
export function readQuantileRatio(
  guard: GuardOf<'quantile-above-baseline'>,
  window: readonly Look<Histogram>[],
): ReadWindow {
  const unread = (part: Part): ReadWindow => ({ kind: 'unread', part })
  const name = `${formatQuantile(guard.quantile)} of ${guard.metric}`
  if (window.at(-1)?.control === null) {
    const sentence = `Guard ${guard.id} does not apply: no baseline is left to compare ${name} with`
    return unread(guardPart(guard, 'guard-no-baseline', 'inconclusive', sentence, { required: false }))
  }
  const looks = window.filter((look) => look.control !== null)
  const experiment = measuredOf(looks, 'experiment', isSoundHistogram)
  const control = measuredOf(looks, 'control', isSoundHistogram)
  const missing = Math.max(experiment.missing, control.missing)
  if (experiment.values.length === 0 || control.values.length === 0) return unread(tooFew(guard, 0, missing))
  const canary = mergeHistograms(experiment.values)
  const baseline = mergeHistograms(control.values)
  if (canary.kind === 'missing') return unread(notMeasured(guard, canary.detail))
  if (baseline.kind === 'missing') return unread(notMeasured(guard, baseline.detail))
  const fewest = Math.min(canary.value.total, baseline.value.total)
  if (!(fewest > 0 && fewest >= guard.minTotal)) return unread(tooFew(guard, fewest, missing))
  const one = histogramQuantile(canary.value, guard.quantile)
  const two = histogramQuantile(baseline.value, guard.quantile)
  if (one.estimate === null || two.estimate === null || !(two.estimate > 0)) {
    return unread(notMeasured(guard, `${name} of the baseline or the canary could not be read`))
  }
  // A baseline in the open bucket is larger than its estimate: the ratio would be overstated.
  if (two.upper === Number.POSITIVE_INFINITY) return unread(beyondBuckets(guard, `${name} of the baseline`, two.lower))
  const ratio = one.estimate / two.estimate
  const isOpen = one.upper === Number.POSITIVE_INFINITY
  const standing = standingOf(ratio, guard.ratio, isOpen)
  if (standing === 'unknown') return unread(beyondBuckets(guard, name, one.lower))
  return {
    kind: 'read',
    reading: {
      standing,
      missing,
      looks: looks.length,
      subject: `Canary ${name} ${isOpen ? 'more than ' : ''}${formatSeconds(one.estimate)} against ${formatSeconds(two.estimate)} of the baseline (${formatRatio(ratio)}) over ${formatDuration(guard.window)} (${formatNumber(canary.value.total)} against ${formatNumber(baseline.value.total)} observations)`,
      limit: formatRatio(guard.ratio),
      facts: { ratio, canary: one.estimate, baseline: two.estimate, limit: guard.ratio, windowMs: guard.window },
      measurement: {
        unit: 'seconds',
        control: two.estimate,
        experiment: one.estimate,
        difference: ratio,
        differenceKind: 'ratio',
        interval: null,
        limit: guard.ratio,
        controlCount: baseline.value.total,
        experimentCount: canary.value.total,
      },
    },
  }
}
