import { readFile } from 'node:fs/promises'
import { AnalysisError } from '@kosmos/analysis'
import { judgeKayenta, type KayentaMetricResult, type KayentaResult } from '@kosmos/analysis/judges'
import { z } from 'zod'

const numberSchema = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])
const statisticsSchema = z.strictObject({
  count: z.number(),
  mean: numberSchema,
  min: numberSchema,
  max: numberSchema,
  std: numberSchema,
})
const resultSchema = z.strictObject({
  name: z.string(),
  id: z.string().nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  classification: z.string(),
  classificationReason: z.string().optional(),
  groups: z.array(z.string()).nullish(),
  controlMetadata: z.strictObject({ stats: statisticsSchema }),
  experimentMetadata: z.strictObject({ stats: statisticsSchema }),
  resultMetadata: z.strictObject({ ratio: numberSchema }).optional(),
  critical: z.boolean(),
  muted: z.boolean(),
})
const judgeResultSchema = z.strictObject({
  judgeName: z.string(),
  results: z.array(resultSchema),
  groupScores: z.array(
    z.strictObject({
      name: z.string(),
      score: z.number(),
      classification: z.string(),
      classificationReason: z.string(),
    }),
  ),
  score: z.strictObject({ score: z.number(), classification: z.string(), classificationReason: z.string() }),
})
const detailSchema = z.looseObject({
  path: z.string(),
  ciLow: numberSchema.optional(),
  ciHigh: numberSchema.optional(),
  estimate: numberSchema.optional(),
})
const caseSchema = z.looseObject({
  id: z.string(),
  noiseSeed: z.number(),
  input: z.strictObject({
    canaryConfig: z.unknown().optional(),
    scoreThresholds: z.unknown().optional(),
    metricSetPairList: z.unknown().optional(),
  }),
  expected: z.union([z.looseObject({ throws: z.string() }), judgeResultSchema]),
  details: z.array(detailSchema).optional(),
  deterministic: z.boolean(),
  noiseOutcomes: z.record(z.string(), z.number()).optional(),
})
type Case = z.output<typeof caseSchema>

/** Of ratios, statistics, intervals and estimates. */
const relative = 1e-9

/** Runs Kayenta's own answers against the faithful mode; prints one line per failing case. */
export async function conformKayenta(
  args: readonly string[],
): Promise<{ readonly passed: number; readonly failed: number }> {
  const [file] = args
  if (file === undefined) throw new Error('usage: kayenta FILE.jsonl')
  let passed = 0
  let failed = 0
  const lines = (await readFile(file, 'utf8')).split('\n')
  for (const [index, line] of lines.entries()) {
    // Only the end of the file may be empty.
    if (line === '' && index === lines.length - 1) continue
    const fault = faultOfLine(line, index + 1)
    if (fault === null) passed += 1
    else {
      failed += 1
      console.log(fault)
    }
  }
  return { passed, failed }
}

function faultOfLine(line: string, number: number): string | null {
  let read: Case
  try {
    read = caseSchema.parse(JSON.parse(line))
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    return `line ${number}: expected a case, got ${why.replace(/\s+/g, ' ')}`
  }
  const fault = faultOf(read)
  return fault === null ? null : `${read.id}: ${fault}`
}

function faultOf(one: Case): string | null {
  const { expected } = one
  let got: KayentaResult
  try {
    const { canaryConfig, scoreThresholds, metricSetPairList } = one.input
    got = judgeKayenta({
      canaryConfig,
      scoreThresholds,
      metricSetPairs: metricSetPairList,
      mode: 'faithful',
      seed: one.noiseSeed,
    })
  } catch (error) {
    if (!(error instanceof AnalysisError && error.is('kayenta-config-invalid')))
      return `expected a result or a named refusal, got ${String(error)}`
    const { javaException } = error.details
    if (!('throws' in expected)) return `expected a result, got ${error.message}`
    return javaException === expected.throws ? null : `expected ${expected.throws}, got ${javaException}`
  }
  if ('throws' in expected) return `expected ${expected.throws}, got a result`
  const fault = resultFault(got, expected) ?? detailFault(got, one)
  if (fault === null || one.deterministic) return fault
  // The noise of another seed may come out differently: one of the outcomes that were seen is as good.
  return Object.hasOwn(one.noiseOutcomes ?? {}, noiseOutcome(got)) ? null : fault
}

/** The first difference between an answer and Kayenta's. */
function resultFault(got: KayentaResult, expected: z.output<typeof judgeResultSchema>): string | null {
  const scores = (list: z.output<typeof judgeResultSchema>['groupScores'] | KayentaResult['groupScores']): unknown =>
    list.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return (
    difference('judgeName', got.judgeName, expected.judgeName) ??
    difference('score', got.score, expected.score) ??
    difference('groupScores', scores(got.groupScores), scores(expected.groupScores)) ??
    difference('results', got.results.length, expected.results.length) ??
    firstOf(expected.results, (want, index) => {
      const own = got.results[index]
      return own === undefined ? `expected a result ${want.name}` : metricFault(own, want)
    })
  )
}

function metricFault(got: KayentaMetricResult, want: z.output<typeof resultSchema>): string | null {
  const at = `${want.name}.`
  return (
    difference(`${at}name`, got.name, want.name) ??
    difference(`${at}id`, got.id, want.id ?? null) ??
    difference(`${at}tags`, got.tags, want.tags ?? {}) ??
    difference(`${at}classification`, got.classification, want.classification) ??
    difference(`${at}classificationReason`, got.classificationReason, want.classificationReason ?? null) ??
    difference(`${at}groups`, got.groups, want.groups ?? []) ??
    difference(`${at}critical`, got.critical, want.critical) ??
    difference(`${at}muted`, got.muted, want.muted) ??
    distance(`${at}ratio`, got.ratio, want.resultMetadata?.ratio ?? null) ??
    statisticsFault(`${at}control.`, got.control, want.controlMetadata.stats) ??
    statisticsFault(`${at}experiment.`, got.experiment, want.experimentMetadata.stats)
  )
}

function statisticsFault(
  at: string,
  got: KayentaMetricResult['control'],
  want: z.output<typeof statisticsSchema>,
): string | null {
  return firstOf(['count', 'mean', 'min', 'max', 'std'] as const, (key) => distance(`${at}${key}`, got[key], want[key]))
}

/**
 * The interval and the estimate of each metric. Of noise only for the first metric that draws any: the details were drawn
 * anew for each metric, the judgement draws on.
 */
function detailFault(got: KayentaResult, one: Case): string | null {
  const details = one.details ?? []
  const drawsFirst = details.findIndex(({ path }) => path === 'noise')
  if (details.length !== got.results.length) return `expected ${details.length} results, got ${got.results.length}`
  return firstOf(details, ({ path, ciLow, ciHigh, estimate }, index) => {
    const own = got.results[index]
    if (path === 'noise' && index > drawsFirst) return null
    return (
      distance(`${own?.name}.lower`, own?.interval?.lower ?? null, ciLow ?? null) ??
      distance(`${own?.name}.upper`, own?.interval?.upper ?? null, ciHigh ?? null) ??
      distance(`${own?.name}.estimate`, own?.estimate ?? null, estimate ?? null)
    )
  })
}

function noiseOutcome({ results, score }: KayentaResult): string {
  const classes = results.map(({ classification, critical }) => `${classification}${critical ? '!' : ''}`)
  const written = Number.isInteger(score.score) ? `${score.score}.0` : String(score.score)
  return `${classes.join(',')}|${written}|${score.classification}`
}

function firstOf<Item>(list: readonly Item[], fault: (item: Item, index: number) => string | null): string | null {
  for (const [index, item] of list.entries()) {
    const found = fault(item, index)
    if (found !== null) return found
  }
  return null
}

function difference(name: string, got: unknown, want: unknown): string | null {
  return sorted(got) === sorted(want) ? null : `expected ${name} ${sorted(want)}, got ${sorted(got)}`
}

/** JSON with keys in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
}

function distance(name: string, got: unknown, want: unknown): string | null {
  if (typeof got === 'number' && typeof want === 'number') {
    if (got === want || Math.abs(got - want) <= relative * Math.abs(want)) return null
  } else if (got === want) return null
  return `expected ${name} ${String(want)}, got ${String(got)}`
}
