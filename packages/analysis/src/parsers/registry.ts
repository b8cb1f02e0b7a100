import { attestationsParsers } from './attestations/index.ts'
import { benchmarksParsers } from './benchmarks/index.ts'
import { changesParsers } from './changes/index.ts'
import { coverageParsers } from './coverage/index.ts'
import { findingsParsers } from './findings/index.ts'
import { lintParsers } from './lint/index.ts'
import { pipelineParsers } from './pipeline/index.ts'
import { sbomParsers } from './sbom/index.ts'
import { secretsParsers } from './secrets/index.ts'
import { testsParsers } from './tests/index.ts'
import { vulnerabilitiesParsers } from './vulnerabilities/index.ts'
import type { ReportParser } from './report-parser.ts'

/** Every format that is read, by kind. */
export const parsers = {
  ...attestationsParsers,
  ...benchmarksParsers,
  ...changesParsers,
  ...coverageParsers,
  ...findingsParsers,
  ...lintParsers,
  ...pipelineParsers,
  ...sbomParsers,
  ...secretsParsers,
  ...testsParsers,
  ...vulnerabilitiesParsers,
} as const satisfies Readonly<Record<string, ReportParser>>

export type ReportFormat = keyof typeof parsers

export const reportFormats: readonly string[] = Object.keys(parsers)

/** True for the name of a format that is read. */
export function isReportFormat(name: string): name is ReportFormat {
  return Object.hasOwn(parsers, name)
}
