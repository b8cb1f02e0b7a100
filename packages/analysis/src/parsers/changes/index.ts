import { unifiedDiffParser } from './unified-diff/unified-diff.ts'
import type { ReportParser } from '../report-parser.ts'

/** Formats of changes. */
export const changesParsers = {
  'unified-diff': unifiedDiffParser,
} as const satisfies Readonly<Record<string, ReportParser>>
