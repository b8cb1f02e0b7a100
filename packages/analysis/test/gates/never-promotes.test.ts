import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type {
  Histogram,
  Look,
  Measured,
  MetricEvidence,
  MissingReason,
  Proportion,
  ReportEvidence,
  SubmittedReport,
} from '../../src/evidence/index.ts'
import { missingReasons } from '../../src/evidence/index.ts'
import { evaluateGate, judgeStage } from '../../src/gates/index.ts'
import { finding, now, report, subject, tests, unreadable } from '../conditions/report.ts'
import { canaryEvidence, plan, policy } from './canary-evidence.ts'
import { goodReports } from './kosmos-gates.ts'

const hour = 3_600_000

interface Counts {
  readonly tests: number
  readonly covered: number
  readonly minor: number
}

function coverage(covered: number, total: number): ReportEvidence {
  const nothing = { branches: null, functions: null, statements: null, files: [] }
  return { kind: 'coverage', basis: 'distinct-lines', lines: { covered, total }, ...nothing }
}

const others = ['format', 'lint', 'types', 'secrets', 'checkout']

/** What each condition of the default policy's `pull-request` gate needs, all of it good. */
function cleanReports({ tests: total, covered, minor }: Counts): readonly SubmittedReport[] {
  const findings = Array.from({ length: minor }, (_, at) => finding('low', { id: `CVE-${at}` }))
  return [
    report([tests(total)], { suite: 'unit' }),
    report([coverage(covered, 100)], { suite: 'unit' }),
    report(
      [
        {
          kind: 'vulnerabilities',
          tool: 'Trivy',
          databaseBuiltAt: null,
          failure: null,
          findings,
          createdAt: now - hour,
        },
      ],
      { suite: 'dependencies' },
    ),
    report([{ kind: 'findings', tool: 'Semgrep OSS', failure: null, findings: [], createdAt: null }]),
    ...[...goodReports('pull-request')].flatMap(([name, one]) => (others.includes(name) ? [one] : [])),
  ]
}

const clean = fc.record({
  tests: fc.integer({ min: 1, max: 9999 }),
  covered: fc.integer({ min: 80, max: 100 }),
  minor: fc.nat(9),
})

function verdictOn(reports: readonly SubmittedReport[], deadlinePassed: boolean) {
  const given = { policy, policyDigest: 'sha256:0', gate: 'pull-request', subject, judgedAt: now }
  return evaluateGate({ ...given, reports, deadlinePassed })
}

/** Ways to spoil one of the clean reports; the number says which. */
const spoilings = {
  'is missing': () => [],
  'could not be read': ({ suite }: SubmittedReport) => [unreadable({ suite })],
  'belongs to another commit': (one: SubmittedReport) => [{ ...one, subject: { commit: 'f'.repeat(40) } }],
  'belongs to another digest': (one: SubmittedReport) => [{ ...one, subject: { digest: 'sha256:f' } }],
  'is dated in the future': (one: SubmittedReport) => [{ ...one, collectedAt: now + hour }],
  'has no time': (one: SubmittedReport) => [{ ...one, collectedAt: Number.NaN }],
  'holds nothing': (one: SubmittedReport) => [{ ...one, ...report([], { suite: one.suite }) }],
} satisfies Record<string, (one: SubmittedReport) => readonly SubmittedReport[]>

describe('the pull-request gate', () => {
  test('promotes on clean evidence, in whatever order and with reports that nobody asked for', () => {
    fc.assert(
      fc.property(clean, fc.boolean(), fc.nat(24), (counts, passed, order) => {
        const reports = [...cleanReports(counts), report([tests(0)], { suite: 'other' })]
        const turned = [...reports.slice(order % 10), ...reports.slice(0, order % 10)]
        expect(verdictOn(turned, passed).verdict).toBe('promote')
      }),
    )
  })

  test.each(Object.entries(spoilings))('never promotes where a required report %s', (_, spoil) => {
    fc.assert(
      fc.property(clean, fc.nat(8), fc.boolean(), (counts, which, passed) => {
        const reports = cleanReports(counts).flatMap((one, at) => (at === which ? spoil(one) : [one]))
        expect(verdictOn(reports, passed).verdict).not.toBe('promote')
      }),
    )
  })

  const vulnerabilities = {
    kind: 'vulnerabilities',
    tool: 'Trivy',
    databaseBuiltAt: null,
    failure: null,
    findings: [],
    createdAt: null,
  } as const
  const code = { kind: 'findings', tool: 'semgrep', failure: null, findings: [], createdAt: null } as const
  const bad: readonly [string, ReportEvidence][] = [
    ['no test', tests(0)],
    ['only skipped tests', tests(4, { skipped: 4 })],
    ['a number of tests that is none', tests(Number.NaN)],
    ['failures that are no number', tests(9, { failed: Number.NaN })],
    ['coverage of nothing', coverage(0, 0)],
    ['coverage that is no number', coverage(Number.NaN, 100)],
    ['coverage below the floor', coverage(79, 100)],
    ['more covered than there is', coverage(101, 100)],
    ['a vulnerability of unknown severity', { ...vulnerabilities, findings: [finding('unknown')] }],
    ['a critical vulnerability', { ...vulnerabilities, findings: [finding('critical')] }],
    ['a scan that is too old', { ...vulnerabilities, createdAt: now - 25 * hour }],
    ['a finding of unknown severity', { ...code, findings: [finding('unknown', { category: 'code' })] }],
    ['another tool', { ...code, tool: 'OtherTool' }],
  ]
  test.each(bad)('never promotes on %s', (_, evidence) => {
    fc.assert(
      fc.property(clean, fc.boolean(), (counts, passed) => {
        const reports = cleanReports(counts).map((one) => {
          const isReplaced = one.content.kind === 'read' && one.content.evidence[0]?.kind === evidence.kind
          return isReplaced ? report([evidence], { suite: one.suite }) : one
        })
        expect(verdictOn(reports, passed).verdict).not.toBe('promote')
      }),
    )
  })
})

/** A value that measures nothing, for each kind of evidence. */
const hollow = {
  proportion: fc.constantFrom(
    { events: Number.NaN, total: 100 },
    { events: 0, total: Number.NaN },
    { events: Number.NaN, total: Number.NaN },
    { events: -1, total: 10 },
    { events: 0, total: Number.POSITIVE_INFINITY },
    { events: 20, total: 10 },
  ),
  distribution: fc.constantFrom(
    { buckets: [], total: 0 },
    { buckets: [{ upperBound: Number.POSITIVE_INFINITY, count: 100 }], total: 100 },
    {
      buckets: [
        { upperBound: 1, count: Number.NaN },
        { upperBound: Number.POSITIVE_INFINITY, count: 0 },
      ],
      total: Number.NaN,
    },
  ),
  health: fc.constantFrom(0, Number.NaN, -1, Number.POSITIVE_INFINITY),
}

const missing: fc.Arbitrary<{ kind: 'missing'; reason: MissingReason; detail: string }> = fc.record({
  kind: fc.constant('missing' as const),
  reason: fc.constantFrom(...missingReasons),
  detail: fc.constant('nothing came'),
})

interface Fault {
  readonly side: 'control' | 'experiment'
  /** Of the stage's looks, the newest. */
  readonly share: number
  readonly absent: Extract<Measured<never>, { kind: 'missing' }> | null
  readonly proportion: Proportion
  readonly distribution: Histogram
  readonly health: number
}

/** Looks of a stage with the newest `share` of one side replaced. */
function spoilt<Value>(
  looks: readonly Look<Value>[],
  stage: number,
  side: 'control' | 'experiment',
  share: number,
  by: Measured<Value>,
): readonly Look<Value>[] {
  const ends = looks.filter((look) => look.stage === stage).map(({ end }) => end)
  const from = ends[Math.floor(ends.length * (1 - share))] ?? 0
  return looks.map((look) => (look.end >= from && look[side] !== null ? { ...look, [side]: by } : look))
}

const anyFault: fc.Arbitrary<Fault> = fc.record({
  side: fc.constantFrom('control' as const, 'experiment' as const),
  share: fc.double({ min: 0.35, max: 1, noNaN: true }),
  absent: fc.option(missing, { freq: 2 }),
  proportion: hollow.proportion,
  distribution: hollow.distribution,
  health: hollow.health,
})

/** The evidence of a metric with a fault in the newest looks of a stage. */
function faulty(evidence: MetricEvidence, stage: number, fault: Fault): MetricEvidence {
  const { side, share, absent } = fault
  const by = <Value>(value: Value): Measured<Value> => absent ?? { kind: 'measured', value }
  if (evidence.kind === 'proportion')
    return { ...evidence, looks: spoilt(evidence.looks, stage, side, share, by(fault.proportion)) }
  if (evidence.kind === 'distribution')
    return { ...evidence, looks: spoilt(evidence.looks, stage, side, share, by(fault.distribution)) }
  if (evidence.kind === 'health')
    return { ...evidence, looks: spoilt(evidence.looks, stage, 'experiment', share, by(fault.health)) }
  return evidence
}

function stageVerdict(stage: number, evidence: readonly MetricEvidence[], deadlinePassed: boolean) {
  const given = { policy: { name: policy.name, digest: 'sha256:0' }, plan, subject, stageComplete: true }
  return judgeStage({ ...given, stage, evidence, now, deadlinePassed })
}

/** Every look answered, and nobody asked the canary anything. */
function withoutRequests(evidence: Extract<MetricEvidence, { kind: 'proportion' }>): MetricEvidence {
  const none = { kind: 'measured', value: { events: 0, total: 0 } } as const
  return { ...evidence, looks: evidence.looks.map((look) => ({ ...look, experiment: none })) }
}

const metrics = ['errors', 'latency', 'health'] as const

describe('a stage of the default canary', () => {
  test('is promoted on clean evidence', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.double({ min: 0, max: 6, noNaN: true }), fc.boolean(), (stage, phase, passed) => {
        expect(stageVerdict(stage, canaryEvidence(stage, {}, {}, phase), passed).verdict).toBe('promote')
      }),
    )
  })

  test.each([0, 1])('%d is never promoted where a third of the looks of a metric measured nothing', (stage) => {
    fc.assert(
      fc.property(fc.constantFrom(...metrics), anyFault, fc.boolean(), (metric, fault, passed) => {
        const evidence = canaryEvidence(stage).map((of) => (of.metric === metric ? faulty(of, stage, fault) : of))
        expect(stageVerdict(stage, evidence, passed).verdict).not.toBe('promote')
      }),
    )
  })

  test('at 100 % is never promoted where what watches it measured nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom('errors', 'health'), anyFault, fc.boolean(), (metric, fault, passed) => {
        const evidence = canaryEvidence(2).map((of) => (of.metric === metric ? faulty(of, 2, fault) : of))
        fc.pre(metric === 'health' || fault.side === 'experiment')
        expect(stageVerdict(2, evidence, passed).verdict).not.toBe('promote')
      }),
    )
  })

  test('is never promoted without one of its metrics, with another kind in its place, or with too few looks', () => {
    const changes = fc.constantFrom<(of: MetricEvidence) => readonly MetricEvidence[]>(
      () => [],
      (of) => [{ ...of, looks: [] }],
      (of) => [{ kind: 'gauge', metric: of.metric, quality: [], looks: [] }],
      (of) => [{ ...of, metric: 'other' }],
      (of) => (of.kind === 'proportion' ? [withoutRequests(of)] : []),
      (of) => (of.kind === 'proportion' ? [{ ...of, looks: of.looks.slice(-3) }] : []),
    )
    fc.assert(
      fc.property(fc.nat(1), fc.constantFrom(...metrics), changes, fc.boolean(), (stage, metric, change, passed) => {
        const evidence = canaryEvidence(stage).flatMap((of) => (of.metric === metric ? change(of) : [of]))
        expect(stageVerdict(stage, evidence, passed).verdict).not.toBe('promote')
      }),
    )
  })
})
