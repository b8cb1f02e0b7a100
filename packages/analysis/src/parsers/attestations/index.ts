import type { ReportParser } from '../report-parser.ts'

/** Formats of signatures and attestations. */
export const attestationsParsers = {} as const satisfies Readonly<Record<string, ReportParser>>
