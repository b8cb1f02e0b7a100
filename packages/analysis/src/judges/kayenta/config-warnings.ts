import type { KayentaMetricResult } from './kayenta-result.ts'
import { kayentaWarning, type KayentaWarning } from './kayenta-warning.ts'
import type { ConfiguredMetric, ScoreThresholds } from './read-canary-config.ts'
import { restWeight } from './score-groups.ts'

/** Rounding of weights that sum to 100 in decimals. */
const slack = 1e-9

/** Where the score is weak: what is left out of it, and what its weights and thresholds make of it. */
export function configWarnings(given: {
  /** Metrics of the config that have no pair. */
  readonly unpaired: readonly ConfiguredMetric[]
  readonly results: readonly KayentaMetricResult[]
  readonly weights: ReadonlyMap<string, number>
  readonly thresholds: ScoreThresholds
  readonly strict: boolean
}): readonly KayentaWarning[] {
  const { unpaired, weights, thresholds, strict } = given
  const counted = given.results.filter(({ muted }) => !muted)
  const found: KayentaWarning[] = []
  for (const { name } of unpaired) {
    found.push(kayentaWarning('metric-without-pair', name, `Metric ${name} has no pair: nobody looked at it`))
  }
  for (const { name, classification, groups } of counted) {
    if (!strict && classification === 'Error') {
      found.push(kayentaWarning('error-ignored', name, `Metric ${name} could not be compared and is not counted`))
    }
    if (!strict && classification === 'Nodata') {
      found.push(kayentaWarning('nodata-ignored', name, `Metric ${name} has no data and is not counted in its groups`))
    }
    if (groups.length === 0) {
      found.push(kayentaWarning('in-no-group', name, `Metric ${name} is in no group and counts nowhere`))
    }
  }
  const missing = counted.filter(({ classification }) => classification === 'Nodata').length
  if (counted.length === 0) {
    const message = `None of ${given.results.length} results is counted: the score is 0`
    found.push(kayentaWarning('nothing-counted', null, message))
  } else if (missing / counted.length >= 0.5) {
    const message = `${missing} of ${counted.length} results have no data: at half of them the score is 0, below it they are not counted`
    found.push(kayentaWarning('half-without-data', null, message))
  }
  found.push(...weightWarnings(new Set(counted.flatMap(({ groups }) => groups)), weights))
  if (!(thresholds.marginal <= thresholds.pass)) {
    const message = `The marginal threshold ${thresholds.marginal} is above the pass threshold ${thresholds.pass}`
    found.push(kayentaWarning('thresholds-reversed', null, message))
  }
  return found
}

function weightWarnings(present: ReadonlySet<string>, weights: ReadonlyMap<string, number>): readonly KayentaWarning[] {
  const found: KayentaWarning[] = []
  for (const [group, weight] of weights) {
    if (present.has(group)) continue
    found.push(
      kayentaWarning('weight-lost', null, `Group ${group} has no counted metric: its weight ${weight} is lost`),
    )
  }
  if (present.size === 0) return found
  const rest = restWeight([...present], weights)
  let sum = 0
  for (const group of present) sum += weights.get(group) ?? rest
  if (!(Math.abs(sum - 100) <= slack)) {
    const message = `The weights of the groups that are present sum to ${sum}: that is the score of a canary that passes everywhere`
    found.push(kayentaWarning('weights-not-100', null, message))
  }
  return found
}
