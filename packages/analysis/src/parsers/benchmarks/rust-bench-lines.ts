import { strictNumber } from '../../units/index.ts'
import { excerpt } from '../malformed.ts'
import { BenchmarkList } from './benchmark-list.ts'
import { textLines } from './text-lines.ts'

/** A line of libtest: `test NAME ... bench: 3,161 ns/iter (+/- 975)`. */
export interface LibtestLine {
  readonly name: string
  readonly value: number
  readonly deviation: number
  readonly unit: string
}

/** An estimate of Criterion: `NAME time: [low estimate high]`. */
export interface CriterionLine {
  readonly name: string
  readonly low: number
  readonly estimate: number
  readonly high: number
  readonly unit: string
}

export interface RustBenchText {
  readonly libtest: readonly LibtestLine[]
  readonly criterion: readonly CriterionLine[]
  readonly failed: readonly string[]
  readonly failure: string | null
}

const longestLine = 2000
const libtestPattern = /^test (.+?)\s+\.\.\. bench:\s+([\d,_.]+) (\S+) \(\+\/- ([\d,_.]+)\)/
const criterionPattern = /^time:\s+\[([\d.]+) (\S+) ([\d.]+) (\S+) ([\d.]+) (\S+)\]/

/** Whether a text has a line of libtest's benchmarks. */
export function hasLibtestLine(text: string): boolean {
  return /^test .+ \.\.\. bench: +[\d,_.]+ \S+ \(\+\/- [\d,_.]+\)/m.test(text)
}

/** Whether a text has an estimate of Criterion. */
export function hasCriterionLine(text: string): boolean {
  return /time: +\[[\d.]+ \S+ [\d.]+ \S+ [\d.]+ \S+\]/.test(text)
}

/**
 * What `cargo bench` prints, of libtest and of Criterion, which a workspace can mix. A long name of Criterion stands on the
 * line before its time.
 */
export function readRustBench(text: string): RustBenchText {
  const libtest: LibtestLine[] = []
  const criterion: CriterionLine[] = []
  const failed: string[] = []
  let failure: string | null = null
  let before = ''
  for (const line of textLines(text)) {
    // Neither tool prints such lines, and the patterns are not made for them.
    if (line.length > longestLine) continue
    const bench = libtestPattern.exec(line)
    if (bench !== null) {
      const [value, deviation] = [groupedNumber(bench[2] ?? ''), groupedNumber(bench[4] ?? '')]
      if (value !== null && deviation !== null)
        libtest.push({ name: bench[1] ?? '', value, deviation, unit: bench[3] ?? '' })
    }
    const at = line.lastIndexOf('time:')
    const time = at < 0 ? null : criterionPattern.exec(line.slice(at))
    if (time !== null) {
      const [low, estimate, high] = [time[1], time[3], time[5]].map((word) => strictNumber(word ?? ''))
      if (typeof low === 'number' && typeof estimate === 'number' && typeof high === 'number') {
        const own = line.slice(0, at).trim()
        const name = own === '' ? before.trim().replace(/^Benchmarking (.*): Analyzing$/, '$1') : own
        criterion.push({ name: name === '' ? 'unknown' : name, low, estimate, high, unit: time[4] ?? '' })
      }
    }
    const fault = /^test (.+?)\s+\.\.\. FAILED/.exec(line)?.[1]
    if (fault !== undefined) failed.push(fault)
    if (
      /^(?:thread '.*' (?:\(\d+\) )?panicked at|error: bench failed|error: could not compile|test result: FAILED)/.test(
        line,
      )
    )
      failure ??= `the run says '${excerpt(line)}'`
    if (line.trim() !== '') before = line
  }
  return { libtest, criterion, failed, failure }
}

/**
 * The evidence of such a text. Names that stand twice (of two targets) are numbered. A run that failed in a benchmark that
 * it names leaves that one unmeasured; another failure makes the whole run prove nothing.
 */
export function rustBenchEvidence(format: string, { libtest, criterion, failed, failure }: RustBenchText) {
  const list = new BenchmarkList('numbered')
  for (const { name, value, unit } of libtest) list.add({ name, unit, value })
  for (const { name, estimate, unit } of criterion) list.add({ name, unit, value: estimate })
  for (const name of failed) list.miss(name, 'it failed')
  const tool = libtest.length > 0 ? 'cargo bench' : 'Criterion'
  return list.finish(format, { tool, failure: failed.length > 0 ? null : failure })
}

function groupedNumber(word: string): number | null {
  return strictNumber(word.replace(/[,_]/g, ''))
}
