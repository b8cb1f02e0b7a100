import { expect, test } from 'vitest'
import type { CoverageCount, SubmittedReport } from '../../../src/evidence/index.ts'
import { accepted, coverageReport, diff, file, judge, ofFiles } from './coverage-report.ts'

const strange = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0, 0.5, 2 ** 60]
const pairs = strange.flatMap((covered) => strange.map((total): CoverageCount => ({ covered, total })))
const options = {
  lines: '>= 1%',
  maxDrop: { reference: 'main', points: '100pp', whenMissing: 'accept' },
  patch: '>= 1%',
  perFile: { lines: '>= 1%' },
}
const floor = { lines: '>= 1%' }

function strangeReport(count: CoverageCount, fields: Partial<SubmittedReport> = {}): SubmittedReport {
  const hits = { 1: count.covered, 2: count.total }
  const one = file('src/a.ts', hits, { lines: count, branches: count, partial: new Set([Number.NaN, 1]) })
  return coverageReport(ofFiles([one, file('', hits, { lines: count })], { lines: count }), fields)
}

test('no evidence makes the condition throw, and no fact of it is NaN or infinite', () => {
  for (const count of pairs) {
    const references = accepted([
      [null, { lines: count, branches: null, functions: null, statements: null }],
      ['e2e', { lines: null, branches: null, functions: null, statements: null }],
    ])
    const changes = diff({ 'src/a.ts': [1, 2, Number.NaN, -1], '': [1], '..': [1] })
    for (const given of [
      options,
      { ...options, flags: { e2e: floor }, carryForward: { reference: 'main', maxAge: '1d' } },
    ]) {
      const reports = [strangeReport(count), strangeReport(count, { suite: 'e2e' }), changes]
      for (const some of [reports, reports.slice(1), reports.slice(2)]) {
        const { part, observation } = judge(given, some, { references })
        const facts = part.reasons.flatMap((reason) => Object.values(reason.facts))
        expect(facts.filter((fact) => typeof fact === 'number' && !Number.isFinite(fact))).toEqual([])
        expect(JSON.parse(JSON.stringify(observation))).toEqual(observation)
      }
    }
  }
})

test('no count that cannot be passes a floor', () => {
  for (const count of pairs) {
    const isSound = count.total > 0 && count.covered > 0 && count.covered <= count.total && Number.isFinite(count.total)
    if (!isSound) expect(judge(floor, [strangeReport(count)]).outcome).not.toBe('pass')
  }
})
