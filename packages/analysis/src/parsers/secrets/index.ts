import type { ReportParser } from '../report-parser.ts'
import { detectSecretsParser } from './detect-secrets/detect-secrets.ts'
import { gitleaksParser } from './gitleaks/gitleaks.ts'
import { trufflehogParser } from './trufflehog/trufflehog.ts'

/** Formats of secrets. */
export const secretsParsers = {
  'detect-secrets': detectSecretsParser,
  gitleaks: gitleaksParser,
  trufflehog: trufflehogParser,
} as const satisfies Readonly<Record<string, ReportParser>>
