import type { ReportWarning } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, items, text } from '../../json-value.ts'
import { listed } from '../../listed.ts'
import { malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { collectTests } from '../test-collection.ts'
import { testStatusOfWord } from '../test-words.ts'

/**
 * The JSON of Jest (`--json`, also as a results processor gets it) and of Vitest's `json` reporter: one test per entry of
 * `assertionResults`, by its `status`; `pending`, `todo`, `disabled` and `skipped` are skipped, a status that is not known
 * is an error.
 *
 * A file that failed while none of its tests did (it could not be loaded, a hook failed) is a failure of the suite. So is
 * a run that says `success: false`, or counts failures, where nothing else failed (unhandled errors, an obsolete snapshot),
 * one that was interrupted, and one that counts more tests than it lists. A test that passed after earlier tries (`invocations`, `retryReasons`) is flaky.
 */
export const jestJsonParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return field(value, 'numTotalTests') !== undefined && field(value, 'testResults') !== undefined
  },
  parse: (document) => {
    const value = jsonOf(document)
    const files = field(value, 'testResults')
    if (!Array.isArray(files)) throw malformed('jest-json', 'a list of testResults', 'none')
    const collected = collectTests()
    const statuses: string[] = []
    const warnings: ReportWarning[] = []
    let failedToRun = 0
    for (const file of items(files)) {
      const path = text(field(file, 'name')) ?? text(field(file, 'testFilePath')) ?? ''
      const tests = listed(field(file, 'assertionResults') ?? field(file, 'testResults'), 'jest-json', 'tests')
      let failures = 0
      for (const test of tests) {
        const word = text(field(test, 'status')) ?? ''
        statuses.push(word === '' ? 'null' : word)
        const status = testStatusOfWord(word) ?? 'error'
        if (status === 'failed' || status === 'error') failures += 1
        const titles = items(field(test, 'ancestorTitles')).flatMap((one) => text(one) ?? [])
        const duration = field(test, 'duration')
        const invocations = field(test, 'invocations')
        const again =
          (typeof invocations === 'number' && invocations > 1) || items(field(test, 'retryReasons')).length > 0
        collected.add({
          name: text(field(test, 'fullName')) ?? [...titles, text(field(test, 'title')) ?? ''].join(' '),
          className: null,
          status,
          flaky: status === 'passed' && again,
          seconds: typeof duration === 'number' ? duration / 1000 : null,
          message: text(items(field(test, 'failureMessages'))[0]),
          suite: path,
          groups: [path, titles[0] ?? null],
        })
      }
      const failed =
        testStatusOfWord(text(field(file, 'status')) ?? '') === 'failed' ||
        (field(file, 'testExecError') ?? null) !== null
      if (failed && tests.length === 0) failedToRun += 1
      if (failed && failures === 0) {
        const said = text(field(file, 'message')) ?? text(field(file, 'failureMessage'))
        collected.suiteError(`${path} failed${said === null ? '' : `: ${said.trim()}`}`)
      }
    }
    const before = collected.evidence()
    const bad = before.failed + before.errors + before.suiteErrors
    const failed = ['numFailedTests', 'numFailedTestSuites', 'numRuntimeErrorTestSuites'].some(
      (name) => typeof field(value, name) === 'number' && field(value, name) !== 0,
    )
    if ((field(value, 'success') === false || failed) && bad === 0)
      collected.suiteError('The run says that it did not succeed, and no test of it failed')
    if (field(value, 'wasInterrupted') === true) collected.suiteError('The run says that it was interrupted')
    const said = field(value, 'numTotalTests')
    if (typeof said === 'number' && said > before.total)
      collected.suiteError(`The run says that it has ${said} tests and lists only ${before.total}`)
    if (said !== before.total) {
      warnings.push({
        code: 'summary-mismatch',
        message: `The report says it has ${typeof said === 'number' ? said : 'no number of'} tests and lists ${before.total}`,
      })
    }
    return {
      evidence: [collected.evidence()],
      warnings,
      tally: {
        byStatus: countBy(statuses, (one) => one),
        files: files.length,
        filesFailedToRun: failedToRun,
        tests: statuses.length,
      },
    }
  },
}
