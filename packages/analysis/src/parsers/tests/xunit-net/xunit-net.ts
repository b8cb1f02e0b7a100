import type { ReportWarning } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { countBy } from '../../count-by.ts'
import { xmlOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { collectTests } from '../test-collection.ts'
import { testStatusOfWord } from '../test-words.ts'

type Attributes = ReadonlyMap<string, string>

/** An assembly, collection or class that is open, with what was listed before it. */
interface OpenGroup {
  readonly name: string
  readonly attributes: Attributes
  readonly before: { readonly failed: number; readonly errors: number }
}

/**
 * xUnit.net's XML, of versions 1 (`class`), 2 and 3 (`collection`), with `assemblies` or one `assembly` as its root, also
 * as Fixie writes it: one test per `test`, by its `result`.
 *
 * `Skip` and version 3's `NotRun` are skipped. A test without a known word is an error, never a pass. `error` elements of
 * an assembly (its own clean-up, or that of a collection or class) are failures of the suite; so is a count of failures or
 * errors that is larger than what an assembly, a collection or a class lists.
 */
export const xunitNetParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' &&
    (document.root === 'assemblies' ||
      (document.root === 'assembly' &&
        (document.attributes.has('test-framework') ||
          document.attributes.has('run-date') ||
          document.early.has('collection')))),
  parse: (document) => {
    const collected = collectTests()
    const results: string[] = []
    const warnings: ReportWarning[] = []
    let assembly: string | null = null
    let group: string | null = null
    const said: { total: number | null } = { total: null }
    let open: { readonly attributes: Attributes; message: string | null } | null = null
    let inMessage = false
    const listed = { failed: 0, errors: 0 }
    const groups: OpenGroup[] = []
    let error: { readonly name: string; message: string } | null = null

    xmlOf(document).read({
      open: (name, attributes) => {
        switch (name) {
          case 'assembly': {
            assembly = attributes.get('name') ?? null
            groups.push({ name, attributes, before: { ...listed } })
            const total = strictNumber(attributes.get('total') ?? '')
            if (total !== null) said.total = (said.total ?? 0) + total
            break
          }
          case 'collection':
          case 'class':
            if (open === null) {
              group = attributes.get('name') ?? null
              groups.push({ name, attributes, before: { ...listed } })
            }
            break
          case 'test':
            open = { attributes, message: null }
            break
          case 'error':
            if (open === null)
              error = { name: attributes.get('name') ?? attributes.get('type') ?? 'assembly', message: '' }
            break
          default:
            inMessage = name === 'message' || name === 'reason'
        }
      },
      text: (text) => {
        if (!inMessage) return
        if (open !== null) open.message = `${open.message ?? ''}${text}`.slice(0, 1000)
        else if (error !== null) error.message = `${error.message}${text}`.slice(0, 1000)
      },
      close: (name) => {
        inMessage = false
        if (name === 'test' && open !== null) {
          closeTest(open.attributes, open.message)
          open = null
        } else if (name === 'error' && error !== null) {
          collected.suiteError(`${error.name} failed: ${error.message}`)
          error = null
          listed.errors += 1
        } else if (open === null && groups.at(-1)?.name === name) closeGroup(groups.pop())
      },
    })

    /** What is missing counts as listed from here on, so that the group around it does not tell it again. */
    function closeGroup(one: OpenGroup | undefined): void {
      for (const count of ['failed', 'errors'] as const) {
        const said = strictNumber(one?.attributes.get(count) ?? '') ?? 0
        const lists = listed[count] - (one?.before[count] ?? 0)
        if (!(said > lists)) continue
        const noun = count === 'failed' ? 'failed tests' : 'errors'
        collected.suiteError(`${one?.attributes.get('name') ?? ''} says that it has ${said} ${noun} and lists ${lists}`)
        listed[count] += said - lists
      }
    }

    function closeTest(attributes: Attributes, message: string | null): void {
      const result = attributes.get('result') ?? ''
      results.push(attributes.get('result') ?? 'null')
      const status = testStatusOfWord(result) ?? 'error'
      if (status === 'failed' || status === 'error') listed.failed += 1
      const type = attributes.get('type') ?? null
      collected.add({
        name: attributes.get('name') ?? attributes.get('method') ?? '',
        className: type,
        status,
        seconds: strictNumber(attributes.get('time') ?? ''),
        message: status === 'passed' ? null : message,
        suite: JSON.stringify([assembly, group]),
        groups: [assembly, group, type],
      })
    }

    const evidence = collected.evidence()
    if (said.total !== null && said.total !== evidence.total) {
      warnings.push({
        code: 'summary-mismatch',
        message: `The report says it has ${said.total} tests and lists ${evidence.total}`,
      })
    }
    return {
      evidence: [evidence],
      warnings,
      tally: { tests: results.length, byResult: countBy(results, (one) => one) },
    }
  },
}
