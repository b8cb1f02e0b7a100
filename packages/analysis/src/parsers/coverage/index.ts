import { coberturaParser } from './cobertura/cobertura.ts'
import { lcovParser } from './lcov/lcov.ts'
import type { ReportParser } from '../report-parser.ts'

/** Formats of coverage. */
export const coverageParsers = {
  cobertura: coberturaParser,
  lcov: lcovParser,
} as const satisfies Readonly<Record<string, ReportParser>>
