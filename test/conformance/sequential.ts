import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { caseSchema, type SequentialCase } from './sequential/case-schema.ts'
import { drawCase } from './sequential/draw-case.ts'
import { judgeCase, type CaseAnswer } from './sequential/judge-case.ts'
import { recipes } from './sequential/recipes.ts'

/** Runs canaries look by look through the sequential judge; prints one line per failing case. */
export async function conformSequential(
  args: readonly string[],
): Promise<{ readonly passed: number; readonly failed: number }> {
  const { file, out, seed } = readArguments(args)
  if (seed !== null) await writeFile(file, drawnLines(seed))
  const written: string[] = []
  let [passed, failed, number] = [0, 0, 0]
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() === '') continue
    const { id, answer, fault } = judgeLine(line)
    const name = id ?? `line ${number}`
    if (fault === null) passed += 1
    else {
      failed += 1
      console.log(`${name}: ${fault}`)
    }
    written.push(JSON.stringify(answer ?? { ...nothing, id: name, reasons: [fault] }))
  }
  if (out !== null) await writeFile(out, written.map((line) => `${line}\n`).join(''))
  return { passed, failed }
}

const usage = 'usage: sequential FILE.jsonl [--out RESULTS.jsonl] [--draw SEED]'

/** With `--draw` the file is written first: canaries of known truth, drawn from the seed. */
function readArguments(args: readonly string[]): {
  readonly file: string
  readonly out: string | null
  readonly seed: number | null
} {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { out: { type: 'string' }, draw: { type: 'string' } },
  })
  const [file, ...others] = positionals
  const seed = values.draw === undefined ? null : Number(values.draw)
  if (file === undefined || others.length > 0 || (seed !== null && !Number.isSafeInteger(seed))) throw new Error(usage)
  return { file, out: values.out ?? null, seed }
}

function* drawnLines(seed: number): Generator<string> {
  for (const [at, recipe] of recipes.entries()) yield `${JSON.stringify(drawCase(recipe, seed + at))}\n`
}

/** Of a case that was not understood. */
const nothing = { id: null, verdict: null, outcome: 'error', look: null, metrics: [], reasons: [] } as const

interface JudgedLine {
  readonly id: string | null
  readonly answer: CaseAnswer | null
  /** Why the case fails, or `null`. */
  readonly fault: string | null
}

function judgeLine(line: string): JudgedLine {
  let id: string | null = null
  try {
    const raw: unknown = JSON.parse(line)
    id = z.object({ id: z.string() }).safeParse(raw).data?.id ?? null
    const one = caseSchema.parse(raw)
    const answer = judgeCase(one)
    return { id, answer, fault: faultOf(answer, one.expected) }
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    return { id, answer: null, fault: `expected a case, got ${why.replace(/\s+/g, ' ')}` }
  }
}

/** The first thing that is not as expected. A case that expects nothing passes where it was judged. */
function faultOf({ verdict, outcome, look, reasons }: CaseAnswer, expected: SequentialCase['expected']): string | null {
  if (!expected) return null
  const got = `got ${verdict} (${outcome}) at look ${look}: ${reasons.join('; ')}`
  if (expected.verdict !== undefined && verdict !== expected.verdict) return `expected ${expected.verdict}, ${got}`
  if (expected.lookAtMost !== undefined && !(look <= expected.lookAtMost))
    return `expected a decision by look ${expected.lookAtMost}, ${got}`
  if (expected.lookAtLeast !== undefined && !(look >= expected.lookAtLeast))
    return `expected no decision before look ${expected.lookAtLeast}, ${got}`
  const outcomes = expected.outcome === undefined ? null : [expected.outcome].flat()
  return outcomes === null || outcomes.includes(outcome) ? null : `expected outcome ${outcomes.join(' or ')}, ${got}`
}
