import type { ReportWarning } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { countBy } from '../../count-by.ts'
import { xmlOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { collectTests } from '../test-collection.ts'
import { testStatusOfWord } from '../test-words.ts'

type Attributes = ReadonlyMap<string, string>

/**
 * TestNG's `testng-results.xml`: one test per `test-method`, by its `status`.
 *
 * Methods that set up or tear down (`is-config`) are no tests; one that failed is a failure of the suite. A try that was
 * repeated (`retried`) is no test of its own: the last try counts, as flaky where it passed. A method that ran in several
 * suites is listed, and counted, in each. A report that counts more failures than it lists has a failure of the suite.
 */
export const testngParser: ReportParser = {
  matches: (document) => document.syntax === 'xml' && document.root === 'testng-results',
  parse: (document) => {
    const collected = collectTests()
    const statuses: string[] = []
    const warnings: ReportWarning[] = []
    const retried = new Set<string>()
    const names = new Map<string, string>()
    let open: { readonly attributes: Attributes; message: string } | null = null
    let inMessage = false
    let failuresListed = 0

    xmlOf(document).read({
      open: (name, attributes) => {
        inMessage = name === 'message' && open !== null
        if (name === 'suite' || name === 'test' || name === 'class') names.set(name, attributes.get('name') ?? '')
        else if (name === 'test-method') open = { attributes, message: '' }
      },
      text: (said) => {
        if (inMessage && open !== null) open.message = `${open.message}${said}`.slice(0, 1000)
      },
      close: (name) => {
        inMessage = false
        if (name === 'test-method' && open !== null) {
          closeMethod(open.attributes, open.message)
          open = null
        }
      },
    })

    function closeMethod(attributes: Attributes, message: string): void {
      const word = attributes.get('status') ?? ''
      const status = testStatusOfWord(word) ?? 'error'
      if (status === 'failed' || status === 'error') failuresListed += 1
      const name = attributes.get('name') ?? ''
      const [suite, test, className] = ['suite', 'test', 'class'].map((one) => names.get(one) ?? null)
      if (attributes.get('is-config') === 'true') {
        if (status === 'failed' || status === 'error')
          collected.suiteError(`${className ?? ''} ${name} failed: ${message}`)
        return
      }
      statuses.push(word)
      const key = JSON.stringify([suite, test, attributes.get('signature') ?? name])
      if (attributes.get('retried') === 'true') {
        retried.add(key)
        return
      }
      const millis = strictNumber(attributes.get('duration-ms') ?? '')
      collected.add({
        name,
        className: className ?? null,
        status,
        flaky: status === 'passed' && retried.has(key),
        seconds: millis === null ? null : millis / 1000,
        message: status === 'passed' ? null : message,
        suite: JSON.stringify([suite, test, className]),
        groups: [suite ?? null, test ?? null, className ?? null],
      })
    }

    const failuresSaid = strictNumber(xmlOf(document).attributes.get('failed') ?? '') ?? 0
    if (failuresSaid > failuresListed)
      collected.suiteError(`The report says that it has ${failuresSaid} failures and lists ${failuresListed}`)
    return {
      evidence: [collected.evidence()],
      warnings,
      tally: { tests: statuses.length, byStatus: countBy(statuses, (one) => one) },
    }
  },
}
