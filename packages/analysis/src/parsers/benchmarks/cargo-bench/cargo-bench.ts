import type { ReportParser } from '../../report-parser.ts'
import { hasLibtestLine, readRustBench, rustBenchEvidence } from '../rust-bench-lines.ts'
import { plainTextOf } from '../text-lines.ts'

/**
 * The text of `cargo bench` with libtest's harness, and of what prints like it (`--output-format bencher`). Estimates of
 * Criterion in the same text are read too. libtest's `+/-` is the difference of the largest and the smallest measurement, and no
 * standard deviation: it is not handed on.
 */
export const cargoBenchParser: ReportParser = {
  matches: (document) => hasLibtestLine(plainTextOf(document)),
  parse: ({ text }) => {
    const read = readRustBench(text)
    return {
      ...rustBenchEvidence('cargo-bench', read),
      tally: {
        count: read.libtest.length,
        benches: read.libtest.map(({ name, value, deviation, unit }) => ({ name, ns: value, dev: deviation, unit })),
      },
    }
  },
}
