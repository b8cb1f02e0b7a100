import type { TestStatus } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { xmlOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { collectTests } from '../test-collection.ts'

/**
 * Sonar's generic test data (`testExecutions`, earlier `unitTest`): one test per `testCase`; `error` wins over `failure`,
 * failure over `skipped`. `duration` is in milliseconds.
 */
export const sonarGenericTestsParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' &&
    (document.root === 'testExecutions' || (document.root === 'unitTest' && document.early.has('file'))),
  parse: (document) => {
    const collected = collectTests()
    const byStatus = { passed: 0, failed: 0, error: 0, skipped: 0 }
    let file: string | null = null
    let open: { attributes: ReadonlyMap<string, string>; status: TestStatus; message: string | null } | null = null
    xmlOf(document).read({
      open: (name, attributes) => {
        if (name === 'file') file = attributes.get('path') ?? null
        else if (name === 'testCase') open = { attributes, status: 'passed', message: null }
        else if (open !== null && (name === 'failure' || name === 'error' || name === 'skipped')) {
          const status = name === 'failure' ? 'failed' : name
          if (rank[status] > rank[open.status]) open.status = status
          open.message ??= attributes.get('message') ?? null
        }
      },
      close: (name) => {
        if (name !== 'testCase' || open === null) return
        const { attributes, status, message } = open
        byStatus[status] += 1
        const millis = strictNumber(attributes.get('duration') ?? '')
        collected.add({
          name: attributes.get('name') ?? '',
          className: null,
          status,
          seconds: millis === null ? null : millis / 1000,
          message,
          suite: file ?? '',
          groups: [file],
        })
        open = null
      },
    })
    const evidence = collected.evidence()
    return { evidence: [evidence], warnings: [], tally: { tests: evidence.total, byStatus } }
  },
}

const rank: Readonly<Record<TestStatus, number>> = { passed: 0, skipped: 1, failed: 2, error: 3 }
