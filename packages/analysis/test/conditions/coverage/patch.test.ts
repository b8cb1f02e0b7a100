import { describe, expect, test } from 'vitest'
import { report as submitted } from '../report.ts'
import { coverageReport, diff, file, judge, ofFiles, summary } from './coverage-report.ts'

const options = { patch: '>= 80%' }
const code = file('src/a.ts', { 1: 1, 2: 1, 3: 1, 4: 1, 5: 0, 7: 1 }, { partial: new Set([3]) })
const report = coverageReport(ofFiles([code, file('src/b.ts', { 1: 0 })]))

describe('coverage of changed lines', () => {
  test('counts the changed lines that can be covered, partly covered ones apart', () => {
    expect(judge(options, [report, diff({ 'src/a.ts': [1, 2, 3, 5, 6, 7, 90] })])).toMatchObject({
      outcome: 'pass',
      sentences: ['Coverage of changed lines is 80 % (4 of 5, 1 of them partly), at the floor of 80 %'],
    })
  })

  test('below its floor it names the lines, and changed files that the report does not know', () => {
    const changes = diff({ 'src/a.ts': [4, 5], 'src/b.ts': [1], 'src/new.ts': [1], 'README.md': [1] })
    expect(judge(options, [report, changes])).toMatchObject({
      outcome: 'fail',
      sentences: [
        'Coverage of changed lines is 33.33 % (1 of 3), 46.67 points below the floor of 80 %; lines without coverage: src/a.ts:5, src/b.ts:1; not in the report: src/new.ts',
      ],
    })
  })

  test('without a coverable changed line passes and says so', () => {
    for (const changes of [
      diff({ 'README.md': [1] }),
      diff({ 'src/a.ts': [6] }),
      diff({}),
      diff({ 'src/a.ts': [] }, 'deleted'),
    ]) {
      expect(judge(options, [report, changes])).toMatchObject({
        outcome: 'pass',
        sentences: ['No changed line can be covered, so there is nothing to hold to the floor of 80 %'],
      })
    }
  })

  test('where no changed file of a known kind is in the report it warns: the paths may not fit', () => {
    const judged = judge(options, [report, diff({ 'lib/x.ts': [1], 'README.md': [1] })])
    expect(judged).toMatchObject({
      outcome: 'warn',
      sentences: ['None of the changed files of a kind that the report knows is in it: lib/x.ts'],
    })
  })

  test('of few lines is not judged, or of any is only shown, where the policy says so', () => {
    const changes = diff({ 'src/a.ts': [1, 5] })
    expect(judge(options, [report, changes]).outcome).toBe('fail')
    expect(judge({ ...options, minPatchLines: 3 }, [report, changes])).toMatchObject({
      outcome: 'pass',
      sentences: [
        'Coverage of changed lines is 50 % (1 of 2), below the floor of 80 %, which is asked for only from 3 coverable changed lines on',
      ],
    })
    expect(judge({ ...options, minPatchLines: 2 }, [report, changes]).outcome).toBe('fail')
    const informational = judge({ ...options, patchReport: 'informational' }, [report, changes])
    expect(informational.outcome).toBe('warn')
    expect(informational.sentences[0]).toMatch(/ \(informational\)$/)
  })

  test('needs a diff, one, and a report that lists lines', () => {
    expect(judge(options, [report]).outcome).toBe('inconclusive')
    expect(judge(options, [report, diff({}), diff({})]).outcome).toBe('error')
    expect(judge(options, [summary(9, 10), diff({ 'src/a.ts': [1] })]).outcome).toBe('inconclusive')
    expect(judge(options, [summary(9, 10), summary(9, 10), diff({ 'src/a.ts': [1] })]).outcome).toBe('inconclusive')
    expect(judge(options, [diff({ 'src/a.ts': [1] })]).outcome).toBe('inconclusive')
  })

  test('is of the commit that the gate judges', () => {
    const changes = (head: string) => submitted([{ kind: 'changes', files: [], base: null, head }])
    expect(judge(options, [report, changes('a'.repeat(40))]).outcome).toBe('pass')
    expect(judge(options, [report, changes('b'.repeat(40))])).toMatchObject({
      outcome: 'error',
      sentences: [expect.stringContaining('The diff leads to commit bbbb') as unknown],
    })
  })

  test('of which nobody says the commit is judged with a warning', () => {
    const changes = { kind: 'changes', files: [], base: null, head: null } as const
    expect(judge(options, [report, submitted([changes], { name: 'a.diff' })])).toMatchObject({
      outcome: 'warn',
      sentences: [
        "Diff 'a.diff' does not say which commit it leads to, and who submitted it does not either",
        expect.stringContaining('No changed line can be covered') as unknown,
      ],
    })
    const stated = submitted([changes], { subject: { commit: 'a'.repeat(40) } })
    expect(judge(options, [report, stated]).outcome).toBe('pass')
  })

  test('does not stand in for a floor', () => {
    expect(judge({ ...options, lines: '>= 99%' }, [report, diff({ 'README.md': [1] })]).outcome).toBe('fail')
  })
})

describe('paths of a report and of the repository', () => {
  const outcomeOf = (path: string, roots: readonly string[] = [], changed = 'pkg/src/a.ts'): string => {
    const evidence = ofFiles([file(path, { 1: 0 }), file('other/z.ts', { 1: 1 })], roots.length > 0 ? { roots } : {})
    return judge(options, [coverageReport(evidence), diff({ [changed]: [1] })]).outcome
  }

  test.each([
    ['pkg/src/a.ts', []],
    ['./pkg/src/a.ts', []],
    ['pkg\\src\\a.ts', []],
    ['C:\\agent\\work\\pkg\\src\\a.ts', []],
    ['/home/runner/work/pkg/src/a.ts', []],
    ['example.com/module/v2/pkg/src/a.ts', []],
    ['pkg/x/../src/a.ts', []],
    ['src/a.ts', []],
    ['a.ts', ['/builds/pkg/src', '/builds/lib']],
    ['src/a.ts', ['pkg']],
    ['pkg/src/a.ts', ['.']],
  ])('%s below %j is pkg/src/a.ts', (path, roots) => {
    expect(outcomeOf(path, roots)).toBe('fail')
  })

  test.each([
    ['lib/src/a.ts', []],
    ['pkg/src/ba.ts', []],
    ['/src/a.ts', []],
    ['a.ts', ['/builds/lib/src']],
    ['src/a.ts', ['/builds/lib']],
  ])('%s below %j is not', (path, roots) => {
    expect(outcomeOf(path, roots)).toBe('warn')
  })

  test('that fit two files are an error, not a guess', () => {
    const two = coverageReport(ofFiles([file('/one/src/a.ts', { 1: 1 }), file('/two/src/a.ts', { 1: 0 })]))
    const judged = judge(options, [two, diff({ 'src/a.ts': [1] })])
    expect(judged).toMatchObject({
      outcome: 'error',
      sentences: ['The changed file src/a.ts may be any of /one/src/a.ts, /two/src/a.ts of the report'],
    })
    const short = coverageReport(ofFiles([file('a.ts', { 1: 1 })]))
    expect(judge(options, [short, diff({ 'one/a.ts': [1], 'two/a.ts': [1] })]).outcome).toBe('error')
  })

  test('are compared with the files of the repository where a checkout came', () => {
    const checkout = (files: readonly string[]) =>
      submitted([
        { kind: 'checkout', commit: null, dirty: false, files, brokenLinks: [], links: { checked: 0, unchecked: 0 } },
      ])
    const short = coverageReport(ofFiles([file('src/a.ts', { 1: 0 })]))
    const changes = diff({ 'one/src/a.ts': [1] })
    expect(judge(options, [short, changes, checkout(['one/src/a.ts', 'b.ts'])]).outcome).toBe('fail')
    expect(judge(options, [short, changes, checkout(['one/src/a.ts', 'src/a.ts'])]).outcome).toBe('warn')
    expect(judge(options, [short, changes, checkout(['one/src/a.ts', 'two/src/a.ts'])])).toMatchObject({
      outcome: 'error',
      sentences: ["The report's file src/a.ts may be any of one/src/a.ts, two/src/a.ts of the repository"],
    })
  })

  test('the one with most parts in common holds, and an equal one before all', () => {
    const nested = coverageReport(ofFiles([file('a.ts', { 1: 1 }), file('src/a.ts', { 1: 0 })]))
    expect(judge(options, [nested, diff({ 'pkg/src/a.ts': [1] })]).outcome).toBe('fail')
    const equal = coverageReport(ofFiles([file('src/a.ts', { 1: 1 })]))
    expect(judge(options, [equal, diff({ 'src/a.ts': [1], 'test/src/a.ts': [1] })])).toMatchObject({
      outcome: 'pass',
      sentences: [expect.stringMatching(/100 % \(1 of 1\).*; not in the report: test\/src\/a\.ts$/) as unknown],
    })
  })
})
