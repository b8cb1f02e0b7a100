import type { ReportWarning } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { countBy } from '../../count-by.ts'
import { xmlOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { collectTests } from '../test-collection.ts'
import { testStatusOfWord } from '../test-words.ts'

type Attributes = ReadonlyMap<string, string>

interface OpenResult {
  readonly attributes: Attributes
  message: string
  /** Results of its rows or parts, and whether one of them failed. */
  parts: number
  failedInside: boolean
}

/**
 * Visual Studio's test results (TRX), as MSTest, `dotnet test` and its adapters write them: one test per result element
 * (`UnitTestResult`, `WebTestResult`, `TestResultAggregation` …), by its `outcome`.
 *
 * A test with data rows counts by its rows, and by itself only where it failed and none of them did; the tally counts every
 * `UnitTestResult`. No outcome is an error: the writer leaves its default out, and that is a failure. `NotExecuted`,
 * `Inconclusive` and `Pending` are skipped: they prove nothing; a word that is not known is an error. A run that ended badly, or notes
 * an error of its own (a test host that crashed), is a failure of the suite.
 */
export const trxParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' &&
    document.root === 'TestRun' &&
    // CppUnit and AUnit have the same root.
    !['FailedTests', 'SuccessfulTests', 'Statistics'].some((name) => document.early.has(name)),
  parse: (document) => {
    const collected = collectTests()
    const outcomes: string[] = []
    const warnings: ReportWarning[] = []
    const open: OpenResult[] = []
    /** Class names stand apart from the results, before or after them. */
    const classes = new Map<string, string>()
    const closed: { readonly result: OpenResult; readonly counts: boolean }[] = []
    let definition: string | null = null
    const said: { counters: Attributes | null; outcome: string } = { counters: null, outcome: '' }
    let note: { readonly outcome: string; text: string } | null = null
    let textOf: 'message' | 'note' | null = null

    xmlOf(document).read({
      open: (name, attributes) => {
        textOf = null
        if (isResult(name)) {
          if (name === 'UnitTestResult') outcomes.push(attributes.get('outcome') ?? 'null')
          const outer = open.at(-1)
          if (outer !== undefined) outer.parts += 1
          open.push({ attributes, message: '', parts: 0, failedInside: false })
          return
        }
        switch (name) {
          case 'Counters':
            if (open.length === 0) said.counters ??= attributes
            break
          case 'ResultSummary':
            said.outcome = attributes.get('outcome') ?? ''
            break
          case 'RunInfo':
            note = { outcome: attributes.get('outcome') ?? '', text: '' }
            break
          case 'Text':
            if (note !== null) textOf = 'note'
            break
          case 'Message':
            if (open.length > 0) textOf = 'message'
            break
          case 'TestMethod':
            if (definition !== null) classes.set(definition, attributes.get('className') ?? '')
            break
          default:
            if (name.endsWith('Test') && attributes.has('id')) definition = attributes.get('id') ?? null
        }
      },
      text: (text) => {
        const result = open.at(-1)
        if (textOf === 'message' && result !== undefined) result.message = `${result.message}${text}`.slice(0, 1000)
        if (textOf === 'note' && note !== null) note.text = `${note.text}${text}`.slice(0, 1000)
      },
      close: (name) => {
        textOf = null
        if (isResult(name)) {
          const result = open.pop()
          if (result !== undefined) closeResult(result)
        } else if (name === 'RunInfo' && note !== null) {
          if (isBad(note.outcome)) collected.suiteError(`The run notes: ${note.text}`)
          note = null
        }
      },
    })

    function closeResult(result: OpenResult): void {
      const failed = isBad(result.attributes.get('outcome') ?? '')
      const outer = open.at(-1)
      if (outer !== undefined && (failed || result.failedInside)) outer.failedInside = true
      closed.push({ result, counts: result.parts === 0 || (failed && !result.failedInside) })
    }

    for (const { result, counts } of closed) if (counts) addResult(result.attributes, result.message)

    function addResult(attributes: Attributes, message: string): void {
      const className = classes.get(attributes.get('testId') ?? '')?.split(',', 1)[0] ?? null
      const status = testStatusOfWord(attributes.get('outcome') ?? '') ?? 'error'
      collected.add({
        name: attributes.get('testName') ?? '',
        className,
        status,
        seconds: secondsOf(attributes.get('duration') ?? ''),
        message: status === 'passed' ? null : message,
        suite: className ?? '',
        groups: [className],
        place: attributes.get('dataRowInfo') ?? '',
      })
    }

    if (closed.length === 0 && said.counters !== null) addCounters(said.counters)

    function addCounters(counters: Attributes): void {
      const number = (...names: readonly string[]): number =>
        names.reduce((sum, name) => sum + Math.max(0, strictNumber(counters.get(name) ?? '') ?? 0), 0)
      const total = number('total')
      if (!(total > 0)) return
      const failed = number('failed')
      const errors = number('error', 'timeout', 'aborted', 'disconnected', 'passedButRunAborted', 'notRunnable')
      const passed = Math.min(number('passed'), Math.max(0, total - failed - errors))
      const skipped = Math.max(0, total - failed - errors - passed)
      collected.addTotals({ passed, failed, errors, skipped }, '', [])
      warnings.push({
        code: 'totals-only',
        message: `The report lists no test and says it has ${total}; its totals are taken`,
      })
    }

    const before = collected.evidence()
    if (isBad(said.outcome) && before.failed + before.errors + before.suiteErrors === 0)
      collected.suiteError(`The run ended as '${said.outcome}', and no test of it failed`)
    return {
      evidence: [collected.evidence()],
      warnings,
      tally: { tests: outcomes.length, byOutcome: countBy(outcomes, (one) => one) },
    }
  },
}

function isResult(name: string): boolean {
  return name === 'TestResult' || name === 'TestResultAggregation' || /^[A-Z][A-Za-z]*TestResult$/.test(name)
}

function isBad(outcome: string): boolean {
  const status = testStatusOfWord(outcome)
  return status === 'failed' || status === 'error'
}

/** `hh:mm:ss.fffffff`, with days before a further colon or point. */
function secondsOf(text: string): number | null {
  const found = /^(?:(\d+)\.)?(\d+):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(text)
  if (found === null) return null
  const [days, hours, minutes, seconds] = [1, 2, 3, 4].map((group) => Number(found[group] ?? '0'))
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)
}
