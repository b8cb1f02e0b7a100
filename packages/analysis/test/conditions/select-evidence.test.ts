import { expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { ScannedSubject, SubmittedReport } from '../../src/evidence/index.ts'
import { context, finding, now, report, subject, tests, unreadable } from './report.ts'

function judge(reports: readonly SubmittedReport[], suite?: string) {
  const options = suite === undefined ? {} : { suite }
  return conditions.tests.judge(options, context({ id: 'unit', reports })).part
}

test('a report with the suite that is asked for is taken', () => {
  expect(judge([report([tests(3)], { suite: 'unit' })], 'unit').outcome).toBe('pass')
})

test('a report without the label, or with another one, never stands in for it', () => {
  const part = judge(
    [report([tests(3)], { name: 'a.xml' }), report([tests(3)], { name: 'b.xml', suite: 'e2e' })],
    'unit',
  )
  expect(part.outcome).toBe('inconclusive')
  expect(part.reasons[0].sentence).toBe(
    "There is no test report labelled suite 'unit'; 2 came: 'a.xml' (some-format, no suite), 'b.xml' (some-format, suite 'e2e')",
  )
})

test('no report at all is undecided', () => {
  expect(judge([])).toMatchObject({ outcome: 'inconclusive', reasons: [{ code: 'evidence-missing' }] })
})

test('a report that could not be read is an error, also beside a good one', () => {
  const part = judge([report([tests(3)]), unreadable({ name: 'broken.xml' })])
  expect(part.outcome).toBe('error')
  expect(part.reasons[0].sentence).toBe("Report 'broken.xml' could not be read: line 3: no end tag")
})

test('a report of another commit or digest is never accepted, and both are named', () => {
  const part = judge([report([tests(3)], { name: 'a.xml', subject: { commit: 'b'.repeat(40) } })])
  expect(part.outcome).toBe('error')
  expect(part.reasons[0].sentence).toBe(
    `Report 'a.xml' belongs to commit ${'b'.repeat(40)}, the gate judges ${'a'.repeat(40)}`,
  )
  expect(judge([report([tests(3)], { subject: { digest: 'sha256:1' } })]).outcome).toBe('error')
  expect(judge([report([tests(3)], { subject: { commit: subject.commit } })]).outcome).toBe('pass')
})

test('a report dated more than five minutes ahead is refused', () => {
  expect(judge([report([tests(3)], { collectedAt: now + 299_000 })]).outcome).toBe('pass')
  expect(judge([report([tests(3)], { collectedAt: now + 301_000 })]).outcome).toBe('error')
  expect(judge([report([tests(3)], { collectedAt: Number.NaN })]).outcome).toBe('error')
})

test.each([
  ['collected an hour ago', now - 3_600_000, null, 'pass'],
  ['collected two days ago', now - 172_800_000, null, 'inconclusive'],
  ['collected now from a scan two days ago', now, now - 172_800_000, 'inconclusive'],
  ['with a scan dated in the future', now, now + 86_400_000, 'error'],
] as const)('a scan %s under a largest age of a day', (_, collectedAt, createdAt, outcome) => {
  const evidence = {
    kind: 'vulnerabilities',
    tool: 'Trivy',
    databaseBuiltAt: null,
    failure: null,
    findings: [finding('low')],
    createdAt,
  } as const
  const { part } = conditions.vulnerabilities.judge(
    { max: { critical: 0 }, maxReportAge: '24h' },
    context({ id: 'image', reports: [report([evidence], { collectedAt })] }),
  )
  expect(part.outcome).toBe(outcome)
})

const digests = ['1', '2'].map((digit) => `sha256:${digit.repeat(64)}`)
const [gated = '', other = ''] = digests

test.each<[string, Partial<ScannedSubject>, string | null]>([
  ['names the digest among others', { digests: [other, gated] }, null],
  ['names no digest', { digests: [] }, null],
  ['names another digest', { digests: [other] }, `of digest ${other}, the gate judges ${gated}`],
  ['names the commit', { commits: ['A'.repeat(40)] }, null],
  ['names a shortened commit, which decides nothing', { commits: ['bbbbbbb'] }, null],
  [
    'names another commit',
    { commits: ['b'.repeat(40)] },
    `of commit ${'b'.repeat(40)}, the gate judges ${'a'.repeat(40)}`,
  ],
])('a report that itself %s', (_, said, fault) => {
  const scan = { kind: 'vulnerabilities', tool: 'Trivy', findings: [], createdAt: null, failure: null } as const
  const reports = [
    report([{ ...scan, databaseBuiltAt: null, ...said }], { name: 'a.json', subject: { digest: gated } }),
  ]
  const { part } = conditions.vulnerabilities.judge(
    { max: { critical: 0 } },
    context({ subject: { ...subject, digest: gated }, reports }),
  )
  if (fault === null) expect(part.outcome).toBe('pass')
  else {
    expect(part).toMatchObject({
      outcome: 'error',
      reasons: [{ code: 'evidence-of-another-subject', sentence: `Report 'a.json' says that it is ${fault}` }],
    })
  }
})

test('what a report itself says decides nothing where the gate judges no digest', () => {
  const scan = { kind: 'findings', tool: 'Semgrep', findings: [], createdAt: null, failure: null } as const
  const reports = [report([{ ...scan, digests: [other] }])]
  expect(conditions.findings.judge({ max: { high: 0 } }, context({ reports })).part.outcome).toBe('pass')
})
