import type { ReportParser } from '../../report-parser.ts'
import { hasCriterionLine, hasLibtestLine, readRustBench, rustBenchEvidence } from '../rust-bench-lines.ts'
import { plainTextOf } from '../text-lines.ts'

/**
 * The text that Criterion.rs prints. The value is the middle of `time: [low estimate high]`; the ends are an interval of
 * the estimate and no deviation. Throughput repeats the time, `change:` compares with whatever lay on that machine: both
 * are left out.
 */
export const criterionTextParser: ReportParser = {
  matches: (document) => hasCriterionLine(plainTextOf(document)) && !hasLibtestLine(plainTextOf(document)),
  parse: ({ text }) => {
    const read = readRustBench(text)
    return {
      ...rustBenchEvidence('criterion-text', read),
      tally: {
        count: read.criterion.length,
        benches: read.criterion.map(({ name, estimate, unit, low, high }) => ({ name, estimate, unit, low, high })),
      },
    }
  },
}
