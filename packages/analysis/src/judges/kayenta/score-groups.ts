import type { KayentaGroupScore, KayentaMetricResult, KayentaScore } from './kayenta-result.ts'
import type { ScoreThresholds } from './read-canary-config.ts'
import { roundHalfUp } from './round-half-up.ts'

/** What of a result is scored. */
export type Scored = Pick<KayentaMetricResult, 'classification' | 'classificationReason' | 'critical' | 'groups'>

/** The score of a group, and the score with which it enters the canary's. */
interface Group extends KayentaGroupScore {
  readonly counted: number
}

/**
 * Scores a canary from its results that are not muted.
 *
 * A group's score is the share of Pass in percent of Pass, High, Low and NodataFailMetric; Nodata and Error are in no
 * denominator, so that a group of nothing else counts as 100 though it is shown as 0. The canary's score is the weighted
 * sum of its groups; groups without a weight share what the others leave of 100. A critical result, or no data in half of
 * the results, makes it 0.
 *
 * @param strict - true counts every result that is not Pass as failing.
 */
export function scoreGroups(
  results: readonly Scored[],
  weights: ReadonlyMap<string, number>,
  thresholds: ScoreThresholds,
  strict: boolean,
): { readonly groupScores: readonly KayentaGroupScore[]; readonly score: KayentaScore } {
  const groups = groupsOf(results, strict)
  const { score, reason } = summary(results, groups, weights)
  const classification = score >= thresholds.pass ? 'Pass' : score >= thresholds.marginal ? 'Marginal' : 'Fail'
  return {
    groupScores: groups.map(({ name, score: own }) =>
      Object.freeze({ name, score: own, classification: '', classificationReason: '' }),
    ),
    score: Object.freeze({ score, classification, classificationReason: reason }),
  }
}

function groupsOf(results: readonly Scored[], strict: boolean): readonly Group[] {
  const counts = new Map<string, { passed: number; counted: number }>()
  for (const { groups, classification } of results) {
    for (const name of groups) {
      const count = counts.get(name) ?? { passed: 0, counted: 0 }
      counts.set(name, count)
      if (classification === 'Pass') count.passed += 1
      if (strict || (classification !== 'Nodata' && classification !== 'Error')) count.counted += 1
    }
  }
  return [...counts].map(([name, { passed, counted }]) => {
    const score = counted === 0 ? 0 : (passed / counted) * 100
    return { name, score, classification: '', classificationReason: '', counted: counted === 0 ? 100 : score }
  })
}

function summary(
  results: readonly Scored[],
  groups: readonly Group[],
  weights: ReadonlyMap<string, number>,
): { readonly score: number; readonly reason: string } {
  const critical = results.find((result) => result.critical && result.classification !== 'Pass')
  if (critical !== undefined) return { score: 0, reason: `Canary Failed: ${critical.classificationReason ?? ''}` }
  const missing = results.filter(({ classification }) => classification === 'Nodata').length
  if (results.length > 0 && missing / results.length >= 0.5) {
    return { score: 0, reason: 'Canary Failed: 50% or more metrics returned NODATA' }
  }
  const rest = restWeight(
    groups.map(({ name }) => name),
    weights,
  )
  let sum = 0
  for (const { name, counted } of groups) sum += counted * ((weights.get(name) ?? rest) / 100)
  return { score: roundHalfUp(sum), reason: '' }
}

/** The weight of each group that has none of its own. */
export function restWeight(present: readonly string[], weights: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const weight of weights.values()) sum += weight
  const without = present.filter((name) => !weights.has(name)).length
  return without === 0 ? 0 : (100 - sum) / without
}
