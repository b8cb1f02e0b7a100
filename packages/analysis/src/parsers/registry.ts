import { coberturaParser } from './cobertura/cobertura.ts'
import { junitParser } from './junit/junit.ts'
import { lcovParser } from './lcov/lcov.ts'
import type { ReportParser } from './report-parser.ts'
import { sarifParser } from './sarif/sarif.ts'
import { trivyParser } from './trivy/trivy.ts'

/** Every format that is read. */
export const parsers = {
  cobertura: coberturaParser,
  junit: junitParser,
  lcov: lcovParser,
  sarif: sarifParser,
  trivy: trivyParser,
} as const satisfies Readonly<Record<string, ReportParser>>

export type ReportFormat = keyof typeof parsers

export const reportFormats: readonly string[] = Object.keys(parsers)

/** True for the name of a format that is read. */
export function isReportFormat(name: string): name is ReportFormat {
  return Object.hasOwn(parsers, name)
}
