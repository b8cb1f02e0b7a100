import type { ReportWarning, TestStatus } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, fieldAt, items, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { collectTests } from '../test-collection.ts'

const statuses: ReadonlyMap<string, TestStatus> = new Map([
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['skipped', 'skipped'],
  ['pending', 'skipped'],
])

/**
 * The Common Test Report Format (CTRF): one test per entry of `results.tests`, by its `status`. `pending` is skipped;
 * `other`, and a word that is not known, is an error. `flaky` marks a test that passed when repeated. A summary that
 * counts failures where the list has none is a failure of the suite.
 */
export const ctrfParser: ReportParser = {
  matches: (document) => {
    const results = field(jsonOf(document), 'results')
    return Array.isArray(field(results, 'tests')) && fieldAt(results, 'summary', 'tests') !== undefined
  },
  parse: (document) => {
    const results = field(jsonOf(document), 'results')
    const tests = field(results, 'tests')
    if (!Array.isArray(tests)) throw malformed('ctrf', 'a list of tests', 'none')
    const collected = collectTests()
    const warnings: ReportWarning[] = []
    for (const test of items(tests)) {
      const duration = field(test, 'duration')
      const written = field(test, 'suite')
      const path = Array.isArray(written) ? items(written).flatMap((one) => text(one) ?? []) : [text(written) ?? '']
      const file = text(field(test, 'filePath'))
      const status = statuses.get(text(field(test, 'status')) ?? '') ?? 'error'
      collected.add({
        name: text(field(test, 'name')) ?? '',
        className: null,
        status,
        flaky: field(test, 'flaky') === true && status === 'passed',
        seconds: typeof duration === 'number' ? duration / 1000 : null,
        message: text(field(test, 'message')),
        suite: JSON.stringify([file, path]),
        groups: [...path, path.join(' > '), file],
        place: JSON.stringify([file, path, text(field(test, 'browser')), text(field(test, 'device'))]),
      })
    }
    const before = collected.evidence()
    const summary = field(results, 'summary')
    const said = field(summary, 'tests')
    const failures = ['failed', 'other'].reduce((sum, name) => {
      const count = field(summary, name)
      return sum + (typeof count === 'number' ? count : 0)
    }, 0)
    if (failures > 0 && before.failed + before.errors === 0)
      collected.suiteError(`The summary says that ${failures} tests did not pass, and the report lists none of them`)
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
        tests: tests.length,
        byStatus: countBy(items(tests), (one) => text(field(one, 'status')) ?? ''),
        tool: text(fieldAt(results, 'tool', 'name')),
      },
    }
  },
}
