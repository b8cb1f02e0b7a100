import type { Judgement } from '../condition.ts'
import { adjustPValues } from '../../hypothesis/index.ts'
import { formatNumber, formatShare } from '../../units/index.ts'
import { shortName, valueText } from './benchmark-text.ts'
import type { ComparedBenchmark, WeakBenchmark } from './compare-benchmark.ts'

export type RegressionReason = 'benchmarks-not-worse' | 'benchmarks-worse' | 'benchmarks-insufficient-evidence'

/** A benchmark with what its comparison gave. */
export interface BenchmarkComparison {
  readonly name: string
  readonly unit: string
  readonly better: 'smaller' | 'bigger'
  readonly value: number
  /** The relative margin of this one. */
  readonly margin: number
  readonly found: ComparedBenchmark | WeakBenchmark
}

/** Benchmarks that get a sentence of their own. */
const mostShown = 10

/**
 * Judges all comparisons together. A benchmark is worse where that is shown at the level after Holm's correction for all that
 * are compared: the chance that any benchmark is called worse which is not, is at most 1 − level. It is not worse where that
 * is shown at the level by itself: all must be, so that a worse one gets through with a chance of at most 1 − level.
 * What is neither is not decided. A benchmark of which too little was accepted to be compared at all is a warning on the
 * branch itself, whose history could not grow otherwise.
 */
export function judgeRegressions(
  comparisons: readonly BenchmarkComparison[],
  options: {
    readonly level: number
    readonly branch: string
    /** The branch that is judged is the one whose history it is. */
    readonly isOwnBranch: boolean
    readonly onInsufficient: 'inconclusive' | 'warn'
  },
): readonly Judgement<RegressionReason>[] {
  const { level, branch, isOwnBranch, onInsufficient } = options
  const alpha = 1 - level
  const compared = comparisons.flatMap(({ found, ...one }) => (found.kind === 'compared' ? [{ ...one, found }] : []))
  const adjusted = adjustPValues(
    compared.map(({ found }) => found.worse),
    'holm',
  )
  const isWorse = new Set(compared.filter((_, at) => (adjusted[at] ?? 1) <= alpha))
  const isNotWorse = new Set(compared.filter((one) => !isWorse.has(one) && one.found.notWorse <= alpha))
  const weak = comparisons.filter(({ found }) => found.kind === 'weak')
  const undecided = compared.filter((one) => !isWorse.has(one) && !isNotWorse.has(one))
  const counts = {
    compared: comparisons.length,
    worse: isWorse.size,
    notWorse: isNotWorse.size,
    undecided: weak.length + undecided.length,
    level,
  }
  const judgements: Judgement<RegressionReason>[] = [...isWorse]
    .toSorted((one, other) => other.found.change - one.found.change)
    .slice(0, mostShown)
    .map((one) => worseJudgement(one, branch, level, counts))
  if (isWorse.size > mostShown) {
    judgements.push({
      code: 'benchmarks-worse',
      outcome: 'fail',
      sentence: `${isWorse.size - mostShown} more benchmarks are worse than on ${branch} by more than their margin`,
      facts: counts,
    })
  }
  const building = isOwnBranch ? weak : []
  const open: readonly BenchmarkComparison[] = [...(isOwnBranch ? [] : weak), ...undecided]
  if (building.length > 0) {
    judgements.push({
      code: 'benchmarks-insufficient-evidence',
      outcome: 'warn',
      sentence: `${building.length} of ${comparisons.length} benchmarks have too little accepted on ${branch} yet to be compared, and add to it: ${openTexts(building)}`,
      facts: counts,
    })
  }
  if (open.length > 0) {
    judgements.push({
      code: 'benchmarks-insufficient-evidence',
      outcome: onInsufficient,
      sentence: `Insufficient evidence about ${open.length} of ${comparisons.length} benchmarks against ${branch}: ${openTexts(open)}`,
      facts: counts,
    })
  }
  if (isNotWorse.size > 0) {
    const most = [...isNotWorse].reduce((one, other) => (other.found.change > one.found.change ? other : one))
    judgements.push({
      code: 'benchmarks-not-worse',
      outcome: 'pass',
      sentence: `${isNotWorse.size} of ${comparisons.length} benchmarks are shown not to be worse than on ${branch} by more than their margin; the largest change is ${changeText(most.found.change)} (${shortName(most.name)}, margin ${formatShare(most.margin)})`,
      facts: counts,
      ...measurementOf(most, level),
    })
  }
  return judgements
}

type Compared = Omit<BenchmarkComparison, 'found'> & { readonly found: ComparedBenchmark }

function worseJudgement(
  one: Compared,
  branch: string,
  level: number,
  counts: Readonly<Record<string, number>>,
): Judgement<RegressionReason> {
  const { name, unit, value, margin, found } = one
  return {
    code: 'benchmarks-worse',
    outcome: 'fail',
    sentence: `Benchmark ${shortName(name)} is worse than on ${branch} by ${formatShare(found.change)}${intervalText(found)}, more than the margin of ${formatShare(margin)}: ${valueText(value, unit)} against ${valueText(found.reference, unit)} (${basisText(found)})`,
    facts: { ...counts, benchmark: name, method: found.method, pValue: found.worse },
    ...measurementOf(one, level),
  }
}

function openTexts(open: readonly BenchmarkComparison[]): string {
  return `${open.slice(0, 3).map(openText).join('; ')}${open.length > 3 ? '; …' : ''}`
}

function openText({ name, margin, found }: BenchmarkComparison): string {
  if (found.kind === 'weak') {
    const change = found.change === null ? '' : ` ${changeText(found.change)},`
    return `${shortName(name)}${change} ${found.why}`
  }
  return `${shortName(name)} ${changeText(found.change)}${intervalText(found)}, margin ${formatShare(margin)} (${basisText(found)})`
}

/** With its sign as people read it: above 0 is worse. */
function changeText(change: number): string {
  if (!Number.isFinite(change)) return 'worse than 0'
  if (change === 0) return 'no change'
  return change > 0 ? `${formatShare(change)} worse` : `${formatShare(-change)} better`
}

function intervalText({ lower, upper }: ComparedBenchmark): string {
  if (lower === null || upper === null) return ''
  return ` [${formatShare(lower)}, ${formatShare(upper)}]`
}

function basisText({ method, controlCount, experimentCount }: ComparedBenchmark): string {
  switch (method) {
    case 'history':
      return `${controlCount} accepted runs`
    case 'samples':
      return `${formatNumber(experimentCount)} samples against ${formatNumber(controlCount)}`
    case 'exact':
      return 'without noise'
  }
}

function measurementOf({ unit, value, margin, found }: Compared, level: number): Pick<Judgement, 'measurement'> {
  const { reference, change, lower, upper, controlCount, experimentCount } = found
  const finite = (number: number): number | null => (Number.isFinite(number) ? number : null)
  return {
    measurement: {
      unit,
      control: finite(reference),
      experiment: finite(value),
      difference: finite(change),
      differenceKind: 'difference',
      interval: lower === null && upper === null ? null : { lower, upper, level },
      limit: margin,
      controlCount,
      experimentCount,
    },
  }
}
