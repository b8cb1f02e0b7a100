import type { ReportWarning } from '../../../evidence/index.ts'
import { field, fieldAt, items, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { collectTests } from '../test-collection.ts'

/**
 * Mocha's `json` reporter: one test per entry of `passes`, `failures` and `pending`.
 *
 * A failed hook stands in `failures` and not in `tests`: it is a failure of the suite, and the tests after it were never
 * listed. A test of `tests` that stands in none of the three lists has no result and is an error. A test that passed with
 * `currentRetry` above 0 is flaky.
 */
export const mochaJsonParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return (
      fieldAt(value, 'stats', 'passes') !== undefined &&
      ['tests', 'passes', 'failures'].every((name) => Array.isArray(field(value, name)))
    )
  },
  parse: (document) => {
    const value = jsonOf(document)
    const list = (name: string): readonly unknown[] => items(field(value, name))
    if (!Array.isArray(field(value, 'tests'))) throw malformed('mocha-json', 'a list of tests', 'none')
    const collected = collectTests()
    const warnings: ReportWarning[] = []
    const left = new Map<string, number>()
    for (const test of list('tests')) left.set(keyOf(test), (left.get(keyOf(test)) ?? 0) + 1)

    const take = (test: unknown): boolean => {
      const count = left.get(keyOf(test)) ?? 0
      left.set(keyOf(test), count - 1)
      return count > 0
    }
    function add(test: unknown, status: 'passed' | 'failed' | 'error' | 'skipped'): void {
      const retry = field(test, 'currentRetry')
      const duration = field(test, 'duration')
      const file = text(field(test, 'file'))
      const [title, fullTitle] = [text(field(test, 'title')) ?? '', text(field(test, 'fullTitle')) ?? '']
      const group = fullTitle.endsWith(title) ? fullTitle.slice(0, fullTitle.length - title.length).trim() : ''
      collected.add({
        name: fullTitle === '' ? title : fullTitle,
        className: null,
        status,
        flaky: status === 'passed' && typeof retry === 'number' && retry > 0,
        seconds: typeof duration === 'number' ? duration / 1000 : null,
        message: status === 'passed' || status === 'skipped' ? null : text(fieldAt(test, 'err', 'message')),
        suite: file ?? group,
        groups: [file, group],
      })
    }

    for (const test of list('passes')) {
      take(test)
      add(test, 'passed')
    }
    for (const test of list('pending')) {
      take(test)
      add(test, 'skipped')
    }
    let hooks = 0
    for (const test of list('failures')) {
      if (take(test)) add(test, 'failed')
      else {
        hooks += 1
        collected.suiteError(`${text(field(test, 'fullTitle')) ?? ''}: ${text(fieldAt(test, 'err', 'message')) ?? ''}`)
      }
    }
    for (const test of list('tests')) {
      const count = left.get(keyOf(test)) ?? 0
      if (count <= 0) continue
      left.set(keyOf(test), count - 1)
      add(test, 'error')
    }

    const evidence = collected.evidence()
    const said = fieldAt(value, 'stats', 'tests')
    if (said !== evidence.total) {
      warnings.push({
        code: 'summary-mismatch',
        message: `The report says it has ${typeof said === 'number' ? said : 'no number of'} tests and lists ${evidence.total}`,
      })
    }
    const saidFailures = fieldAt(value, 'stats', 'failures')
    if (
      typeof saidFailures === 'number' &&
      saidFailures > 0 &&
      evidence.failed + evidence.errors + evidence.suiteErrors === 0
    )
      collected.suiteError(`The report says that it has ${saidFailures} failures and lists none`)
    return {
      evidence: [collected.evidence()],
      warnings,
      tally: {
        tests: list('tests').length,
        passes: list('passes').length,
        failures: list('failures').length,
        pending: list('pending').length,
        hooks,
      },
    }
  },
}

function keyOf(test: unknown): string {
  return JSON.stringify([text(field(test, 'file')), text(field(test, 'fullTitle')), text(field(test, 'title'))])
}
