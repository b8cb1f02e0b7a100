import type { BenchmarksEvidence } from '../../../src/evidence/index.ts'
import type { ParsedReport } from '../../../src/parsers/index.ts'
import { parse } from '../read.ts'

/** A report of benchmarks, with its evidence. */
export function benchmarks(text: string): ParsedReport & { readonly benchmarks: BenchmarksEvidence } {
  const report = parse(text)
  const [evidence] = report.evidence
  if (evidence?.kind !== 'benchmarks') throw new Error('There is no evidence of kind benchmarks')
  return { ...report, benchmarks: evidence }
}

/** What a report measured, short: name, value, unit, direction. */
export function results(text: string): readonly (readonly [string, number, string, string | null])[] {
  return benchmarks(text).benchmarks.results.map(({ name, value, unit, better }) => [name, value, unit, better])
}
