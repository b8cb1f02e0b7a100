export type TestStatus = 'passed' | 'failed' | 'error' | 'skipped'

export interface TestCase {
  readonly name: string
  readonly className: string | null
  readonly status: TestStatus
  /** Passed in the end, but not at the first try. */
  readonly flaky: boolean
  readonly seconds: number | null
  /** First line of the failure's message, at most 500 characters. */
  readonly message: string | null
}

/** Test cases of one suite that have the same name, class and file: tries of one test, or tests that cannot be told apart. */
export interface RepeatedTest {
  readonly name: string
  readonly className: string | null
  /** In the report's order; at least two. */
  readonly statuses: readonly TestStatus[]
  /** How many of them the report itself marks as flaky. */
  readonly flaky: number
}

/** What a test report counted: one per test case, never a suite's own totals. */
export interface TestsEvidence {
  readonly kind: 'tests'
  readonly total: number
  readonly passed: number
  readonly failed: number
  readonly errors: number
  readonly skipped: number
  readonly flaky: number
  /** Failures and errors of suites that have no test case of their own to carry them. */
  readonly suiteErrors: number
  /** What the first of them say, at most 20. */
  readonly suiteMessages: readonly string[]
  /** Suites (files, packages) that have tests of their own of which at least one ran. */
  readonly suites: number
  /** How many tests ran under each name that a group of tests goes by: suite, class, file, package. */
  readonly ranIn: ReadonlyMap<string, number>
  /** Every case that is not plainly passed, in the report's order. */
  readonly notable: readonly TestCase[]
  readonly repeated: readonly RepeatedTest[]
}
