import type { ReportWarning, TestCase, TestStatus } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { excerpt } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { xmlOf } from '../../report-document.ts'

interface OpenCase {
  readonly name: string
  readonly className: string | null
  readonly seconds: number | null
  failures: number
  errors: number
  skipped: boolean
  /** node's test runner: a failing test that is marked as to be done. */
  todo: boolean
  flaky: boolean
  rerun: boolean
  message: string | null
}

interface OpenSuite {
  cases: number
  readonly attributes: ReadonlyMap<string, string>
  readonly children: { count: number }
}

/**
 * JUnit XML in its many dialects: `testcase` elements at any depth, one test each.
 *
 * `error` wins over `failure`, failure over `skipped`; `flakyFailure` and `flakyError` mark a test that passed when
 * repeated. Suite totals are a check only, because they repeat each other and count other things; a suite that has only
 * totals and no cases is counted by them, with a warning. Output of the tests is passed over.
 */
export const junitParser: ReportParser = {
  matches: (document) => document.syntax === 'xml' && (document.root === 'testsuites' || document.root === 'testsuite'),
  parse: (document) => {
    /** Of suites that have only totals. */
    const bySuite = { passed: 0, failed: 0, errors: 0, skipped: 0 }
    const tally = {
      tests: 0,
      suites: 0,
      rerun: 0,
      skippedAndFailed: 0,
      multiFailure: 0,
      suiteLevelErrors: 0,
      duplicateNames: 0,
    }
    const byCase = { passed: 0, failed: 0, errors: 0, skipped: 0, flaky: 0 }
    const names = new Map<string, number>()
    const notable: TestCase[] = []
    const warnings: ReportWarning[] = []
    const suites: OpenSuite[] = []
    let open: OpenCase | null = null
    const root: { tests: number | null } = { tests: null }
    xmlOf(document).read({
      open: (name, attributes) => {
        if (suites.length === 0 && open === null && tally.suites === 0)
          root.tests ??= strictNumber(attributes.get('tests') ?? '')
        if (name === 'testsuite') {
          tally.suites += 1
          const outer = suites.at(-1)
          if (outer !== undefined) outer.children.count += 1
          suites.push({ cases: 0, attributes, children: { count: 0 } })
        } else if (name === 'testcase') {
          const suite = suites.at(-1)
          if (suite !== undefined) suite.cases += 1
          open = openCase(attributes)
        } else if (open === null) {
          if (name === 'error' || name === 'failure') tally.suiteLevelErrors += 1
        } else {
          mark(open, name, attributes)
        }
      },
      close: (name) => {
        if (name === 'testsuite') {
          const suite = suites.pop()
          if (suite !== undefined) closeSuite(suite)
        } else if (name === 'testcase' && open !== null) {
          closeCase(open)
          open = null
        }
      },
    })

    function closeCase(one: OpenCase): void {
      const status = statusOf(one)
      tally.tests += 1
      byCase[({ passed: 'passed', failed: 'failed', error: 'errors', skipped: 'skipped' } as const)[status]] += 1
      if (one.flaky) byCase.flaky += 1
      if (one.rerun) tally.rerun += 1
      if (one.failures + one.errors > 1) tally.multiFailure += 1
      if (one.skipped && one.failures + one.errors > 0) tally.skippedAndFailed += 1
      const key = JSON.stringify([one.className, one.name])
      names.set(key, (names.get(key) ?? 0) + 1)
      if (status !== 'passed' || one.flaky) {
        notable.push({
          name: one.name,
          className: one.className,
          status,
          flaky: one.flaky,
          seconds: one.seconds,
          message: one.message,
        })
      }
    }

    function closeSuite({ cases, attributes, children }: OpenSuite): void {
      const said = strictNumber(attributes.get('tests') ?? '') ?? 0
      if (cases > 0 || children.count > 0 || !(said > 0)) return
      const number = (name: string): number => Math.max(0, strictNumber(attributes.get(name) ?? '') ?? 0)
      const [failed, errors, skipped] = [number('failures'), number('errors'), number('skipped') + number('disabled')]
      bySuite.failed += failed
      bySuite.errors += errors
      bySuite.skipped += skipped
      bySuite.passed += Math.max(0, said - failed - errors - skipped)
      warnings.push({
        code: 'totals-only',
        message: `Suite '${excerpt(attributes.get('name') ?? '')}' lists no test and says it has ${said}; its totals are taken`,
      })
    }

    for (const times of names.values()) tally.duplicateNames += times - 1
    const counts = {
      passed: byCase.passed + bySuite.passed,
      failed: byCase.failed + bySuite.failed,
      errors: byCase.errors + bySuite.errors,
      skipped: byCase.skipped + bySuite.skipped,
      flaky: byCase.flaky,
    }
    const total = counts.passed + counts.failed + counts.errors + counts.skipped
    if (root.tests !== null && root.tests !== total) {
      warnings.push({
        code: 'summary-mismatch',
        message: `The report says it has ${root.tests} tests and lists ${total}`,
      })
    }
    return {
      evidence: [{ kind: 'tests', total, ...counts, suiteErrors: tally.suiteLevelErrors, notable }],
      warnings,
      tally: { ...tally, ...byCase },
    }
  },
}

function openCase(attributes: ReadonlyMap<string, string>): OpenCase {
  return {
    name: excerpt(attributes.get('name') ?? '', 300),
    className: attributes.has('classname') ? excerpt(attributes.get('classname') ?? '', 300) : null,
    seconds: strictNumber(attributes.get('time') ?? ''),
    failures: 0,
    errors: 0,
    skipped: false,
    todo: false,
    flaky: false,
    rerun: false,
    message: null,
  }
}

function mark(one: OpenCase, name: string, attributes: ReadonlyMap<string, string>): void {
  switch (name) {
    case 'failure':
      one.failures += 1
      one.message ??= excerpt(attributes.get('message') ?? '', 500)
      break
    case 'error':
      one.errors += 1
      one.message ??= excerpt(attributes.get('message') ?? '', 500)
      break
    case 'skipped':
    case 'disabled':
      one.skipped = true
      if (attributes.get('type') === 'todo') one.todo = true
      break
    case 'flakyFailure':
    case 'flakyError':
      one.flaky = true
      break
    case 'rerunFailure':
    case 'rerunError':
      one.rerun = true
      break
    default:
  }
}

function statusOf(one: OpenCase): TestStatus {
  if (one.todo) return 'skipped'
  if (one.errors > 0) return 'error'
  if (one.failures > 0) return 'failed'
  return one.skipped ? 'skipped' : 'passed'
}
