import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AnalysisError } from '@kosmos/analysis'
import { parseReport, type ParsedReport } from '@kosmos/analysis/parsers'
import { z } from 'zod'
import { factAnswers } from './facts/index.ts'

const factSchema = z.looseObject({ oracle: z.string(), rule: z.string().optional() })
const caseSchema = z.looseObject({
  id: z.string(),
  file: z.string(),
  kind: z.string(),
  format: z.string(),
  expect: z.enum(['ok', 'empty', 'malformed', 'hostile', 'lookalike']),
  facts: z.array(factSchema).default([]),
  conflicts: z.array(z.unknown()).default([]),
})
type Case = z.output<typeof caseSchema>

/** Oracles whose facts are claims on ours; the others are for reading. */
const counted = new Set(['independent-script', 'upstream-tool-output'])
/** What a fact holds beside its keys. */
const aside = new Set(['oracle', 'rule', 'source', 'note', 'tool', 'cmd', 'command'])
/** What a tool said of its run and its report does not hold: lcov knows lines, branches and functions, no statements. */
const notInFormat: Readonly<Record<string, ReadonlySet<string>>> = {
  lcov: new Set(['statements', 'stmts', 'miss', 'brpart', 'pct_lines_and_branches']),
}
/** Bounds of a hostile report. */
const hostileMs = 2000
const hostileBytes = 200 * 2 ** 20

/** Runs a manifest; prints one line per failing case and one per format. */
export async function conformReports(
  args: readonly string[],
): Promise<{ readonly passed: number; readonly failed: number }> {
  const [file] = args
  if (file === undefined) throw new Error('usage: reports MANIFEST.json')
  const cases = z.array(caseSchema).parse(JSON.parse(await readFile(file, 'utf8')))
  const byFormat = new Map<string, { passed: number; all: number }>()
  let passed = 0
  for (const one of cases) {
    const fault = await faultOf(one, await readFile(join(dirname(file), one.file)))
    const name = `${one.kind}/${one.format}`
    const line = byFormat.get(name) ?? { passed: 0, all: 0 }
    line.all += 1
    if (fault === null) {
      passed += 1
      line.passed += 1
    } else {
      console.log(`${one.id} ${one.file}: ${fault}`)
    }
    byFormat.set(name, line)
  }
  for (const [name, line] of [...byFormat].sort(([one], [other]) => (one < other ? -1 : 1)))
    console.log(`${name}: ${line.passed} of ${line.all}`)
  return { passed, failed: cases.length - passed }
}

/** Why a case fails, or `null`. */
async function faultOf(one: Case, bytes: Uint8Array): Promise<string | null> {
  const before = process.memoryUsage().rss
  const start = performance.now()
  let report: ParsedReport
  try {
    report = parseReport(bytes)
  } catch (error) {
    if (!(error instanceof AnalysisError)) return `expected a report or a named refusal, got ${String(error)}`
    if (one.expect !== 'ok') return costFault(one, start, before)
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
      return one.format.startsWith(report.format) || lookedLike(one) === report.format
        ? `expected not to be read as ${report.format}`
        : null
    case 'hostile':
      return costFault(one, start, before) ?? factFault(one, report)
    case 'ok':
      if (one.kind !== 'other' && formatName(one.format) !== report.format)
        return `expected format ${one.format}, got ${report.format}`
      return factFault(one, report)
  }
}

function costFault(one: Case, start: number, before: number): string | null {
  if (one.expect !== 'hostile') return null
  const took = performance.now() - start
  const grew = process.memoryUsage().rss - before
  if (took > hostileMs) return `expected less than ${hostileMs} ms, got ${Math.round(took)}`
  return grew > hostileBytes ? `expected less than 200 MB, got ${Math.round(grew / 2 ** 20)}` : null
}

function lookedLike(one: Case): string {
  return one.format.replace(/-json$|-xml$/, '')
}

/** Trivy's report of a cluster is one of Trivy's formats. */
function formatName(format: string): string {
  return format === 'trivy-k8s' ? 'trivy' : format
}

function factFault(one: Case, report: ParsedReport): string | null {
  const answer = factAnswers.get(one.kind)
  if (answer === undefined) return `expected a kind of report that is known, got ${one.kind}`
  const disputed = new Set(JSON.stringify(one.conflicts).match(/\w+/g) ?? [])
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
    const texts = (list: readonly unknown[]): readonly string[] | null =>
      list.every((one) => typeof one === 'string') ? [...new Set(list)].sort() : null
    const [wantSet, gotSet] = [texts(want), texts(got)]
    if (wantSet !== null && gotSet !== null) return JSON.stringify(wantSet) === JSON.stringify(gotSet)
    return want.length === got.length && want.every((one, at) => same(got[at], one, key))
  }
  if (typeof want === 'object' && want !== null && typeof got === 'object' && got !== null) {
    const [wanted, had] = [new Map(Object.entries(want)), new Map(Object.entries(got))]
    return (
      wanted.size === had.size && [...wanted].every(([name, one]) => had.has(name) && same(had.get(name), one, name))
    )
  }
  return got === want
}
