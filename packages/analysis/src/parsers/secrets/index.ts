import type { ReportParser } from '../report-parser.ts'
import { gitleaksParser } from './gitleaks/gitleaks.ts'
import { trufflehogParser } from './trufflehog/trufflehog.ts'

/** Formats of secrets. */
export const secretsParsers = {
  gitleaks: gitleaksParser,
  trufflehog: trufflehogParser,
} as const satisfies Readonly<Record<string, ReportParser>>
