import { readFile } from 'node:fs/promises'
import { normalCdf, normalLogCdf, normalQuantile, normalSurvival } from '@kosmos/analysis/distributions'
import { hodgesLehmann, mannWhitney, proportionDifference, type Alternative } from '@kosmos/analysis/hypothesis'
import { counterIncrease, fromCumulative, histogramQuantile } from '@kosmos/analysis/series'
import { z } from 'zod'

const caseSchema = z.object({
  id: z.string(),
  group: z.string(),
  fn: z.string(),
  input: z.record(z.string(), z.unknown()),
  expected: z.record(z.string(), z.unknown()),
  tol: z.object({ rel: z.number(), abs: z.number() }),
})
type Case = z.infer<typeof caseSchema>
type Answers = Readonly<Record<string, unknown>>

const numbers = z.array(z.number())
const alternatives: Readonly<Record<string, Alternative>> = {
  'two.sided': 'two-sided',
  less: 'less',
  greater: 'greater',
}

/** Each function of the golden file that is offered here: input as the file gives it → answers under its keys. */
const functions: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => Answers>> = {
  mannWhitney: (input) => {
    const { x, y, alternative, method, continuity } = z
      .object({
        x: numbers,
        y: numbers,
        alternative: z.string(),
        method: z.enum(['exact', 'asymptotic']),
        continuity: z.boolean().optional(),
      })
      .parse(input)
    const result = mannWhitney(y, x, {
      alternative: alternatives[alternative] ?? 'two-sided',
      method,
      continuity: continuity ?? true,
    })
    return { U: result.statistic, p: result.pValue }
  },
  hodgesLehmann: (input) => {
    const { x, y, confLevel, method } = z
      .object({ x: numbers, y: numbers, confLevel: z.number(), method: z.enum(['exact', 'asymptotic']) })
      .parse(input)
    const { estimate, lower, upper, rank } = hodgesLehmann(y, x, { level: confLevel, method })
    return { estimate, lower, upper, rankK: rank }
  },
  newcombe: (input) => {
    const { x1, n1, x2, n2, confLevel } = z
      .object({ x1: z.number(), n1: z.number(), x2: z.number(), n2: z.number(), confLevel: z.number() })
      .parse(input)
    const result = proportionDifference({ events: x2, total: n2 }, { events: x1, total: n1 }, confLevel)
    return {
      diff: result.difference,
      newcombeLower: result.lower,
      newcombeUpper: result.upper,
      wilson1: [result.experiment.lower, result.experiment.upper],
      wilson2: [result.control.lower, result.control.upper],
    }
  },
  normalCdf: (input) => ({ value: normalCdf(z.number().parse(input['x'])) }),
  normalSf: (input) => ({ value: normalSurvival(z.number().parse(input['x'])) }),
  normalLogCdf: (input) => ({ value: normalLogCdf(z.number().parse(input['x'])) }),
  normalQuantile: (input) => ({ value: normalQuantile(z.number().parse(input['p'])) }),
  histogramQuantile: (input) => {
    const { buckets, q } = z
      .object({ buckets: z.array(z.tuple([z.union([z.number(), z.literal('+Inf')]), z.number()])), q: z.number() })
      .parse(input)
    const histogram = fromCumulative(
      buckets.map(([bound, upTo]) => [bound === '+Inf' ? Number.POSITIVE_INFINITY : bound, upTo] as const),
    )
    const result = histogramQuantile(histogram, q)
    // What Prometheus calls NaN is `null` here: there is no quantile.
    return { value: result.estimate ?? Number.NaN, lower: result.lower, upper: result.upper }
  },
  counterIncrease: (input) => {
    const { samples } = z.object({ samples: numbers }).parse(input)
    const result = counterIncrease(samples)
    const increments = samples
      .slice(1)
      .map((reading, index) => counterIncrease([samples[index] ?? 0, reading])?.increase)
    return { total: result?.increase, resets: result?.resets, increments }
  },
}

/** R's own root-finding stops about 1e-5 from the order statistic that it looks for; the exact one stands beside it. */
const informational = /^r_/

/** Runs a golden file; prints one line per failing case. */
export async function conformStatistics(
  args: readonly string[],
): Promise<{ readonly passed: number; readonly failed: number }> {
  const [file, flag, list] = args
  if (file === undefined || (flag !== undefined && flag !== '--groups'))
    throw new Error('usage: statistics FILE.json [--groups a,b]')
  const groups = list?.split(',')
  const { cases } = z.object({ cases: z.array(caseSchema) }).parse(JSON.parse(await readFile(file, 'utf8')))
  let passed = 0
  let failed = 0
  for (const one of cases.filter(({ group }) => groups === undefined || groups.includes(group))) {
    const fault = faultOf(one)
    if (fault === null) passed += 1
    else {
      failed += 1
      console.log(`${one.id}: ${fault}`)
    }
  }
  return { passed, failed }
}

function faultOf(one: Case): string | null {
  const answer = functions[one.fn]
  if (answer === undefined) return `expected ${one.fn}, got a function that is not offered yet`
  try {
    const got = answer(one.input)
    const wanted = Object.entries(one.expected).filter(([key]) => !informational.test(key))
    if (wanted.length === 0) return 'expected at least one number to compare, got none'
    for (const [key, want] of wanted) {
      if (!agrees(got[key], want, one.tol)) {
        return `expected ${key} ${JSON.stringify(want)}, got ${String(got[key])}`
      }
    }
    return null
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    return `expected ${JSON.stringify(one.expected)}, got ${why.replace(/\s+/g, ' ')}`
  }
}

function agrees(got: unknown, want: unknown, tol: Case['tol']): boolean {
  if (Array.isArray(want))
    return (
      Array.isArray(got) && got.length === want.length && want.every((value, index) => agrees(got[index], value, tol))
    )
  const wanted =
    typeof want === 'string' ? { Inf: Number.POSITIVE_INFINITY, '-Inf': Number.NEGATIVE_INFINITY }[want] : want
  if (typeof got !== 'number' || typeof wanted !== 'number') return want === 'NaN' ? Number.isNaN(got) : got === want
  return got === wanted || Math.abs(got - wanted) <= tol.abs + tol.rel * Math.abs(wanted)
}
