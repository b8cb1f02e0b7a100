import type { ReportWarning, TestStatus } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { countBy } from '../../count-by.ts'
import { excerpt } from '../../malformed.ts'
import { xmlOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { collectTests } from '../test-collection.ts'
import { testStatusOfWord } from '../test-words.ts'

type Attributes = ReadonlyMap<string, string>

interface Suite {
  readonly name: string
  readonly type: string
  readonly names: readonly string[]
  readonly saysFailed: boolean
  message: string
  /** A case in it, or a suite in it, failed: its own failure only repeats that. */
  failedInside: boolean
}

/**
 * NUnit's XML, of version 3 (`test-run`) and version 2 (`test-results`), as its runners, Pester, Unity and many converters
 * write it: one test per `test-case`, by its `result`, else by `executed` and `success` (before 2.5).
 *
 * Words are taken without regard to case, and without what follows a bracket (`Failed(Child)`). NUnit 3 says `Failed` for
 * errors too and tells them apart by `label`. Inconclusive and ignored tests are skipped: they prove nothing. `Warning` has
 * passed, with a warning. A case without a known word is an error, never a pass. A suite that says it failed while nothing
 * within it did (a broken tear-down, a library that could not be loaded) is a failure of the suite.
 */
export const nunitParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' && (document.root === 'test-run' || document.root === 'test-results'),
  parse: (document) => {
    const collected = collectTests()
    const results: string[] = []
    const suites: Suite[] = []
    const warnings: ReportWarning[] = []
    let open: { readonly attributes: Attributes; message: string | null } | null = null
    let inMessage = false

    xmlOf(document).read({
      open: (name, attributes) => {
        switch (name) {
          case 'test-run':
          case 'test-results':
          case 'test-suite':
            suites.push(openSuite(attributes, suites.at(-1)))
            break
          case 'test-case':
            open = { attributes, message: null }
            break
          default:
            inMessage = name === 'message'
        }
      },
      text: (said) => {
        if (!inMessage) return
        if (open !== null) open.message = `${open.message ?? ''}${said}`.slice(0, 1000)
        else {
          const suite = suites.at(-1)
          if (suite !== undefined) suite.message = `${suite.message}${said}`.slice(0, 1000)
        }
      },
      close: (name) => {
        inMessage = false
        if (name === 'test-case' && open !== null) {
          closeCase(open.attributes, open.message)
          open = null
        } else if (name === 'test-suite' || name === 'test-run' || name === 'test-results') {
          const suite = suites.pop()
          if (suite !== undefined) closeSuite(suite)
        }
      },
    })

    function closeCase(attributes: Attributes, message: string | null): void {
      const result = attributes.get('result') ?? ''
      results.push(attributes.get('result') ?? 'null')
      const status = statusOf(attributes)
      const suite = suites.at(-1)
      if (suite !== undefined && (status === 'failed' || status === 'error')) suite.failedInside = true
      if (/^warning$/i.test(result.trim())) {
        warnings.push({
          code: 'test-with-warning',
          message: `Test '${excerpt(attributes.get('name') ?? '')}' passed with a warning`,
        })
      }
      const fixture = [...suites].reverse().find(({ type }) => /fixture/i.test(type)) ?? suite
      collected.add({
        name: attributes.get('name') ?? attributes.get('fullname') ?? '',
        className: attributes.get('classname') ?? fixture?.name ?? null,
        status,
        seconds: strictNumber(attributes.get('duration') ?? attributes.get('time') ?? ''),
        message: status === 'passed' ? null : message,
        suite: JSON.stringify(suite?.names ?? []),
        groups: [...(suite?.names ?? []), attributes.get('classname') ?? null],
        place: JSON.stringify([suite?.names ?? [], attributes.get('fullname') ?? '']),
      })
    }

    function closeSuite(suite: Suite): void {
      const outer = suites.at(-1)
      if (suite.saysFailed && !suite.failedInside) {
        collected.suiteError(`${suite.name} says that it failed${suite.message === '' ? '' : `: ${suite.message}`}`)
        suite.failedInside = true
      }
      if (outer !== undefined && suite.failedInside) outer.failedInside = true
    }

    const evidence = collected.evidence()
    const { attributes } = xmlOf(document)
    const said = strictNumber(attributes.get('total') ?? '')
    // Version 2 leaves tests that did not run out of its total.
    if (
      said !== null &&
      said !== evidence.total &&
      said + (strictNumber(attributes.get('not-run') ?? '') ?? 0) !== evidence.total
    ) {
      warnings.push({
        code: 'summary-mismatch',
        message: `The report says it has ${said} tests and lists ${evidence.total}`,
      })
    }
    return {
      evidence: [evidence],
      warnings,
      tally: { tests: results.length, byResult: countBy(results, (one) => one) },
    }
  },
}

function openSuite(attributes: Attributes, outer: Suite | undefined): Suite {
  const name = attributes.get('name') ?? attributes.get('fullname') ?? ''
  const status = testStatusOfWord(attributes.get('result') ?? '')
  return {
    name,
    type: attributes.get('type') ?? '',
    names: [...(outer?.names ?? []), name],
    saysFailed: status === 'failed' || status === 'error' || /^false$/i.test(attributes.get('success') ?? ''),
    message: '',
    failedInside: false,
  }
}

function statusOf(attributes: Attributes): TestStatus {
  const result = attributes.get('result')
  if (result === undefined) {
    if (/^false$/i.test(attributes.get('executed') ?? '')) return 'skipped'
    const success = attributes.get('success') ?? ''
    return /^true$/i.test(success) ? 'passed' : /^false$/i.test(success) ? 'failed' : 'error'
  }
  const status = testStatusOfWord(result) ?? 'error'
  const label = attributes.get('label') ?? /:\s*(\w+)/.exec(result)?.[1] ?? ''
  return status === 'failed' && testStatusOfWord(label) === 'error' ? 'error' : status
}
