import { invalidArgument } from '../../errors.ts'
import { verdictOf, worst, type Outcome } from '../../verdict/index.ts'
import { checkStrict } from './check-strict.ts'
import { configFault } from './config-fault.ts'
import { configWarnings } from './config-warnings.ts'
import { javaRandom, type JavaRandom } from './java-random.ts'
import { judgePair } from './judge-pair.ts'
import type { KayentaClassification, KayentaMetricResult, KayentaResult, KayentaScore } from './kayenta-result.ts'
import { kayentaWarning } from './kayenta-warning.ts'
import { pointerTo } from './own-field.ts'
import { readGroupWeights, readMetrics, readThresholds, type ConfiguredMetric } from './read-canary-config.ts'
import { pairName, readMetricPair, readPairList, type MetricPair } from './read-metric-pair.ts'
import { readMetricSettings } from './read-metric-settings.ts'
import { scoreGroups } from './score-groups.ts'

/** A canary that Kayenta's judge is asked about, and how to read it. */
export interface KayentaRequest {
  /** Kayenta's canary config as its JSON says it. */
  readonly canaryConfig: unknown
  /** `{ pass, marginal }`: the request's; those in the config's classifier are not read. */
  readonly scoreThresholds: unknown
  /** Kayenta's metric set pairs; values may be typed arrays. */
  readonly metricSetPairs: unknown
  readonly mode: 'faithful' | 'strict'
  /** The seed of the noise that the faithful mode adds to constants. The strict mode draws nothing. */
  readonly seed?: number
}

/**
 * Kayenta's judge NetflixACAJudge-v1.0: each metric is compared by the interval of its Mann–Whitney shift at 98 %, groups
 * of metrics are scored by their share of Pass, and the weighted score is held against two thresholds.
 *
 * `faithful` gives Kayenta's answer to the bit, and warns where it rests on a weakness. Its outcome is the score's class:
 * Pass is `pass`, Marginal `inconclusive`, Fail `fail`; `promote`, `hold` and `rollback` follow.
 *
 * `strict` is the same method with its openings closed, so that missing evidence never promotes:
 * - a config with unknown words or keys of the judge, doubled names, lost or odd weights, thresholds out of order, or
 *   pairs of unknown metrics is refused with a suggestion;
 * - a side without any number, also one whose points are all replaced by 0, is Nodata; so is a side of which more than
 *   half is missing, replaced by 0 or not, a pair with fewer than five values a side, and a metric without a pair;
 * - an infinite value makes an Error, and so do differences that overflow;
 * - Nodata and Error count as failing in their groups, and a critical metric with either fails the canary;
 * - two constants are compared by their exact difference, without noise;
 * - the ratio of means bounds nothing where a value is negative, as it does where a mean is 0: significance decides;
 * - the solver's tolerance shrinks with the range of the differences, and the effect size cles does not overflow;
 * - the outcome is `inconclusive` or `error` wherever a metric that is not muted is Nodata or Error, unless the score is
 *   Fail and a metric fails, which is `fail`.
 *
 * Time O((n + m) log(n + m)) a metric at worst, O(n + m) for each of some twenty evaluations otherwise; memory O(n + m).
 * Not valid for repeated looks, and its points are taken as independent: see `docs/methods/kayenta.md`.
 *
 * @throws AnalysisError `kayenta-config-invalid` where Kayenta throws (`details.javaException`), and for what strict
 *   refuses; `invalid-argument` for an unknown mode, and for the faithful mode without a whole number as seed.
 * @see Mann and Whitney (1947); Bauer (1972) for the interval by inversion; Brent (1973) for the search.
 * @example
 * ```ts
 * judgeKayenta({ canaryConfig: { metrics: [{ name: 'm', groups: ['g'] }], classifier: {} }, scoreThresholds: { pass: 95, marginal: 75 }, metricSetPairs: [{ name: 'm', values: { control: [1, 2, 3, 4, 5], experiment: [11, 12, 13, 14, 15] } }], mode: 'faithful', seed: 1 }).verdict // "rollback"
 * ```
 */
export function judgeKayenta(request: KayentaRequest): KayentaResult {
  const { canaryConfig, scoreThresholds, mode } = request
  const metricSetPairs = readPairList(request.metricSetPairs)
  if (!modes.includes(mode)) throw invalidArgument('mode', modes.join(' or '), mode)
  const strict = mode === 'strict'
  const random = strict ? null : faithfulRandom(request)
  if (strict) checkStrict({ canaryConfig, scoreThresholds, metricSetPairs })
  const metrics = readMetrics(canaryConfig)
  const judged = metricSetPairs.map((pair, at) => judgeOne(metrics, pair, at, random))
  const paired = new Set(judged.map(({ result }) => result.name))
  const unpaired = metrics.filter(({ name }) => name !== null && !paired.has(name))
  if (strict) judged.push(...unpaired.map((metric) => judgeUnpaired(metric)))
  const results = judged.map(({ result }) => result)
  const counted = results.filter(({ muted }) => !muted)
  const weights = readGroupWeights(canaryConfig)
  const thresholds = readThresholds(scoreThresholds)
  const { groupScores, score } = scoreGroups(counted, weights, thresholds, strict)
  const outcome = strict ? strictOutcome(score, counted) : classOutcomes[score.classification]
  return Object.freeze({
    judgeName: 'NetflixACAJudge-v1.0',
    mode,
    results: Object.freeze(results),
    groupScores: Object.freeze(groupScores),
    score,
    outcome,
    verdict: verdictOf({ outcome, exposure: 'after', deadlinePassed: false, onInconclusive: 'hold' }),
    warnings: Object.freeze([
      ...judged.flatMap(({ warnings }) => warnings),
      ...configWarnings({ unpaired, results, weights, thresholds, strict }),
    ]),
  })
}

const modes: readonly string[] = ['faithful', 'strict'] satisfies readonly KayentaRequest['mode'][]
const classOutcomes = { Pass: 'pass', Marginal: 'inconclusive', Fail: 'fail' } as const

/** What evidence that is missing makes of a canary that would go on, also where its metric fails by itself. */
const missingOutcomes: ReadonlyMap<KayentaClassification, Outcome> = new Map([
  ['Nodata', 'inconclusive'],
  ['NodataFailMetric', 'inconclusive'],
  ['Error', 'error'],
])

/** A Pass with evidence missing is no pass, and a Fail that no result fails is what the missing evidence is. */
function strictOutcome(score: KayentaScore, counted: readonly KayentaMetricResult[]): Outcome {
  const gaps = counted.flatMap(({ classification }) => missingOutcomes.get(classification) ?? [])
  if (counted.length === 0) return worst([])
  if (score.classification !== 'Fail') return worst([classOutcomes[score.classification], ...gaps])
  return gaps.length === 0 || counted.some(({ outcome }) => outcome === 'fail') ? 'fail' : worst(gaps)
}

function faithfulRandom({ seed }: KayentaRequest): JavaRandom {
  if (seed === undefined) throw invalidArgument('seed', 'a whole number, for the noise of the faithful mode', 'nothing')
  return javaRandom(seed)
}

function judgeOne(
  metrics: readonly ConfiguredMetric[],
  given: unknown,
  at: number,
  random: JavaRandom | null,
): ReturnType<typeof judgePair> {
  const name = pairName(given, at)
  const metric = metrics.find((one) => one.name === name)
  if (metric === undefined) {
    const pointer = pointerTo('metricSetPairList', at, 'name')
    throw configFault('java.lang.IllegalArgumentException', pointer, 'a metric of the config', name)
  }
  return judgeWith(metric, readMetricPair(given, at), random)
}

/** A metric that nobody looked at is a metric without data. */
function judgeUnpaired(metric: ConfiguredMetric): ReturnType<typeof judgePair> {
  const none = new Float64Array(0)
  return judgeWith(metric, { name: metric.name ?? '', id: null, tags: {}, control: none, experiment: none }, null)
}

function judgeWith(
  metric: ConfiguredMetric,
  pair: MetricPair,
  random: JavaRandom | null,
): ReturnType<typeof judgePair> {
  const { settings, unknownWords } = readMetricSettings(metric.written, metric.at)
  if (metric.groups === null && !settings.muted) {
    const pointer = pointerTo(...metric.at, 'groups')
    throw configFault('java.lang.NullPointerException', pointer, 'a list of names', metric.groups)
  }
  const { result, warnings } = judgePair(pair, metric.groups ?? [], settings, random)
  const words = unknownWords.map(({ pointer, word, taken }) =>
    kayentaWarning('unknown-word', pair.name, `Kayenta knows no '${word}' at ${pointer} and takes ${taken}`),
  )
  return { result, warnings: [...words, ...warnings] }
}
