import { z } from 'zod'
import { formatShare, parseDuration, parseShare, unitSchema } from '../../units/index.ts'
import { defineCondition, type Judgement } from '../condition.ts'
import { selectEvidence } from '../select-evidence.ts'
import { matchesName } from '../name-pattern.ts'
import { resolveRetries, retryRules, testKey } from './resolve-retries.ts'

export type TestsReason =
  | 'tests-passed'
  | 'tests-failed'
  | 'tests-suite-failed'
  | 'tests-too-few'
  | 'tests-none-ran'
  | 'tests-suites-too-few'
  | 'tests-suite-not-run'
  | 'tests-skipped'
  | 'tests-flaky'

const count = z.int().min(0)

const options = z.strictObject({
  suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
  minTests: z.int().min(1).default(1).meta({ description: 'Fewest tests that must have run; skipped ones have not' }),
  minSuites: z
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Fewest suites (files, packages) of which a test must have run' }),
  expectedSuites: z.array(z.string().min(1)).min(1).optional().meta({
    description: 'Suites, classes or files by name, with * for any text; of each at least one test must have run',
  }),
  maxFailures: count.default(0),
  maxSkipped: unitSchema(parseShare).optional().meta({ description: "Largest share of skipped tests, such as '10%'" }),
  maxFlaky: count.optional().meta({ description: 'More flaky tests than this fail' }),
  flaky: z
    .enum(['warn', 'fail', 'ignore'])
    .optional()
    .meta({ description: 'What a flaky test comes to: warn, or ignore where maxFlaky is given, if nothing is said' }),
  retries: z
    .enum(retryRules)
    .default('all')
    .meta({ description: 'How a test that is listed several times counts; a pass after a failure is flaky' }),
  maxReportAge: unitSchema(parseDuration).optional(),
})

/**
 * Enough tests ran and few enough failed. Zero tests, all of them skipped, or an empty report beside full ones is no pass;
 * nor is a suite that failed as a whole, however many failures are allowed: nobody knows how many tests it hides.
 */
export const testsCondition = defineCondition({
  kind: 'tests',
  options,
  judge: ({ suite = null, retries, maxReportAge, ...limits }, context) => {
    const selection = selectEvidence(context, {
      kind: 'tests',
      noun: 'test report',
      suite,
      maxAgeMs: maxReportAge ?? null,
    })
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const reports = distinctReports(selection.selected).map((one) => ({
      ...one,
      counts: resolveRetries(one.evidence, retries),
    }))
    const sum = (of: 'total' | 'failed' | 'errors' | 'skipped' | 'flaky'): number =>
      reports.reduce((total, { counts }) => total + counts[of], 0)
    const failures = sum('failed') + sum('errors')
    const suiteErrors = reports.reduce((total, { evidence }) => total + evidence.suiteErrors, 0)
    const suites = reports.reduce((total, { evidence }) => total + evidence.suites, 0)
    const [total, skipped, flaky] = [sum('total'), sum('skipped'), sum('flaky')]
    const ran = total - skipped
    const failing = reports.flatMap(({ evidence, counts }) =>
      evidence.notable.filter(
        (test) => (test.status === 'failed' || test.status === 'error') && !counts.forgiven.has(testKey(test)),
      ),
    )
    const facts = { total, ran, failures, suiteErrors, skipped, flaky, suites }
    const judgements: Judgement<TestsReason>[] = []
    const add = (code: TestsReason, outcome: Judgement['outcome'], sentence: string): void => {
      judgements.push({ code, outcome, sentence, facts })
    }
    // Each test is a comparison that a number must pass: NaN passes none.
    if (!(failures <= limits.maxFailures)) {
      const names = failing
        .slice(0, 3)
        .map(({ className, name }) => (className === null ? name : `${className} ${name}`))
      const listed = names.length > 0 ? `: ${names.join(', ')}` : ''
      add('tests-failed', 'fail', `${failures} of ${total} tests failed, at most ${limits.maxFailures} may${listed}`)
    }
    if (!(suiteErrors <= 0)) {
      const said = reports.flatMap(({ evidence }) => evidence.suiteMessages).slice(0, 2)
      add(
        'tests-suite-failed',
        'fail',
        `${suiteErrors} failures stand outside every test${said.length > 0 ? `: ${said.join('; ')}` : ''}`,
      )
    }
    const empty = reports.find(({ counts }) => !(counts.total > 0))
    if (empty !== undefined) add('tests-none-ran', 'fail', `Report '${empty.report.name}' lists no test`)
    else if (!(ran > 0)) add('tests-none-ran', 'fail', `No test ran (${total} listed, ${skipped} skipped)`)
    else if (!(ran >= limits.minTests))
      add('tests-too-few', 'fail', `${ran} tests ran, at least ${limits.minTests} are expected`)
    if (limits.minSuites !== undefined && !(suites >= limits.minSuites)) {
      add('tests-suites-too-few', 'fail', `${suites} suites ran, at least ${limits.minSuites} are expected`)
    }
    const absent = (limits.expectedSuites ?? []).filter(
      (pattern) =>
        !reports.some(({ evidence }) =>
          [...evidence.ranIn].some(([name, tests]) => tests > 0 && matchesName(name, pattern)),
        ),
    )
    if (absent.length > 0) {
      const names = absent.map((pattern) => `'${pattern}'`).join(', ')
      add('tests-suite-not-run', 'fail', `No test ran of suite ${names}`)
    }
    if (limits.maxSkipped !== undefined && !(skipped / total <= limits.maxSkipped)) {
      add(
        'tests-skipped',
        'fail',
        `${formatShare(skipped / total)} of ${total} tests were skipped, at most ${formatShare(limits.maxSkipped)} may be`,
      )
    }
    const onFlaky = limits.flaky ?? (limits.maxFlaky === undefined ? 'warn' : 'ignore')
    if (limits.maxFlaky !== undefined && !(flaky <= limits.maxFlaky)) {
      add('tests-flaky', 'fail', `${flaky} tests passed only when repeated, at most ${limits.maxFlaky} may`)
    } else if (!(flaky <= 0) && onFlaky !== 'ignore') {
      add('tests-flaky', onFlaky, `${flaky} of ${total} tests passed only when repeated`)
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

/** The same bytes twice prove nothing twice. */
function distinctReports<One extends { readonly report: { readonly digest: string } }>(
  selected: readonly One[],
): readonly One[] {
  const seen = new Set<string>()
  return selected.filter(({ report }) => {
    const isNew = !seen.has(report.digest)
    seen.add(report.digest)
    return isNew
  })
}
