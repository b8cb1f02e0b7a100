import { plainText } from '@kosmos/analysis/gates'
import { assumptionText, type CanaryOutlook } from '@kosmos/analysis/planning'
import type { CanaryPlan } from '@kosmos/analysis/policy'
import { formatDuration, formatNumber, formatShare, formatTraffic } from '@kosmos/analysis/units'
import { textTable } from './text-table.ts'

/** What a plan can show, as tables for people. Times beyond the plan's end are marked. */
export function planText(name: string, plan: CanaryPlan, outlook: CanaryOutlook): readonly string[] {
  const rests = outlook.assumptions.map((assumption) => `${assumption.metric} with ${assumptionText(assumption)}`)
  const metrics = outlook.claims.map(({ metric }) => metric)
  const when = (after: number | null): string =>
    after === null ? 'never' : `${formatDuration(after)}${after > outlook.decidedBy ? ' *' : ''}`
  return [
    plainText(`Policy ${name} at ${formatTraffic(outlook.traffic)}, ${judgeText[plan.judge.kind] ?? plan.judge.kind}`),
    plainText(`Reckoned with ${rests.length === 0 ? 'nothing: no metric can be planned' : rests.join('; ')}`),
    ...outlook.unplanned.map(({ metric, reason }) => plainText(`Not reckoned with ${metric}: ${reason}`)),
    '',
    ...textTable([
      ['harm seen by the end of', 'looks', 'smaller side', ...metrics],
      ...outlook.stages.map(({ traffic, endsAt, looks, observations, detectable }, index) => [
        `stage ${index + 1} at ${formatShare(traffic)}, ${formatDuration(endsAt)}`,
        String(looks),
        formatNumber(Math.floor(observations)),
        ...detectable.map(({ metric, ratio }) => (ratio === null ? 'none' : changeText(outlook, metric, ratio))),
      ]),
    ]),
    '',
    ...textTable([
      ['harm found, with a chance of 80 %', 'after'],
      ...outlook.detections.map(({ metric, ratio, after }) => [
        `${metric} ${changeText(outlook, metric, ratio)}`,
        when(after),
      ]),
    ]),
    '',
    ...textTable([
      ['a good canary is shown not to be worse', 'by', 'at 80 %', 'at 95 %'],
      ...outlook.claims.map(({ metric, required, margin, likelyAfter, nearlySurelyAfter }) => [
        `in ${metric}${required ? '' : ' (not required)'}`,
        isProportion(outlook, metric) ? `${formatNumber(100 * margin)} pp` : formatShare(margin),
        when(likelyAfter),
        when(nearlySurelyAfter),
      ]),
    ]),
    ...(hasLate(outlook)
      ? ['', `* after the last comparison, which ends after ${formatDuration(outlook.decidedBy)}`]
      : []),
  ]
}

/** Whether the plan can conclude, in one sentence with the numbers. */
export function planSentence({ concludes, shortcomings, claims, decidedBy, unplanned }: CanaryOutlook): string {
  if (concludes === false)
    return plainText(`This canary cannot conclude: ${shortcomings.map(({ sentence }) => sentence).join('; ')}`)
  const last = claims
    .filter(({ required }) => required)
    .reduce((most, { likelyAfter }) => Math.max(most, likelyAfter ?? Number.POSITIVE_INFINITY), 0)
  const end = formatDuration(decidedBy)
  if (concludes === null)
    return plainText(
      `Whether this canary can conclude within ${end} is not known: ${unplanned.map(({ metric, reason }) => `${metric}, ${reason}`).join('; ')}`,
    )
  return `This canary can conclude: a good one is likely to be shown so after ${formatDuration(last)}, the last comparison ends after ${end}`
}

const judgeText: Readonly<Record<string, string>> = {
  sequential: 'judged at every look, learning the noise on the way',
  'fixed-sample': "compared once, at each stage's end",
}

function hasLate({ decidedBy, detections, claims }: CanaryOutlook): boolean {
  return [
    ...detections.map(({ after }) => after),
    ...claims.flatMap(({ likelyAfter, nearlySurelyAfter }) => [likelyAfter, nearlySurelyAfter]),
  ].some((after) => after !== null && after > decidedBy)
}

function isProportion({ assumptions }: CanaryOutlook, id: string): boolean {
  return assumptions.some(({ metric, quantity }) => metric === id && quantity === 'expected')
}

/** A ratio as people say it: shares from and to, anything else in per cent more or less. */
function changeText({ assumptions }: CanaryOutlook, id: string, ratio: number): string {
  const expected = assumptions.find(({ metric, quantity }) => metric === id && quantity === 'expected')?.value
  if (expected !== undefined) return `${formatShare(expected)} → ${formatShare(expected * ratio)}`
  return `${ratio < 1 ? '−' : '+'}${formatShare(Math.abs(ratio - 1))}`
}
