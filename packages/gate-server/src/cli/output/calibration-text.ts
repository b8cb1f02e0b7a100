import { plainText } from '@kosmos/analysis/gates'
import type { MetricCalibration, PolicyCalibration, WindowShare } from '@kosmos/analysis/planning'
import type { CanaryPlan } from '@kosmos/analysis/policy'
import { formatDuration, formatNumber, formatShare } from '@kosmos/analysis/units'
import { textTable } from './text-table.ts'

/** What a policy made of a history, as tables for people. */
export function calibrationText(name: string, plan: CanaryPlan, found: PolicyCalibration): readonly string[] {
  const { looks, windows, windowLooks, disjointWindows, leftOut, metrics, guards } = found
  const length = formatDuration(windowLooks * plan.interval)
  return [
    plainText(
      `Policy ${name}: ${formatNumber(windows)} canaries of up to ${length} out of ${formatNumber(looks)} looks`,
    ),
    `They overlap and are not independent: ${formatNumber(disjointWindows)} fit side by side`,
    ...(leftOut.length === 0 ? [] : [plainText(`Left out, a history cannot say: ${leftOut.join(', ')}`)]),
    '',
    ...textTable([
      ['healthy canaries', 'canaries', 'share', '95 % interval'],
      ...(['rolledBack', 'promoted', 'undecided'] as const).map((end) => [endText[end], ...shareTexts(found[end])]),
    ]),
    '',
    ...textTable([
      [
        'metric alone',
        'looks',
        'rolled back',
        'not worse at the end',
        'difference, 99 of 100',
        'tolerance',
        'proposed',
      ],
      ...metrics.map((metric) => metricRow(plan, metric, windows)),
    ]),
    ...(guards.length === 0
      ? []
      : [
          '',
          ...textTable([
            ['guard', 'rolled back'],
            ...guards.map(({ guard, windows: fired }) => [guard, partText(fired, windows)]),
          ]),
        ]),
  ]
}

const endText = { rolledBack: 'rolled back', promoted: 'promoted', undecided: 'undecided' } as const

/** What the calibration comes to, in one sentence with the numbers. */
export function calibrationSentence({ interval, onInconclusive }: CanaryPlan, found: PolicyCalibration): string {
  const { rolledBack, undecided, windows, alpha, isEnough, windowLooks, metrics } = found
  const asked = `${formatShare(alpha)} was asked for`
  const counted =
    rolledBack.share === null
      ? 'No canary of this policy fits into the history'
      : `This policy would have rolled back ${rolledBack.windows} of ${formatNumber(windows)} healthy canaries (${formatShare(rolledBack.share.estimate)}, 95 % interval ${intervalText(rolledBack)}), ${asked}`
  const unmeasured = metrics.filter(({ looks }) => looks === 0).map(({ metric }) => metric)
  const needed =
    unmeasured.length > 0
      ? `; the history has no look with both sides of ${unmeasured.join(', ')}`
      : `; that is not enough: ten canaries side by side take ${formatDuration(10 * windowLooks * interval)} without a gap`
  const open =
    undecided.windows === 0
      ? ''
      : `; ${formatNumber(undecided.windows)} more would have ended undecided${onInconclusive === 'rollback' ? ', and been rolled back for that' : ''}`
  return plainText(`${counted}${open}${isEnough ? proposals(metrics) : needed}`)
}

function proposals(metrics: readonly MetricCalibration[]): string {
  return metrics
    .filter(({ isOver }) => isOver)
    .map(({ metric, proposedTolerance }) =>
      proposedTolerance === null
        ? `; no tolerance of ${metric} would help, look at how the sides differ`
        : `; a tolerance of ${formatShare(proposedTolerance)} for ${metric} would have kept it within`,
    )
    .join('')
}

function shareTexts({ windows, share }: WindowShare): readonly string[] {
  return [formatNumber(windows), share === null ? '–' : formatShare(share.estimate), intervalText({ windows, share })]
}

function intervalText({ share }: WindowShare): string {
  return share === null ? '–' : `${formatShare(share.lower)} to ${formatShare(share.upper)}`
}

function metricRow(plan: CanaryPlan, found: MetricCalibration, windows: number): readonly string[] {
  const { metric: id, looks, crossed, nonInferior, spread, isOver, proposedTolerance } = found
  const metric = plan.metrics.find((one) => one.id === id)
  const isShare = metric?.kind === 'proportion'
  const size = (value: number): string => (isShare ? `${formatNumber(100 * value)} pp` : formatNumber(value))
  const tolerance = metric === undefined || metric.kind === 'health' ? null : metric.tolerance
  return [
    id,
    formatNumber(looks),
    partText(crossed, windows),
    partText(nonInferior, windows),
    spread === null ? '–' : spread.kind === 'ratio' ? formatShare(spread.value) : size(spread.value),
    tolerance === null
      ? '–'
      : tolerance.absolute > 0
        ? `max(${size(tolerance.absolute)}, ${formatShare(tolerance.relative)})`
        : formatShare(tolerance.relative),
    isOver ? (proposedTolerance === null ? 'none' : formatShare(proposedTolerance)) : '–',
  ]
}

function partText(part: number, windows: number): string {
  return windows > 0 ? `${formatNumber(part)} (${formatShare(part / windows)})` : '–'
}
