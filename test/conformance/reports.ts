import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AnalysisError } from '@kosmos/analysis'
import { parseReport, type ParsedReport } from '@kosmos/analysis/parsers'
import { z } from 'zod'
import { tallyAnswer } from './facts/fact.ts'
import { factAnswers } from './facts/index.ts'
import { MeasuredReader } from './reading-cost.ts'

const factSchema = z.looseObject({ oracle: z.string(), rule: z.string().optional() })
const caseSchema = z.looseObject({
  id: z.string(),
  file: z.string(),
  kind: z.string(),
  format: z.string(),
  expect: z.enum(['ok', 'empty', 'malformed', 'hostile', 'lookalike']),
  facts: z.array(factSchema).default([]),
  conflicts: z.array(z.looseObject({ key: z.string().optional() })).default([]),
})
type Case = z.output<typeof caseSchema>

/** Oracles whose facts are claims on ours; the others are for reading. */
const counted = new Set(['independent-script', 'upstream-tool-output'])
/** What a fact holds beside its keys. */
const aside = new Set(['oracle', 'rule', 'source', 'note', 'tool', 'cmd', 'command'])
/** What a tool said of its run and its report does not hold: lcov knows no statements, Sonar's coverage no functions. */
const notInFormat: Readonly<Record<string, ReadonlySet<string>>> = {
  lcov: new Set(['statements', 'stmts', 'miss', 'brpart', 'pct_lines_and_branches']),
  'sonar-generic-coverage': new Set(['functions']),
}
/** Bounds of a hostile report, in milliseconds and bytes. */
const hostileMs = 2000
const hostileBytes = 200 * 2 ** 20
const longestLine = 600

/** Runs a manifest; prints one line per failing case, then one per format and one per kind. */
export async function conformReports(
  args: readonly string[],
): Promise<{ readonly passed: number; readonly failed: number }> {
  const [file] = args
  if (file === undefined) throw new Error('usage: reports MANIFEST.json')
  const entries = z.array(z.unknown()).parse(JSON.parse(await readFile(file, 'utf8')))
  const formats = new Score()
  const kinds = new Score()
  const reader = new MeasuredReader()
  let passed = 0
  for (const [index, entry] of entries.entries()) {
    const read = caseSchema.safeParse(entry)
    const {
      id,
      file: path,
      kind,
      format,
    } = read.success ? read.data : { id: `entry ${index + 1}`, file: 'no case', kind: 'unknown', format: 'unknown' }
    const fault = read.success ? await safeFaultOf(read.data, dirname(file), reader) : z.prettifyError(read.error)
    if (fault === null) passed += 1
    else console.log(`${id} ${path}: ${fault}`.replace(/\s+/g, ' ').slice(0, longestLine))
    formats.add(`${kind}/${format}`, fault === null)
    kinds.add(kind, fault === null)
  }
  reader.close()
  formats.print()
  kinds.print()
  return { passed, failed: entries.length - passed }
}

/** Cases that passed, of all, by name. */
class Score {
  readonly #lines = new Map<string, { passed: number; all: number }>()

  add(name: string, passed: boolean): void {
    const line = this.#lines.get(name) ?? { passed: 0, all: 0 }
    line.all += 1
    if (passed) line.passed += 1
    this.#lines.set(name, line)
  }

  print(): void {
    for (const [name, line] of [...this.#lines].sort(([one], [other]) => (one < other ? -1 : 1)))
      console.log(`${name}: ${line.passed} of ${line.all}`)
  }
}

/** Why a case fails, or `null`. Whatever goes wrong with one case is that case's fault. */
async function safeFaultOf(one: Case, folder: string, reader: MeasuredReader): Promise<string | null> {
  try {
    const path = join(folder, one.file)
    if (one.expect === 'hostile') {
      const { fault, ms, bytes } = await reader.read(path, 10 * hostileMs)
      if (fault !== null) return `expected a report or a named refusal, got ${fault}`
      if (!(ms <= hostileMs)) return `expected less than ${hostileMs} ms, got ${Math.round(ms)}`
      if (!(bytes <= hostileBytes)) return `expected less than 200 MB, got ${Math.round(bytes / 2 ** 20)}`
    }
    return faultOf(one, await readFile(path))
  } catch (error) {
    return `expected a report or a named refusal, got ${String(error)}`
  }
}

function faultOf(one: Case, bytes: Uint8Array): string | null {
  let report: ParsedReport
  try {
    report = parseReport(bytes)
  } catch (error) {
    if (!(error instanceof AnalysisError)) return `expected a report or a named refusal, got ${String(error)}`
    if (one.expect !== 'ok') return null
    // Formats outside the list may be refused, by name where they are known.
    return one.kind === 'other' && error.code === 'format-unsupported'
      ? null
      : `expected to be read, got ${error.code}: ${error.message}`
  }
  switch (one.expect) {
    case 'empty':
    case 'malformed':
      return `expected a refusal, got ${report.format}`
    case 'lookalike':
      return report.format === one.format ? null : `expected not to be read as ${report.format}`
    case 'hostile':
      return factFault(one, report)
    case 'ok':
      if (one.kind !== 'other' && formatName(one.format) !== report.format)
        return `expected format ${one.format}, got ${report.format}`
      return factFault(one, report)
  }
}

/** Trivy's report of a cluster is one of Trivy's formats. */
function formatName(format: string): string {
  return format === 'trivy-k8s' ? 'trivy' : format
}

function factFault(one: Case, report: ParsedReport): string | null {
  const answer = factAnswers.get(one.kind) ?? tallyAnswer
  const disputed = new Set(one.conflicts.map(({ key }) => key))
  for (const fact of one.facts.filter(({ oracle }) => counted.has(oracle))) {
    for (const [key, want] of Object.entries(fact)) {
      if (aside.has(key) || disputed.has(key) || notInFormat[one.format]?.has(key) === true) continue
      const got = answer(report, key, fact)
      if (!same(got, want, key)) return `expected ${key} ${JSON.stringify(want)}, got ${JSON.stringify(got)}`
    }
  }
  return null
}

/** Equal: counts exactly, ratios and times to 1e-9 relative (percentages as far as they are printed), sets as sets. */
function same(got: unknown, want: unknown, key: string): boolean {
  if (typeof want === 'number' && typeof got === 'number') {
    if (got === want) return true
    return !Number.isInteger(want) && Math.abs(got - want) <= (key.endsWith('pct') ? 5.1e-5 : 1e-9 * Math.abs(want))
  }
  if (Array.isArray(want) && Array.isArray(got)) {
    const [wantSet, gotSet] = [textSet(want), textSet(got)]
    if (wantSet !== null && gotSet !== null) return JSON.stringify(wantSet) === JSON.stringify(gotSet)
    return want.length === got.length && want.every((one, at) => same(got[at], one, key))
  }
  if (typeof want === 'object' && want !== null && typeof got === 'object' && got !== null) {
    const [wanted, had] = [new Map(Object.entries(want)), new Map(Object.entries(got))]
    // How many entries had no word at all is told by some facts only.
    if (!wanted.has('null')) had.delete('null')
    return (
      wanted.size === had.size && [...wanted].every(([name, one]) => had.has(name) && same(had.get(name), one, name))
    )
  }
  return got === want
}

/** A list of texts as a set, an absent text being an empty one; `null` for a list of other things. */
function textSet(list: readonly unknown[]): readonly string[] | null {
  const texts = list.map((one) => (one === null ? '' : one)).filter((one) => typeof one === 'string')
  return texts.length === list.length ? [...new Set(texts)].sort() : null
}
