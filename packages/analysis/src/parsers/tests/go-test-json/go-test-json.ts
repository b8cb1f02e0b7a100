import type { ReportWarning, TestStatus } from '../../../evidence/index.ts'
import { jsonLines } from '../../json-lines.ts'
import { field, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportDocument } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { firstValueOf } from '../../values-of.ts'
import { collectTests } from '../test-collection.ts'

const actions: ReadonlySet<string> = new Set(
  'start run pause cont pass bench fail output skip attr artifacts build-output build-fail'.split(' '),
)
/** What go itself prints between the events where its two outputs are one file: compiler errors, results of packages. */
const goOutput =
  /^(?:# |ok\s|FAIL\b|PASS$|---\s|===\s|\?\s|exit status |go: |warning: |note: |coverage: |panic: |testing: |ld: |vet: |too many errors|(?:have|want) \()|\.go:\d+(?::\d+)?: /
const packageFailure = /^FAIL\s+(\S+)/

interface Seen {
  readonly package: string
  readonly test: string
  last: 'pass' | 'fail' | 'skip' | null
  failedBefore: boolean
  seconds: number | null
  message: string | null
}

/**
 * The event stream of `go test -json`: one test per (package, test) by its last `pass`, `fail` or `skip`; subtests and the
 * tests around them both count, as go's own output has them. A test that failed and passed when it was run again is flaky.
 *
 * A test that began and has no result (a panic, a time limit) is an error. A package that failed while none of its tests
 * did (it does not build, its `TestMain` failed, the race detector spoke), and one that has no result at all (the stream
 * was cut off), is a failure of the suite; so is a build that failed. That such a package passed later takes nothing back:
 * what is run again are tests that failed, and the failure of a package with those is theirs. A line that is neither an event nor one of go's own
 * messages is malformed: the event that stood there could be the failure.
 */
export const goTestJsonParser: ReportParser = {
  matches: (document) => isEvent(firstValueOf(document)) || (document.syntax === 'text' && firstEvent(document)),
  parse: (document) => {
    const collected = collectTests()
    const warnings: ReportWarning[] = []
    const tests = new Map<string, Seen>()
    const packages = new Map<string, 'pass' | 'fail' | 'skip' | null>()
    const saidOf = new Map<string, string>()
    const failedBuilds = new Set<string>()
    const badTests = new Map<string, Set<Seen>>()
    const failedAlone = new Set<string>()

    function lastAction(value: unknown, action: 'pass' | 'fail' | 'skip', name: string, test: string | null): void {
      if (test === null) {
        packages.set(name, action)
        if (action === 'fail') packageFailed(name)
        const failedBuild = text(field(value, 'FailedBuild'))
        if (failedBuild !== null) failedBuilds.delete(failedBuild)
        return
      }
      const one = seen(name, test)
      if (one.last === 'fail') one.failedBefore = true
      one.last = action
      noteTest(one)
      const elapsed = field(value, 'Elapsed')
      one.seconds = typeof elapsed === 'number' && Number.isFinite(elapsed) ? elapsed : null
    }

    /** Keeps track of the tests of a package that have not come out well. */
    function noteTest(one: Seen): void {
      const bad = badTests.get(one.package) ?? new Set()
      if (one.last === 'pass' || one.last === 'skip') bad.delete(one)
      else bad.add(one)
      badTests.set(one.package, bad)
    }

    function packageFailed(name: string): void {
      if ((badTests.get(name)?.size ?? 0) === 0) failedAlone.add(name)
    }

    function seen(name: string, test: string): Seen {
      const key = JSON.stringify([name, test])
      const before = tests.get(key)
      if (before !== undefined) return before
      const one: Seen = { package: name, test, last: null, failedBefore: false, seconds: null, message: null }
      tests.set(key, one)
      noteTest(one)
      if (!packages.has(name)) packages.set(name, null)
      return one
    }

    for (const { line, text: said, value } of linesOf(document)) {
      if (value === undefined) {
        if (!goOutput.test(said))
          throw malformed('go-test-json', 'an event or a message of go', `'${excerpt(said, 40)}'`, { line, column: 1 })
        const failed = packageFailure.exec(said)?.[1]
        if (failed !== undefined) {
          packages.set(failed, 'fail')
          packageFailed(failed)
          if (!saidOf.has(failed)) saidOf.set(failed, said)
        }
        continue
      }
      const action = text(field(value, 'Action'))
      if (action === null)
        throw malformed('go-test-json', 'an event with an Action', `'${excerpt(said, 40)}'`, { line, column: 1 })
      const name = text(field(value, 'Package')) ?? ''
      const test = text(field(value, 'Test'))
      switch (action) {
        case 'pass':
        case 'fail':
        case 'skip':
          lastAction(value, action, name, test)
          break
        case 'run':
        case 'start':
          if (test !== null) {
            const one = seen(name, test)
            if (one.last === 'fail') one.failedBefore = true
            one.last = null
            noteTest(one)
          } else packages.set(name, null)
          break
        case 'output': {
          const output = text(field(value, 'Output')) ?? ''
          if (/^\s*(?:===|---|\?|ok\s|PASS)/.test(output) || output.trim() === '') break
          if (test === null) {
            if (!saidOf.has(name)) saidOf.set(name, output)
          } else seen(name, test).message ??= output.slice(0, 1000)
          break
        }
        case 'build-output': {
          const path = text(field(value, 'ImportPath')) ?? ''
          const output = text(field(value, 'Output')) ?? ''
          if (!saidOf.has(path) && !output.startsWith('#')) saidOf.set(path, output)
          break
        }
        case 'build-fail':
          failedBuilds.add(text(field(value, 'ImportPath')) ?? '')
          break
        default:
          if (!actions.has(action))
            throw malformed('go-test-json', 'an action that is known', `'${excerpt(action, 40)}'`, { line, column: 1 })
      }
    }

    const counts = { pass: 0, fail: 0, skip: 0 }
    const failing = new Set<string>()
    for (const one of tests.values()) {
      if (one.last !== null) counts[one.last] += 1
      const status = one.last === null ? 'error' : statuses[one.last]
      if (status === 'failed' || status === 'error') failing.add(one.package)
      collected.add({
        name: one.test,
        className: one.package === '' ? null : one.package,
        status,
        flaky: status === 'passed' && one.failedBefore,
        seconds: one.seconds,
        message:
          status === 'error'
            ? (one.message ?? 'The test began and has no result')
            : status === 'passed'
              ? null
              : one.message,
        suite: one.package,
        groups: [one.package],
      })
    }
    for (const [name, result] of packages) {
      if (failing.has(name) || (!failedAlone.has(name) && (result === 'pass' || result === 'skip'))) continue
      const said = saidOf.get(name)
      // Events without a package come from test2json, which knows of none.
      if (result === null && name === '' && !failedAlone.has(name)) continue
      collected.suiteError(
        result === null && !failedAlone.has(name)
          ? `Package ${name} has no result: the events end before it`
          : `Package ${name} failed${said === undefined ? '' : `: ${said}`}`,
      )
    }
    for (const path of failedBuilds) collected.suiteError(`Build of ${path} failed: ${saidOf.get(path) ?? ''}`)
    return {
      evidence: [collected.evidence()],
      warnings,
      tally: { tests: counts.pass + counts.fail + counts.skip, ...counts, packages: packages.size },
    }
  },
}

const statuses: Readonly<Record<'pass' | 'fail' | 'skip', TestStatus>> = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
}

function isEvent(value: unknown): boolean {
  const action = text(field(value, 'Action'))
  return (
    action !== null &&
    actions.has(action) &&
    ['Package', 'ImportPath', 'Test'].some((name) => text(field(value, name)) !== null)
  )
}

/** Of a text that begins with go's own messages: the first line that opens an object looks like an event. */
function firstEvent({ head }: ReportDocument): boolean {
  for (const line of head.split('\n', 200)) {
    const said = line.trim()
    if (said.startsWith('{')) return /"Action":"[a-z-]+"/.test(said) && /"(?:Package|ImportPath|Test)":"/.test(said)
    if (said !== '' && !goOutput.test(said)) return false
  }
  return false
}

function linesOf(document: ReportDocument): Iterable<{ line: number; text: string; value: unknown }> {
  if (document.syntax === 'json') return [{ line: 1, text: document.text.trim(), value: document.value }]
  return jsonLines(document.text, document.limits)
}
