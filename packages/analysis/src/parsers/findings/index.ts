import { githubCodescanningParser } from './github-codescanning/github-codescanning.ts'
import { sarifParser } from './sarif/sarif.ts'
import { semgrepParser } from './semgrep/semgrep.ts'
import { snykIacParser } from './snyk-iac/snyk-iac.ts'
import type { ReportParser } from '../report-parser.ts'

/** Formats of problems in code and configuration. */
export const findingsParsers = {
  'github-codescanning': githubCodescanningParser,
  sarif: sarifParser,
  semgrep: semgrepParser,
  'snyk-iac': snykIacParser,
} as const satisfies Readonly<Record<string, ReportParser>>
