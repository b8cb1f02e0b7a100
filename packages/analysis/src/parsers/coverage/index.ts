import { coberturaParser } from './cobertura/cobertura.ts'
import { cloverParser } from './clover/clover.ts'
import { dotcoverParser } from './dotcover/dotcover.ts'
import { gocoverParser } from './gocover/gocover.ts'
import { istanbulParser } from './istanbul/istanbul.ts'
import { istanbulSummaryParser } from './istanbul-summary/istanbul-summary.ts'
import { jacocoParser } from './jacoco/jacoco.ts'
import { lcovParser } from './lcov/lcov.ts'
import { opencoverParser } from './opencover/opencover.ts'
import { simplecovJsonParser } from './simplecov-json/simplecov-json.ts'
import { sonarGenericCoverageParser } from './sonar-generic-coverage/sonar-generic-coverage.ts'
import type { ReportParser } from '../report-parser.ts'

/** Formats of coverage. */
export const coverageParsers = {
  cobertura: coberturaParser,
  clover: cloverParser,
  dotcover: dotcoverParser,
  gocover: gocoverParser,
  istanbul: istanbulParser,
  'istanbul-summary': istanbulSummaryParser,
  jacoco: jacocoParser,
  lcov: lcovParser,
  opencover: opencoverParser,
  'simplecov-json': simplecovJsonParser,
  'sonar-generic-coverage': sonarGenericCoverageParser,
} as const satisfies Readonly<Record<string, ReportParser>>
