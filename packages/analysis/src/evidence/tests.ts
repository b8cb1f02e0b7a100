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
  /** Every case that is not plainly passed, in the report's order. */
  readonly notable: readonly TestCase[]
}
