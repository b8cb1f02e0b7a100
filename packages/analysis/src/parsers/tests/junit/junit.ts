import type { ReportWarning, TestStatus } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { excerpt } from '../../malformed.ts'
import { xmlOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { collectTests, type TestTotals } from '../test-collection.ts'
import { testStatusOfWord } from '../test-words.ts'

type Attributes = ReadonlyMap<string, string>

interface OpenCase {
  readonly attributes: Attributes
  failures: number
  errors: number
  skipped: boolean
  /** node's test runner: a failing test that is marked as to be done. */
  todo: boolean
  /** An element for a failure in other letters than JUnit has them. */
  strange: 'failed' | 'error' | null
  flaky: boolean
  rerun: boolean
  message: string | null
}

interface OpenSuite {
  readonly id: string
  readonly attributes: Attributes
  readonly names: readonly string[]
  readonly place: string
  cases: number
  children: number
  /** Something in it, at any depth, did not plainly pass. */
  troubled: boolean
}

interface TotalsOnly {
  readonly name: string
  /** How many tests it says it has. */
  readonly said: number
  readonly totals: TestTotals
  readonly id: string
  readonly groups: readonly string[]
}

const longestMessage = 1000

/** Words of `status` and `result` that say only that a test ran. */
const ranWords: ReadonlySet<string> = new Set([
  '',
  'run',
  'ran',
  'completed',
  'complete',
  'done',
  'executed',
  'finished',
])

/**
 * JUnit XML in its many dialects: `testcase` elements at any depth, one test each.
 *
 * `error` wins over `failure`, failure over `skipped`; node's failing test that is still to be done (`skipped` of type
 * `todo`) is skipped. A case with none of these is judged by its `status` or `result` attribute, where that is a word for
 * a failure or for a test that did not run (Google Test's disabled tests), else it passed; a word that is not known has a
 * warning. `flakyFailure` and `flakyError` mark a test that passed when repeated; so does a `rerunFailure` without a
 * failure. Output of the tests is passed over. A `Failure` or `ERROR` in other letters than JUnit's is a failure all the same.
 *
 * Suite totals are a check only, because they repeat each other and count other things. Two things are taken from them: a
 * suite that has only totals and no cases is counted by them, with a warning, unless it has no name and sums up the others;
 * and a suite, or a report, that says it has failures or errors and lists nothing but passed tests has failed. Failures
 * outside every case count as failures of the suite.
 */
export const junitParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' &&
    (document.root === 'testsuites' ||
      document.root === 'testsuite' ||
      // Eclipse writes its JUnit sessions so.
      (document.root === 'testrun' && document.early.has('testsuite'))),
  parse: (document) => {
    const collected = collectTests()
    const byElement = { passed: 0, failed: 0, errors: 0, skipped: 0, flaky: 0 }
    const tally = {
      tests: 0,
      suites: 0,
      rerun: 0,
      skippedAndFailed: 0,
      multiFailure: 0,
      suiteLevelErrors: 0,
      duplicateNames: 0,
    }
    const names = new Set<string>()
    const strangeWords = new Set<string>()
    const warnings: ReportWarning[] = []
    const suites: OpenSuite[] = []
    const totalsOnly: TotalsOnly[] = []
    const cases: OpenCase[] = []
    const totalSaid = strictNumber(xmlOf(document).attributes.get('tests') ?? '')
    /** Text of the failure that is open, where its message is not an attribute. */
    let text: { owner: OpenCase | null; said: string } | null = null

    xmlOf(document).read({
      open: (name, attributes) => {
        const inCase = cases.at(-1)
        switch (name) {
          case 'testsuite':
            openSuite(attributes)
            return
          case 'testcase': {
            const suite = suites.at(-1)
            if (suite !== undefined) suite.cases += 1
            cases.push(openCase(attributes))
            return
          }
          case 'failure':
          case 'error':
            if (inCase === undefined) tally.suiteLevelErrors += 1
            else inCase[name === 'error' ? 'errors' : 'failures'] += 1
            text = { owner: inCase ?? null, said: attributes.get('message') ?? '' }
            return
          default:
            if (inCase !== undefined) mark(inCase, name, attributes)
            else if (failureInOtherLetters(name) !== null) {
              collected.suiteError(
                suiteText(suites.at(-1), attributes.get('message') ?? `${name} outside of every test`),
              )
              for (const suite of suites) suite.troubled = true
            }
        }
      },
      text: (said) => {
        if (text !== null && text.said.trim() === '') text.said = said.slice(0, longestMessage)
      },
      close: (name) => {
        switch (name) {
          case 'failure':
          case 'error':
            if (text?.owner !== null && text !== null) text.owner.message ??= text.said
            else if (text !== null) collected.suiteError(suiteText(suites.at(-1), text.said))
            if (text !== null) for (const suite of suites) suite.troubled = true
            text = null
            return
          case 'testsuite': {
            const suite = suites.pop()
            if (suite !== undefined) closeSuite(suite)
            return
          }
          case 'testcase': {
            const one = cases.pop()
            if (one !== undefined) closeCase(one)
            return
          }
          default:
        }
      },
    })

    function openSuite(attributes: Attributes): void {
      tally.suites += 1
      const outer = suites.at(-1)
      if (outer !== undefined) outer.children += 1
      const own = ['name', 'hostname', 'package', 'file'].map((name) => attributes.get(name) ?? '')
      suites.push({
        id: String(tally.suites),
        attributes,
        names: [...(outer?.names ?? []), attributes.get('name') ?? ''],
        place: JSON.stringify(own),
        cases: 0,
        children: 0,
        troubled: false,
      })
    }

    function closeCase(one: OpenCase): void {
      const suite = suites.at(-1)
      const failed = one.failures + one.errors > 0
      tally.tests += 1
      byElement[one.errors > 0 ? 'errors' : failed ? 'failed' : one.skipped ? 'skipped' : 'passed'] += 1
      if (one.flaky) byElement.flaky += 1
      if (one.rerun) tally.rerun += 1
      if (one.failures + one.errors > 1) tally.multiFailure += 1
      if (one.skipped && failed) tally.skippedAndFailed += 1
      const name = one.attributes.get('name') ?? ''
      const className = one.attributes.get('classname') ?? one.attributes.get('class') ?? null
      const key = JSON.stringify([className, name])
      if (names.has(key)) tally.duplicateNames += 1
      names.add(key)
      const status = statusOf(one)
      if (status === 'passed') for (const word of strangeWordsOf(one.attributes)) strangeWords.add(word)
      const flaky = one.flaky || (one.rerun && status === 'passed')
      if (status !== 'passed' || flaky) for (const outer of suites) outer.troubled = true
      const file = one.attributes.get('file') ?? null
      collected.add({
        name,
        className,
        status,
        flaky,
        seconds: strictNumber(one.attributes.get('time') ?? ''),
        message: one.message,
        suite: suite?.id ?? null,
        groups: [...(suite?.names ?? []), suite?.attributes.get('file') ?? null, className, file],
        place: JSON.stringify([suite?.place ?? '', file]),
      })
    }

    function closeSuite({ id, attributes, names: groups, cases: listed, children, troubled }: OpenSuite): void {
      const number = (name: string): number => Math.max(0, strictNumber(attributes.get(name) ?? '') ?? 0)
      const said = number('tests')
      const [failed, errors] = [number('failures'), number('errors')]
      const skipped = Math.max(number('skipped'), number('skips'), number('skip')) + number('disabled')
      const name = excerpt(attributes.get('name') ?? '')
      if (listed === 0 && children === 0 && said > 0) {
        const passed = Math.max(0, said - failed - errors - skipped)
        totalsOnly.push({ name, said, totals: { passed, failed, errors, skipped }, id, groups })
      } else if (failed + errors > 0 && !troubled) {
        collected.suiteError(`Suite '${name}' says that it has ${failed} failures and ${errors} errors and lists none`)
        for (const outer of suites) outer.troubled = true
      }
    }

    for (const { name, said, totals, id, groups } of totalsOnly) {
      const isSum = said === tally.tests && totals.failed + totals.errors === byElement.failed + byElement.errors
      // A suite without a name beside the others is their sum (FPCUnit).
      if (name === '' && isSum) continue
      collected.addTotals(totals, id, groups)
      warnings.push({
        code: 'totals-only',
        message: `Suite '${name}' lists no test and says it has ${said}; its totals are taken`,
      })
    }
    const ofAll = ['failures', 'errors'].map((name) => strictNumber(xmlOf(document).attributes.get(name) ?? '') ?? 0)
    const seen = collected.evidence()
    if (
      ofAll.some((count) => count > 0) &&
      seen.failed + seen.errors + seen.skipped + seen.flaky + seen.suiteErrors === 0
    )
      collected.suiteError(`The report says that it has ${ofAll.join(' failures and ')} errors and lists none`)
    for (const word of [...strangeWords].slice(0, 5)) {
      warnings.push({
        code: 'unknown-status',
        message: `Tests with the status '${excerpt(word)}' and no failure are taken as passed`,
      })
    }
    const evidence = collected.evidence()
    if (totalSaid !== null && totalSaid !== evidence.total) {
      warnings.push({
        code: 'summary-mismatch',
        message: `The report says it has ${totalSaid} tests and lists ${evidence.total}`,
      })
    }
    return { evidence: [evidence], warnings, tally: { ...tally, ...byElement } }
  },
}

function suiteText(suite: OpenSuite | undefined, said: string): string {
  const name = suite?.attributes.get('name')
  return name === undefined ? said : `${name}: ${said}`
}

function openCase(attributes: Attributes): OpenCase {
  return {
    attributes,
    failures: 0,
    errors: 0,
    skipped: false,
    todo: false,
    strange: null,
    flaky: false,
    rerun: false,
    message: null,
  }
}

function mark(one: OpenCase, name: string, attributes: Attributes): void {
  switch (name) {
    case 'skipped':
    case 'disabled':
    case 'ignored':
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
    default: {
      const failure = failureInOtherLetters(name)
      if (failure === null) break
      if (one.strange !== 'error') one.strange = failure
      one.message ??= attributes.get('message') ?? null
    }
  }
}

function failureInOtherLetters(name: string): 'failed' | 'error' | null {
  if (name.length > 'failure'.length) return null
  const word = name.toLowerCase()
  return word === 'error' ? 'error' : word === 'failure' ? 'failed' : null
}

function statusOf(one: OpenCase): TestStatus {
  if (one.todo) return 'skipped'
  if (one.errors > 0) return 'error'
  if (one.failures > 0 && one.strange === null) return 'failed'
  if (one.strange !== null) return one.strange
  return one.skipped ? 'skipped' : attributeStatus(one.attributes)
}

/** What the attributes say of a case without failure: `passed` unless one of them has a word for something else. */
function attributeStatus(attributes: Attributes): TestStatus {
  if (attributes.get('incomplete') === 'true') return 'error'
  const said = ['status', 'result'].map((name) => testStatusOfWord(attributes.get(name) ?? ''))
  const notRun = ['ignored', 'skipped', 'disabled'].some((name) => attributes.get(name) === 'true')
  const worst = (['error', 'failed', 'skipped'] as const).find((status) => said.includes(status))
  return worst ?? (notRun ? 'skipped' : 'passed')
}

function strangeWordsOf(attributes: Attributes): readonly string[] {
  return ['status', 'result'].flatMap((name) => {
    const word = (attributes.get(name) ?? '').trim()
    const isKnown = ranWords.has(word.toLowerCase()) || testStatusOfWord(word) !== null || strictNumber(word) !== null
    return isKnown ? [] : [word]
  })
}
