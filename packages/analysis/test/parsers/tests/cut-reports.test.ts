import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conditions } from '../../../src/conditions/index.ts'
import { AnalysisError } from '../../../src/errors.ts'
import type { ReportEvidence } from '../../../src/evidence/index.ts'
import { context, report } from '../../conditions/report.ts'
import { parse } from '../read.ts'

const event = (Action: string, Test?: string): string =>
  JSON.stringify({ Action, Package: 'p', ...(Test === undefined ? {} : { Test }) })

/** Reports that fail because of what stands last in them. */
const failing: Readonly<Record<string, string>> = {
  junit:
    '<testsuites><testsuite name="s"><testcase name="a"/><testcase name="b"><failure/></testcase></testsuite></testsuites>',
  nunit: '<test-run><test-case name="a" result="Passed"/><test-case name="b" result="Failed"/></test-run>',
  'xunit-net':
    '<assemblies><assembly name="a"><test name="a" result="Pass"/><test name="b" result="Fail"/></assembly></assemblies>',
  trx: '<TestRun><Results><UnitTestResult testName="a" outcome="Passed"/><UnitTestResult testName="b" outcome="Failed"/></Results></TestRun>',
  testng: '<testng-results><test-method name="a" status="PASS"/><test-method name="b" status="FAIL"/></testng-results>',
  'sonar-generic-tests':
    '<testExecutions><file path="a"><testCase name="a"/><testCase name="b"><error/></testCase></file></testExecutions>',
  'go-test-json': [event('pass', 'A'), event('fail', 'B'), event('fail')].join('\n'),
  'jest-json':
    '{"numTotalTests":2,"testResults":[{"name":"a","status":"failed","assertionResults":[{"title":"a","status":"passed"},{"title":"b","status":"failed"}]}]}',
  'mocha-json':
    '{"stats":{"tests":2,"passes":1},"tests":[{"title":"a"},{"title":"b"}],"passes":[{"title":"a"}],"pending":[],"failures":[{"title":"b"}]}',
  ctrf: '{"results":{"summary":{"tests":2},"tests":[{"name":"a","status":"passed"},{"name":"b","status":"failed"}]}}',
  tap: 'TAP version 13\n1..2\n    ok 1 - x\n    1..1\nok 1 - a\n    ok 1 - y\n    not ok 2 - z\n    1..2\nnot ok 2 - b\n',
  mypy: 'a.py:1: error: Bad\nFound 1 error in 1 file (checked 1 source file)\n',
  prettier:
    'Checking formatting...\n[warn] a.ts\n[warn] Code style issues found in the above file. Run Prettier with --write to fix.\n',
  black: 'would reformat a.py\n2 files would be left unchanged, 1 file would be reformatted.\n',
  tsc: 'a.ts(1,7): error TS2322: Wrong.\n',
  eslint: '[{"filePath":"a","errorCount":1,"warningCount":0,"messages":[{"severity":2,"message":"no"}]}]',
  checkstyle: '<checkstyle><file name="a"><error severity="warning"/><error severity="error"/></file></checkstyle>',
  'cppcheck-xml':
    '<results version="2"><cppcheck version="2"/><errors><error id="a" severity="error"/></errors></results>',
}

function outcomeOf(evidence: readonly ReportEvidence[]): string {
  const kind = evidence[0]?.kind === 'lint' ? 'lint' : 'tests'
  return conditions[kind].judge({}, context({ reports: [report(evidence)] })).part.outcome
}

describe.each(Object.entries(failing))('a report of %s', (format, text) => {
  test('fails', () => {
    const read = parse(text)
    expect(read.format).toBe(format)
    expect(outcomeOf(read.evidence)).toBe('fail')
  })

  test('that is cut anywhere never passes', () => {
    for (let length = 0; length < text.length; length += 1) {
      try {
        expect([length, outcomeOf(parse(text.slice(0, length)).evidence)]).not.toEqual([length, 'pass'])
      } catch (error) {
        if (!(error instanceof AnalysisError)) throw error
      }
    }
  })

  test('that is changed anywhere is read or refused, and never a crash', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.string({ unit: 'binary', maxLength: 3 }), fc.nat(5), (at, put, cut) => {
        try {
          outcomeOf(parse(text.slice(0, at) + put + text.slice(at + cut)).evidence)
        } catch (error) {
          expect(error).toBeInstanceOf(AnalysisError)
        }
      }),
      { numRuns: 150 },
    )
  })
})
