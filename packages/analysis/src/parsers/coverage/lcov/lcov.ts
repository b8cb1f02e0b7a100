import type { CoverageEvidence, ReportWarning } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'

interface File {
  readonly lines: Map<number, number>
  /** `line,block,branch` → times taken. */
  readonly branches: Map<string, number>
  /** Function name → calls. */
  readonly functions: Map<string, number>
}

/**
 * lcov's tracefile (`.info`), as lcov, gcov tools, istanbul, c8, vitest, coverage.py and others write it.
 *
 * Lines are counted here from `DA`: distinct (SF, line), hits summed over all records of the same file; `LF`/`LH` are
 * often of other lines, and summing them counts files twice. A record without its `end_of_record` counts.
 */
export const lcovParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'text' && /^(?:TN:|SF:)/m.test(document.text.slice(0, 10_000)) && /^SF:/m.test(document.text),
  parse: ({ text }) => {
    const files = new Map<string, File>()
    const tally = { records: 0, daEntries: 0 }
    const summary = { found: 0, hit: 0, given: false }
    let current: File | null = null
    for (const [index, raw] of text.split('\n').entries()) {
      const line = raw.trimEnd()
      const colon = line.indexOf(':')
      const [tag, rest] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1)]
      if (tag === 'SF') {
        current = files.get(rest) ?? {
          lines: new Map(),
          branches: new Map(),
          functions: new Map(),
        }
        files.set(rest, current)
        tally.records += 1
      } else if (tag === 'end_of_record') {
        current = null
      } else if (tag === 'LF' || tag === 'LH') {
        summary.given = true
        if (tag === 'LF') summary.found += strictNumber(rest) ?? 0
        else summary.hit += strictNumber(rest) ?? 0
      } else if (tag === 'DA' || tag === 'BRDA' || tag === 'FN' || tag === 'FNDA') {
        if (current === null || !add(current, tag, rest)) {
          throw malformed('lcov', `a ${tag} record inside a file`, `'${excerpt(line)}'`, { line: index + 1, column: 1 })
        }
        if (tag === 'DA') tally.daEntries += 1
      }
    }
    const { evidence, functionsFound } = evidenceOf(files)
    return {
      evidence: [evidence],
      warnings: summaryWarnings(summary, evidence),
      tally: { ...tally, files: files.size, functionsTotal: functionsFound },
    }
  },
}

function add(file: File, tag: 'DA' | 'BRDA' | 'FN' | 'FNDA', rest: string): boolean {
  const parts = rest.split(',')
  if (tag === 'DA') {
    const [line, hits] = [strictNumber(parts[0] ?? ''), strictNumber(parts[1] ?? '')]
    if (line === null || hits === null) return false
    file.lines.set(line, (file.lines.get(line) ?? 0) + hits)
    return true
  }
  if (tag === 'BRDA') {
    // The branch may be a text with commas in it: the count is what stands last.
    const taken = parts.at(-1) ?? ''
    const times = taken === '-' ? 0 : strictNumber(taken)
    if (parts.length < 4 || times === null) return false
    const key = parts.slice(0, -1).join(',')
    file.branches.set(key, (file.branches.get(key) ?? 0) + times)
    return true
  }
  if (tag === 'FN') {
    // `line,name`, or `line,end,name` since lcov 2.
    const name =
      strictNumber(parts[1] ?? '') !== null && parts.length > 2 ? parts.slice(2).join(',') : parts.slice(1).join(',')
    if (!file.functions.has(name)) file.functions.set(name, 0)
    return true
  }
  const calls = strictNumber(parts[0] ?? '')
  const name = parts.slice(1).join(',')
  if (calls === null) return false
  file.functions.set(name, (file.functions.get(name) ?? 0) + calls)
  return true
}

function evidenceOf(files: ReadonlyMap<string, File>): {
  readonly evidence: CoverageEvidence
  readonly functionsFound: number
} {
  const count = (values: Iterable<number>): { covered: number; total: number } => {
    const counted = { covered: 0, total: 0 }
    for (const hits of values) {
      counted.total += 1
      if (hits > 0) counted.covered += 1
    }
    return counted
  }
  const all = [...files.values()]
  const sum = (of: 'lines' | 'branches' | 'functions') =>
    all
      .map((file) => count(file[of].values()))
      .reduce((one, other) => ({ covered: one.covered + other.covered, total: one.total + other.total }), {
        covered: 0,
        total: 0,
      })
  const [branches, functions] = [sum('branches'), sum('functions')]
  return {
    functionsFound: functions.total,
    evidence: {
      kind: 'coverage',
      basis: 'distinct-lines',
      lines: sum('lines'),
      branches: branches.total > 0 ? branches : null,
      functions: functions.total > 0 ? functions : null,
      statements: null,
      files: [...files].map(([path, file]) => {
        const [ownBranches, ownFunctions] = [count(file.branches.values()), count(file.functions.values())]
        return {
          path,
          lines: count(file.lines.values()),
          branches: ownBranches.total > 0 ? ownBranches : null,
          functions: ownFunctions.total > 0 ? ownFunctions : null,
          statements: null,
          hits: file.lines,
          partial: partialLines(file),
        }
      }),
    },
  }
}

/** Covered lines of which some branch was never taken. */
function partialLines(file: File): ReadonlySet<number> {
  const lines = [...file.branches].flatMap(([key, taken]) => {
    const line = Number(key.split(',')[0])
    return taken > 0 || !((file.lines.get(line) ?? 0) > 0) ? [] : [line]
  })
  return new Set(lines)
}

function summaryWarnings(
  summary: { readonly found: number; readonly hit: number; readonly given: boolean },
  { lines }: CoverageEvidence,
): readonly ReportWarning[] {
  if (lines === null || !summary.given || (summary.found === lines.total && summary.hit === lines.covered)) return []
  const message = `The report's own sums are ${summary.hit} of ${summary.found} lines, its distinct lines are ${lines.covered} of ${lines.total}`
  return [{ code: 'summary-mismatch', message }]
}
