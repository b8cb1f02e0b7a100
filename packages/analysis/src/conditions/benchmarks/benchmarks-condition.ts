import { z } from 'zod'
import type { BenchmarksEvidence, EvidenceOf, Observation } from '../../evidence/index.ts'
import { parseDuration, parsePercentage, parseShare, unitSchema } from '../../units/index.ts'
import { defineCondition, type ConditionContext, type Judgement } from '../condition.ts'
import { selectEvidence } from '../select-evidence.ts'
import { matchesName } from '../name-pattern.ts'
import { isFromTool } from '../tool-name.ts'
import { acceptedRuns, type AcceptedRun } from './accepted-benchmarks.ts'
import { isWithin, parseBenchmarkLimit, type BenchmarkLimit } from './benchmark-limit.ts'
import { namesText, shortName, valueText } from './benchmark-text.ts'
import { compareBenchmark } from './compare-benchmark.ts'
import { currentBenchmarks, isChosen, type CurrentBenchmark } from './current-benchmarks.ts'
import { runNoiseOf } from './run-noise.ts'
import { judgeRegressions, type BenchmarkComparison, type RegressionReason } from './judge-regressions.ts'

export type BenchmarksReason =
  | RegressionReason
  | 'benchmark-within-limit'
  | 'benchmark-over-limit'
  | 'benchmark-limit-unmeasured'
  | 'benchmark-thresholds-hold'
  | 'benchmark-threshold-failed'
  | 'benchmarks-unmeasured'
  | 'benchmarks-missing'
  | 'benchmarks-new'
  | 'benchmarks-not-comparable'
  | 'benchmarks-without-direction'
  | 'benchmarks-without-reference'
  | 'benchmarks-nothing-judged'

const pattern = z.string().min(1)
const percentage = unitSchema(parsePercentage)
const directions = z.enum(['smaller', 'bigger'])

const options = z
  .strictObject({
    suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
    from: z.string().min(1).optional().meta({ description: 'Only reports of this tool' }),
    maxReportAge: unitSchema(parseDuration).optional(),
    only: z.array(pattern).min(1).optional().meta({ description: 'Names that are judged, `*` for any text' }),
    ignore: z.array(pattern).default([]).meta({ description: 'Names that are not judged' }),
    reference: z.string().min(1).optional().meta({ description: 'Branch whose accepted results are compared with' }),
    maxRegression: percentage.optional().meta({ description: 'Margin: the largest change for the worse, default 10%' }),
    metrics: z.record(pattern, percentage).default({}).meta({ description: 'Margins of their own, by name' }),
    better: z.record(pattern, directions).default({}).meta({ description: 'Which direction is better, by name' }),
    exact: z.array(pattern).default([]).meta({ description: 'Names of results that have no noise' }),
    confidence: unitSchema(parseShare)
      .prefault('95%')
      .refine((level) => level >= 0.5 && level < 1, 'expected a confidence from 50% and below 100%'),
    runNoise: percentage.prefault('2%').meta({
      description:
        'How much runs of the same code differ (standard deviation), where fewer than five accepted runs show it',
    }),
    onInsufficient: z.enum(['inconclusive', 'warn']).default('inconclusive'),
    missing: z.enum(['fail', 'warn']).default('fail').meta({ description: 'A benchmark that the reference had' }),
    whenMissing: z
      .enum(['inconclusive', 'accept'])
      .default('inconclusive')
      .meta({ description: 'What holds on other branches while nothing was accepted yet' }),
    limits: z.record(pattern, unitSchema(parseBenchmarkLimit)).default({}).meta({ description: "Such as '<= 500ms'" }),
    thresholds: z.enum(['tool', 'ignore']).default('tool').meta({ description: "Whether the tool's own count" }),
  })
  .refine(
    ({ reference, maxRegression, metrics }) =>
      reference !== undefined || (maxRegression === undefined && Object.keys(metrics).length === 0),
    'expected a reference branch where a regression is limited',
  )

type Options = z.output<typeof options>

/** The margin where a reference is named and no margin is. */
const defaultMargin = 0.1

/**
 * Benchmarks are not worse than what was accepted on a branch, keep absolute limits, and hold the tool's own thresholds.
 *
 * "Not worse" is a claim that has to be shown: noise that is too large for the margin is insufficient evidence, and no
 * pass. What is compared how stands in `compareBenchmark` and `judgeRegressions`.
 */
export const benchmarksCondition = defineCondition({
  kind: 'benchmarks',
  options,
  referenceBranch: ({ reference }) => reference ?? null,
  judge: (given, context) => {
    const { suite = null, from, maxReportAge } = given
    const selection = selectEvidence(context, {
      kind: 'benchmarks',
      noun: 'benchmark report',
      suite,
      maxAgeMs: maxReportAge ?? null,
      ...(from === undefined
        ? {}
        : {
            accepts: (evidence: EvidenceOf['benchmarks']) => isFromTool(evidence.tool, from),
            acceptsText: `from ${from}`,
          }),
    })
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const evidence = selection.selected.map((selected) => selected.evidence)
    const choice = { only: given.only ?? null, ignore: given.ignore }
    const current = currentBenchmarks(evidence, choice, new Map(Object.entries(given.better)))
    const usable = current.flatMap(({ benchmark }) => (benchmark === null ? [] : [benchmark]))
    const judged: readonly Judgement<BenchmarksReason>[] = [
      ...judgeUnmeasured(evidence, given),
      ...judgeDisagreement(current),
      ...judgeThresholds(evidence, given),
      ...judgeLimits(usable, given),
      ...judgeAgainstReference(usable, given, context),
    ]
    const [first, ...others] = judged.some(({ code }) => !aside.has(code)) ? judged : [...judged, nothingJudged]
    return {
      judgements: [first ?? nothingJudged, ...others],
      evidence: selection.selected.map(({ report }) => report.digest),
      observation: observationOf(usable),
    }
  },
})

/** Reasons that only tell something: alone they have judged nothing. */
const aside: ReadonlySet<BenchmarksReason> = new Set([
  'benchmarks-new',
  'benchmarks-missing',
  'benchmarks-without-direction',
])

const nothingJudged: Judgement<BenchmarksReason> = {
  code: 'benchmarks-nothing-judged',
  outcome: 'inconclusive',
  sentence: 'No result was held to anything: no limit, no threshold and no comparison applies to one',
}

function judgeUnmeasured(
  evidence: readonly BenchmarksEvidence[],
  { only, ignore }: Options,
): readonly Judgement<BenchmarksReason>[] {
  const choice = { only: only ?? null, ignore }
  const missed = evidence.flatMap(({ unmeasured }) => unmeasured).filter(({ name }) => isChosen(name, choice))
  const [first] = missed
  if (first === undefined) return []
  const names = missed.map(({ name }) => name)
  return [
    {
      code: 'benchmarks-unmeasured',
      outcome: 'error',
      sentence: `${missed.length} ${missed.length === 1 ? 'benchmark' : 'benchmarks'} gave no number: ${namesText(names)} (${first.reason})`,
      facts: { unmeasured: missed.length },
    },
  ]
}

function judgeDisagreement(
  current: readonly { readonly name: string; readonly benchmark: CurrentBenchmark | null }[],
): readonly Judgement<BenchmarksReason>[] {
  const names = current.filter(({ benchmark }) => benchmark === null).map(({ name }) => name)
  if (names.length === 0) return []
  return [
    {
      code: 'benchmarks-not-comparable',
      outcome: 'error',
      sentence: `Reports disagree about the unit of ${namesText(names)}`,
      facts: { benchmarks: names.length },
    },
  ]
}

function judgeThresholds(
  evidence: readonly BenchmarksEvidence[],
  given: Options,
): readonly Judgement<BenchmarksReason>[] {
  if (given.thresholds === 'ignore') return []
  const all = evidence.flatMap(({ tool, thresholds }) => thresholds.map((one) => ({ ...one, tool })))
  const failed = all.filter(({ holds }) => !holds)
  const facts = { thresholds: all.length, failed: failed.length }
  const [first] = failed
  if (first !== undefined) {
    const texts = failed.map(({ metric, expression }) => `${metric} ${expression}`)
    return [
      {
        code: 'benchmark-threshold-failed',
        outcome: 'fail',
        sentence: `${failed.length} of ${all.length} thresholds of ${first.tool} do not hold: ${namesText(texts)}`,
        facts,
      },
    ]
  }
  const [any] = all
  if (any === undefined) return []
  const sentence = `All ${all.length} thresholds of ${any.tool} hold`
  return [{ code: 'benchmark-thresholds-hold', outcome: 'pass', sentence, facts }]
}

function judgeLimits(
  current: readonly CurrentBenchmark[],
  { limits }: Options,
): readonly Judgement<BenchmarksReason>[] {
  return Object.entries(limits).flatMap(([name, limit]): readonly Judgement<BenchmarksReason>[] => {
    const found = current.filter((one) => matchesName(one.name, name))
    if (found.length === 0) {
      const sentence = `No result is called ${name}, which has a limit of ${limit.text}`
      return [{ code: 'benchmark-limit-unmeasured', outcome: 'inconclusive', sentence }]
    }
    return found.map((one) => judgeLimit(one, limit))
  })
}

function judgeLimit(one: CurrentBenchmark, limit: BenchmarkLimit): Judgement<BenchmarksReason> {
  if (limit.unit !== null && limit.unit !== one.unit) {
    return {
      code: 'benchmarks-not-comparable',
      outcome: 'error',
      sentence: `${shortName(one.name)} is measured in ${one.unit === '' ? 'no unit' : one.unit}, its limit ${limit.text} is not`,
    }
  }
  const within = isWithin(one.value, limit)
  return {
    code: within ? 'benchmark-within-limit' : 'benchmark-over-limit',
    outcome: within ? 'pass' : 'fail',
    sentence: `${shortName(one.name)} is ${valueText(one.value, one.unit)}, ${within ? 'within' : 'outside'} the limit ${limit.text}`,
    facts: { benchmark: one.name, limit: limit.value, ...(Number.isFinite(one.value) ? { value: one.value } : {}) },
    measurement: {
      unit: one.unit,
      control: null,
      experiment: Number.isFinite(one.value) ? one.value : null,
      difference: null,
      differenceKind: null,
      interval: null,
      limit: limit.value,
      controlCount: null,
      experimentCount: one.samples.length > 0 ? one.samples.length : null,
    },
  }
}

function judgeAgainstReference(
  current: readonly CurrentBenchmark[],
  given: Options,
  context: ConditionContext,
): readonly Judgement<BenchmarksReason>[] {
  const { reference: branch, whenMissing, onInsufficient, confidence: level } = given
  if (branch === undefined) return []
  const isOwnBranch = context.subject.branch === branch
  const runs = acceptedRuns(context.references)
  const [newest] = runs
  if (newest === undefined) {
    return current.length === 0 ? [] : [withoutReference(branch, whenMissing, isOwnBranch)]
  }
  const directed = current.flatMap(({ better, ...one }) => (better === null ? [] : [{ ...one, better }]))
  const isKnown = ({ name }: { readonly name: string }): boolean => runs.some((run) => run.has(name))
  const known = directed.filter(isKnown)
  // Also what has lost its direction: it was compared before.
  const changed = current.filter(isKnown).filter((one) => {
    const latest = latestOf(runs, one.name)
    return latest?.unit !== one.unit || latest.better !== one.better
  })
  const changedNames = new Set(changed.map(({ name }) => name))
  const comparable = known.filter(({ name }) => !changedNames.has(name))
  const accepted = comparable.map(({ name, unit }) =>
    runs.flatMap((run) => run.get(name) ?? []).filter((one) => one.unit === unit),
  )
  const terms = { level, runNoise: Math.max(given.runNoise, runNoiseOf(accepted)) }
  const comparisons = comparable.map((one, at): BenchmarkComparison => {
    const margin = marginOf(one.name, given)
    const isExact = given.exact.some((name) => matchesName(one.name, name))
    const found = compareBenchmark({ ...one, accepted: accepted[at] ?? [] }, margin, isExact, terms)
    return { ...one, margin, found }
  })
  return [
    ...judgeRegressions(comparisons, { level, branch, isOwnBranch, onInsufficient }),
    ...judgeChanged(changed, runs, branch),
    ...judgeMissing(current, newest, given),
    ...told(
      directed.filter((one) => !known.includes(one)),
      'benchmarks-new',
      `new, with nothing accepted on ${branch} to compare with`,
    ),
    ...told(
      current.filter((one) => one.better === null && !isKnown(one)),
      'benchmarks-without-direction',
      "not compared, because nothing says which direction is better; 'better' can",
    ),
  ]
}

function withoutReference(
  branch: string,
  whenMissing: Options['whenMissing'],
  isOwnBranch: boolean,
): Judgement<BenchmarksReason> {
  const code = 'benchmarks-without-reference'
  if (isOwnBranch) {
    const sentence = `There are no accepted results of ${branch} yet: these become the first if the gate promotes`
    return { code, outcome: 'pass', sentence }
  }
  if (whenMissing === 'accept') {
    const sentence = `There are no accepted results of ${branch} yet: nothing was compared, which the policy accepts`
    return { code, outcome: 'pass', sentence }
  }
  const sentence = `There are no accepted results of ${branch} to compare with: accept some on ${branch} first, or say whenMissing: accept`
  return { code, outcome: 'inconclusive', sentence }
}

function latestOf(runs: readonly AcceptedRun[], name: string) {
  return runs.find((run) => run.has(name))?.get(name)
}

function marginOf(name: string, { maxRegression = defaultMargin, metrics }: Options): number {
  return Object.entries(metrics).find(([one]) => matchesName(name, one))?.[1] ?? maxRegression
}

function judgeChanged(
  changed: readonly CurrentBenchmark[],
  runs: readonly AcceptedRun[],
  branch: string,
): readonly Judgement<BenchmarksReason>[] {
  const [first] = changed
  if (first === undefined) return []
  const before = latestOf(runs, first.name)
  const sentence = `${changed.length} benchmarks are not measured as on ${branch}: ${first.name} in ${first.unit}, ${first.better ?? 'no direction'} being better, there in ${before?.unit ?? 'nothing'}, ${before?.better ?? 'no direction'} being better`
  return [{ code: 'benchmarks-not-comparable', outcome: 'error', sentence, facts: { benchmarks: changed.length } }]
}

function judgeMissing(
  current: readonly CurrentBenchmark[],
  newest: AcceptedRun,
  { only, ignore, missing, reference = '' }: Options,
): readonly Judgement<BenchmarksReason>[] {
  const have = new Set(current.map(({ name }) => name))
  const choice = { only: only ?? null, ignore }
  const gone = [...newest.keys()].filter((name) => !have.has(name) && isChosen(name, choice))
  if (gone.length === 0) return []
  return [
    {
      code: 'benchmarks-missing',
      outcome: missing,
      sentence: `${gone.length} ${gone.length === 1 ? 'benchmark' : 'benchmarks'} of ${reference} ${gone.length === 1 ? 'is' : 'are'} not in the report: ${namesText(gone)}`,
      facts: { missing: gone.length },
    },
  ]
}

function told(
  benchmarks: readonly CurrentBenchmark[],
  code: BenchmarksReason,
  what: string,
): readonly Judgement<BenchmarksReason>[] {
  if (benchmarks.length === 0) return []
  const sentence = `${benchmarks.length} ${benchmarks.length === 1 ? 'result is' : 'results are'} ${what}: ${namesText(benchmarks.map(({ name }) => name))}`
  return [{ code, outcome: 'pass', sentence, facts: { benchmarks: benchmarks.length } }]
}

/** Results without a direction are held to limits only, and compared with nothing later. */
function observationOf(current: readonly CurrentBenchmark[]): Observation {
  return {
    kind: 'benchmarks',
    results: current.flatMap(({ name, unit, better, value, samples }) =>
      better === null || !Number.isFinite(value) ? [] : [{ name, unit, better, value, samples }],
    ),
  }
}
