import { z } from 'zod'
import { formatShare, parseShare, unitSchema } from '../../units/index.ts'
import { defineCondition, type Judgement } from '../condition.ts'
import { selectEvidence } from '../select-evidence.ts'

export type TestsReason =
  'tests-passed' | 'tests-failed' | 'tests-too-few' | 'tests-none-ran' | 'tests-skipped' | 'tests-flaky'

const count = z.int().min(0)

const options = z.strictObject({
  suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
  minTests: z.int().min(1).default(1).meta({ description: 'Fewest tests that must have run; skipped ones have not' }),
  maxFailures: count.default(0),
  maxSkipped: unitSchema(parseShare).optional().meta({ description: "Largest share of skipped tests, such as '10%'" }),
  maxFlaky: count.optional().meta({ description: 'More flaky tests than this fail; without it they warn' }),
})

/** Enough tests ran and few enough failed. Zero tests, or all of them skipped, is no pass. */
export const testsCondition = defineCondition({
  kind: 'tests',
  options,
  judge: ({ suite = null, ...limits }, context) => {
    const selection = selectEvidence(context, { kind: 'tests', noun: 'test report', suite })
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const all = selection.selected.map(({ evidence }) => evidence)
    const sum = (of: 'total' | 'passed' | 'failed' | 'errors' | 'skipped' | 'flaky' | 'suiteErrors'): number =>
      all.reduce((total, evidence) => total + evidence[of], 0)
    const failures = sum('failed') + sum('errors') + sum('suiteErrors')
    const [total, skipped, flaky] = [sum('total'), sum('skipped'), sum('flaky')]
    const ran = total - skipped
    const names = all
      .flatMap(({ notable }) => notable)
      .filter(({ status }) => status === 'failed' || status === 'error')
      .slice(0, 3)
      .map(({ className, name }) => (className === null ? name : `${className} ${name}`))
    const facts = { total, ran, failures, skipped, flaky }
    const judgements: Judgement<TestsReason>[] = []
    const add = (code: TestsReason, outcome: Judgement['outcome'], sentence: string): void => {
      judgements.push({ code, outcome, sentence, facts })
    }
    // Each test is a comparison that a number must pass: NaN passes none.
    if (!(failures <= limits.maxFailures)) {
      const listed = names.length > 0 ? `: ${names.join(', ')}` : ''
      add('tests-failed', 'fail', `${failures} of ${total} tests failed, at most ${limits.maxFailures} may${listed}`)
    }
    const empty = selection.selected.find(({ evidence }) => !(evidence.total > 0))
    if (empty !== undefined) add('tests-none-ran', 'fail', `Report '${empty.report.name}' lists no test`)
    else if (!(ran > 0)) add('tests-none-ran', 'fail', `No test ran (${total} listed, ${skipped} skipped)`)
    else if (!(ran >= limits.minTests))
      add('tests-too-few', 'fail', `${ran} tests ran, at least ${limits.minTests} are expected`)
    if (limits.maxSkipped !== undefined && !(skipped / total <= limits.maxSkipped)) {
      add(
        'tests-skipped',
        'fail',
        `${formatShare(skipped / total)} of ${total} tests were skipped, at most ${formatShare(limits.maxSkipped)} may be`,
      )
    }
    if (limits.maxFlaky !== undefined && !(flaky <= limits.maxFlaky)) {
      add('tests-flaky', 'fail', `${flaky} tests passed only when repeated, at most ${limits.maxFlaky} may`)
    } else if (flaky > 0 && limits.maxFlaky === undefined) {
      add('tests-flaky', 'warn', `${flaky} of ${total} tests passed only when repeated`)
    }
    const passed: Judgement<TestsReason> = {
      code: 'tests-passed',
      outcome: 'pass',
      sentence: `${ran} tests ran, ${failures} failed, ${skipped} were skipped`,
      facts,
    }
    const [first, ...others] = judgements
    return {
      judgements: first === undefined ? [passed] : [first, ...others],
      evidence: selection.selected.map(({ report }) => report.digest),
    }
  },
})
