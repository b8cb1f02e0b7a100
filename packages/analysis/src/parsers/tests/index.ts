import type { ReportParser } from '../report-parser.ts'
import { ctrfParser } from './ctrf/ctrf.ts'
import { goTestJsonParser } from './go-test-json/go-test-json.ts'
import { jestJsonParser } from './jest-json/jest-json.ts'
import { junitParser } from './junit/junit.ts'
import { mochaJsonParser } from './mocha-json/mocha-json.ts'
import { nunitParser } from './nunit/nunit.ts'
import { sonarGenericTestsParser } from './sonar-generic-tests/sonar-generic-tests.ts'
import { tapParser } from './tap/tap.ts'
import { testngParser } from './testng/testng.ts'
import { trxParser } from './trx/trx.ts'
import { xunitNetParser } from './xunit-net/xunit-net.ts'

/** Formats of test results. */
export const testsParsers = {
  ctrf: ctrfParser,
  'go-test-json': goTestJsonParser,
  'jest-json': jestJsonParser,
  junit: junitParser,
  'mocha-json': mochaJsonParser,
  nunit: nunitParser,
  'sonar-generic-tests': sonarGenericTestsParser,
  tap: tapParser,
  testng: testngParser,
  trx: trxParser,
  'xunit-net': xunitNetParser,
} as const satisfies Readonly<Record<string, ReportParser>>
