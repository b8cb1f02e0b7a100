import type { RepeatedTest, TestCase, TestsEvidence, TestStatus } from '../../evidence/index.ts'
import { excerpt } from '../malformed.ts'

/** One test as its report has it. */
export interface CollectedTest {
  readonly name: string
  readonly className: string | null
  readonly status: TestStatus
  readonly flaky?: boolean
  readonly seconds?: number | null
  readonly message?: string | null
  /** What stands apart as one suite: another value is another suite, whatever its name. `null` for none. */
  readonly suite: string | null
  /** Every name that a group of tests around this one goes by; repetitions count once. */
  readonly groups: readonly (string | null)[]
  /** What tells two tests of the same name and class apart, such as suite and file; the suite where it is not given. */
  readonly place?: string
}

/** Counts of tests that are not listed one by one. */
export interface TestTotals {
  readonly passed: number
  readonly failed: number
  readonly errors: number
  readonly skipped: number
}

/** Gathers the tests of one report into evidence, so that every format counts alike. */
export interface TestCollection {
  readonly add: (test: CollectedTest) => void
  readonly addTotals: (totals: TestTotals, suite: string, groups: readonly (string | null)[]) => void
  /** A failure that no test of its own carries. */
  readonly suiteError: (message: string) => void
  readonly evidence: () => TestsEvidence
}

const nameLength = 300
const messageLength = 500
const keptSuiteMessages = 20

interface Tries {
  readonly name: string
  readonly className: string | null
  readonly statuses: TestStatus[]
  flaky: number
}

/** An empty collection; what it is given is counted at once, so that a report of any length needs little memory. */
export function collectTests(): TestCollection {
  const counts = { passed: 0, failed: 0, errors: 0, skipped: 0, flaky: 0, suiteErrors: 0 }
  const notable: TestCase[] = []
  /** Of a test that came once, just what it came to: reports hold many. */
  const tries = new Map<string, TestStatus | Tries>()
  const ranIn = new Map<string, number>()
  const suites = new Set<string>()
  const suiteMessages: string[] = []

  function countRan(ran: number, suite: string | null, groups: readonly (string | null)[]): void {
    if (ran > 0 && suite !== null) suites.add(suite)
    for (const group of new Set(groups)) {
      if (group === null || group === '') continue
      ranIn.set(group, (ranIn.get(group) ?? 0) + ran)
    }
  }

  return {
    add: ({ suite, groups, place = suite ?? '', status, flaky = false, ...test }) => {
      counts[status === 'error' ? 'errors' : status] += 1
      if (flaky) counts.flaky += 1
      countRan(status === 'skipped' ? 0 : 1, suite, groups)
      const className = test.className === null ? null : excerpt(test.className, nameLength)
      const name = excerpt(test.name, nameLength)
      if (status !== 'passed' || flaky) {
        const message = test.message === undefined || test.message === null ? null : firstLine(test.message)
        notable.push({ name, className, status, flaky, seconds: test.seconds ?? null, message })
      }
      const key = JSON.stringify([test.name, test.className, place])
      const before = tries.get(key)
      if (before === undefined && !flaky) {
        tries.set(key, status)
        return
      }
      const earlier: readonly TestStatus[] = typeof before === 'string' ? [before] : []
      const all: Tries = typeof before === 'object' ? before : { name, className, statuses: [...earlier], flaky: 0 }
      all.statuses.push(status)
      if (flaky) all.flaky += 1
      tries.set(key, all)
    },
    addTotals: (totals, suite, groups) => {
      counts.passed += totals.passed
      counts.failed += totals.failed
      counts.errors += totals.errors
      counts.skipped += totals.skipped
      countRan(totals.passed + totals.failed + totals.errors, suite, groups)
    },
    suiteError: (message) => {
      counts.suiteErrors += 1
      if (suiteMessages.length < keptSuiteMessages) suiteMessages.push(firstLine(message))
    },
    evidence: () => ({
      kind: 'tests',
      total: counts.passed + counts.failed + counts.errors + counts.skipped,
      ...counts,
      suiteMessages,
      suites: suites.size,
      ranIn: shortNames(ranIn),
      notable,
      repeated: [...tries.values()].flatMap((one): readonly RepeatedTest[] =>
        typeof one === 'object' && one.statuses.length > 1 ? [one] : [],
      ),
    }),
  }
}

function shortNames(ranIn: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const short = new Map<string, number>()
  for (const [group, ran] of ranIn) {
    const name = excerpt(group, nameLength)
    short.set(name, (short.get(name) ?? 0) + ran)
  }
  return short
}

function firstLine(text: string): string {
  return excerpt(text.trimStart().split('\n', 1)[0] ?? '', messageLength)
}
