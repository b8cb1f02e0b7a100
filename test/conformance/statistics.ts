import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Answer } from './answers/answer.ts'
import { changePointAnswers } from './answers/change-points.ts'
import { descriptiveAnswers } from './answers/descriptive.ts'
import { eProcessAnswers } from './answers/e-processes.ts'
import { planningAnswers } from './answers/planning.ts'
import { proportionAnswers } from './answers/proportions.ts'
import { sampleAnswers } from './answers/samples.ts'
import { sequentialAnswers } from './answers/sequential.ts'
import { seriesAnswers } from './answers/series.ts'
import { specialAnswers } from './answers/special.ts'

const caseSchema = z.object({
  id: z.string(),
  group: z.string(),
  fn: z.string(),
  input: z.record(z.string(), z.unknown()),
  expected: z.record(z.string(), z.unknown()),
  tol: z.object({ rel: z.number(), abs: z.number() }),
})
type Case = z.infer<typeof caseSchema>

/** Each function of the golden file that is offered here. */
const functions: Readonly<Record<string, Answer>> = {
  ...specialAnswers,
  ...sampleAnswers,
  ...proportionAnswers,
  ...descriptiveAnswers,
  ...seriesAnswers,
  ...changePointAnswers,
  ...sequentialAnswers,
  ...eProcessAnswers,
  ...planningAnswers,
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
  const answer = Object.hasOwn(functions, one.fn) ? functions[one.fn] : undefined
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
