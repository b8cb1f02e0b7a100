import type { RepeatedTest, TestsEvidence, TestStatus } from '../../evidence/index.ts'

/** How tests that are listed several times count. */
export const retryRules = ['all', 'last-wins', 'any-pass'] as const
export type RetryRule = (typeof retryRules)[number]

type Counts = Pick<TestsEvidence, 'total' | 'passed' | 'failed' | 'errors' | 'skipped' | 'flaky'>

/** What a report counts under a rule for repeated tests. */
export interface ResolvedTests extends Counts {
  /** Tests that failed in one try and count as passed, as `isSameTest` names them. */
  readonly forgiven: ReadonlySet<string>
}

const countOf = { passed: 'passed', failed: 'failed', error: 'errors', skipped: 'skipped' } as const

/**
 * Folds the tries of one test into one result. `all` folds nothing: every entry counts, because entries of the same name
 * may as well be different tests. `last-wins` takes the last try that was not skipped, `any-pass` a pass if there is one.
 * A test that counts as passed and failed in some try is flaky.
 */
export function resolveRetries(evidence: TestsEvidence, rule: RetryRule): ResolvedTests {
  const { total, passed, failed, errors, skipped, flaky } = evidence
  const counts = { total, passed, failed, errors, skipped, flaky }
  const forgiven = new Set<string>()
  for (const one of rule === 'all' ? [] : evidence.repeated) {
    const final = rule === 'any-pass' ? anyPass(one.statuses) : lastRun(one.statuses)
    const failedOnce = one.statuses.some((status) => status === 'failed' || status === 'error')
    for (const status of one.statuses) counts[countOf[status]] -= 1
    counts[countOf[final]] += 1
    counts.total -= one.statuses.length - 1
    counts.flaky -= one.flaky
    if (final !== 'passed' || !(failedOnce || one.flaky > 0)) continue
    counts.flaky += 1
    forgiven.add(testKey(one))
  }
  return { ...counts, forgiven }
}

/** What a test is known by in `forgiven`. */
export function testKey({ name, className }: Pick<RepeatedTest, 'name' | 'className'>): string {
  return JSON.stringify([name, className])
}

function lastRun(statuses: readonly TestStatus[]): TestStatus {
  return statuses.findLast((status) => status !== 'skipped') ?? 'skipped'
}

function anyPass(statuses: readonly TestStatus[]): TestStatus {
  return statuses.includes('passed') ? 'passed' : lastRun(statuses)
}
