import type { ReportParser } from '../report-parser.ts'
import { benchmarkDotNetParser } from './benchmarkdotnet/benchmarkdotnet.ts'
import { benchmarkJsParser } from './benchmarkjs/benchmarkjs.ts'
import { cargoBenchParser } from './cargo-bench/cargo-bench.ts'
import { cargoCriterionParser } from './cargo-criterion/cargo-criterion.ts'
import { criterionTextParser } from './criterion-text/criterion-text.ts'
import { gabCustomParser } from './gab-custom/gab-custom.ts'
import { goBenchParser } from './gobench/gobench.ts'
import { googleBenchmarkParser } from './google-benchmark/google-benchmark.ts'
import { hyperfineParser } from './hyperfine/hyperfine.ts'
import { jmhParser } from './jmh/jmh.ts'
import { k6StreamParser } from './k6-stream/k6-stream.ts'
import { k6SummaryParser } from './k6-summary/k6-summary.ts'
import { lighthouseParser } from './lighthouse/lighthouse.ts'
import { pytestBenchmarkParser } from './pytest-benchmark/pytest-benchmark.ts'
import { vitestBenchParser } from './vitest-bench/vitest-bench.ts'

/** Formats of benchmarks. */
export const benchmarksParsers = {
  benchmarkdotnet: benchmarkDotNetParser,
  benchmarkjs: benchmarkJsParser,
  'cargo-bench': cargoBenchParser,
  'cargo-criterion': cargoCriterionParser,
  'criterion-text': criterionTextParser,
  'gab-custom': gabCustomParser,
  gobench: goBenchParser,
  'google-benchmark': googleBenchmarkParser,
  hyperfine: hyperfineParser,
  jmh: jmhParser,
  'k6-stream': k6StreamParser,
  'k6-summary': k6SummaryParser,
  lighthouse: lighthouseParser,
  'pytest-benchmark': pytestBenchmarkParser,
  'vitest-bench': vitestBenchParser,
} as const satisfies Readonly<Record<string, ReportParser>>
