import { describe, expect, test } from 'vitest'
import type {
  FindingsEvidence,
  LintEvidence,
  SecretsEvidence,
  SubmittedReport,
  VulnerabilitiesEvidence,
} from '../../src/evidence/index.ts'
import type { Part } from '../../src/verdict/index.ts'
import { applyWaivers, type Waiver, type WaiverScope } from '../../src/waivers/index.ts'
import { finding, now, report } from '../conditions/report.ts'

const anything: WaiverScope = { package: null, version: null, path: null, digest: null, tool: null }

function waiver(fields: Partial<Omit<Waiver, 'scope'>> & { readonly scope?: Partial<WaiverScope> } = {}): Waiver {
  const { scope = {}, ...rest } = fields
  return {
    id: 'CVE-2026-0001',
    condition: null,
    who: 'ann',
    why: 'not reachable',
    until: '2026-12-31',
    ...rest,
    scope: { ...anything, ...scope },
  }
}

const found = finding('high', {
  aliases: ['GHSA-aaaa-bbbb-cccc'],
  location: 'app/package-lock.json',
  package: {
    name: 'left',
    installedVersion: '1.0.0',
    fixedVersion: null,
    fixable: false,
    purl: 'pkg:npm/%40scope/left@1.0.0?arch=x',
  },
})
const scan: VulnerabilitiesEvidence = {
  kind: 'vulnerabilities',
  tool: 'Trivy',
  findings: [found],
  createdAt: null,
  databaseBuiltAt: null,
  failure: null,
}
const conditions = [
  { id: 'vulnerabilities', kind: 'vulnerabilities' },
  { id: 'images', kind: 'vulnerabilities' },
  { id: 'unit', kind: 'tests' },
  { id: 'secrets', kind: 'secrets' },
  { id: 'lint', kind: 'lint' },
]

function apply(
  waivers: readonly Waiver[],
  reports: readonly SubmittedReport[] = [report([scan])],
  digest: string | null = null,
) {
  return applyWaivers({ waivers, conditions, reports, digest, judgedAt: now })
}

/** What a condition sees: the waiver of each finding. */
function marks(
  waivers: readonly Waiver[],
  condition = 'vulnerabilities',
  reports?: readonly SubmittedReport[],
): unknown {
  return apply(waivers, reports)
    .reportsFor(condition)
    .flatMap(({ content }) => (content.kind === 'read' ? content.evidence : []))
    .flatMap((evidence) => (evidence.kind === 'vulnerabilities' ? evidence.findings : []))
    .map((one) => one.waiver)
}

describe('a waiver permits a finding', () => {
  test.each<[string, Parameters<typeof waiver>[0], boolean]>([
    ['by its id', {}, true],
    ['by its id in another case', { id: 'cve-2026-0001' }, true],
    ['by an alias', { id: 'GHSA-aaaa-bbbb-cccc' }, true],
    ['not by another id', { id: 'CVE-2026-00011' }, false],
    ['in its package', { scope: { package: 'left' } }, true],
    ['not in another package', { scope: { package: 'lef' } }, false],
    ['in its package by purl', { scope: { package: 'pkg:npm/@scope/left' } }, true],
    ['in its version by purl', { scope: { package: 'pkg:NPM/%40scope/left@1.0.0' } }, true],
    ['not in another version by purl', { scope: { package: 'pkg:npm/@scope/left@1.0' } }, false],
    ['not with another qualifier', { scope: { package: 'pkg:npm/@scope/left@1.0.0?arch=y' } }, false],
    ['in its version', { scope: { package: 'left', version: '1.0.0' } }, true],
    ['not in another version', { scope: { package: 'left', version: '1.0.1' } }, false],
    ['in its file', { scope: { path: 'app/**' } }, true],
    ['not in another file', { scope: { path: 'test/**' } }, false],
    ['of its tool', { scope: { tool: 'trivy' } }, true],
    ['not of another tool', { scope: { tool: 'grype' } }, false],
    ['not for another artifact', { scope: { digest: `sha256:${'0'.repeat(64)}` } }, false],
    ['not after its last day', { until: '2026-01-04' }, false],
    ['on its last day', { until: '2026-01-05' }, true],
  ])('%s', (_, fields, isPermitted) => {
    const given = waiver(fields)
    expect(marks([given])).toEqual([isPermitted ? given.id : undefined])
  })

  test('of an advisory of several CVEs only by its own id', () => {
    const several = finding('high', { id: 'RHSA-2026:1', aliases: ['CVE-2026-0001', 'CVE-2026-0002'] })
    const permitted = (id: string) => marks([waiver({ id })], 'images', [report([{ ...scan, findings: [several] }])])
    expect(permitted('CVE-2026-0001')).toEqual([undefined])
    expect(permitted('rhsa-2026:1')).toEqual(['rhsa-2026:1'])
  })

  test('for the artifact that is judged', () => {
    const digest = `sha256:${'0'.repeat(64)}`
    const { reportsFor, uses } = apply([waiver({ scope: { digest } })], [report([scan])], digest)
    expect(JSON.stringify(reportsFor('vulnerabilities'))).toContain('"waiver":"CVE-2026-0001"')
    expect(uses([])).toMatchObject([{ state: 'applied', scope: `artifact ${digest}` }])
    expect(apply([waiver({ scope: { digest } })]).uses([])).toEqual([])
  })

  test('for the condition that it names, and for no other', () => {
    const limited = [waiver({ condition: 'images' })]
    expect([marks(limited, 'images'), marks(limited, 'vulnerabilities')]).toEqual([['CVE-2026-0001'], [undefined]])
    expect(marks([waiver({ condition: 'none' })], 'none')).toEqual([undefined])
  })

  test('whose line stands behind its path', () => {
    const at = { ...scan, findings: [{ ...found, location: 'src/a.ts:12:3' }] }
    expect(marks([waiver({ scope: { path: 'src/*.ts' } })], 'vulnerabilities', [report([at])])).toEqual([
      'CVE-2026-0001',
    ])
  })

  test('that has no package or place only where the waiver asks for none', () => {
    const bare = [report([{ ...scan, findings: [{ ...found, package: null, location: null }] }])]
    expect(marks([waiver()], 'vulnerabilities', bare)).toEqual(['CVE-2026-0001'])
    expect(marks([waiver({ scope: { package: 'left' } })], 'vulnerabilities', bare)).toEqual([undefined])
    expect(marks([waiver({ scope: { path: '**' } })], 'vulnerabilities', bare)).toEqual([undefined])
  })
})

describe('what became of a waiver', () => {
  const uses = (waivers: readonly Waiver[], reports?: readonly SubmittedReport[], parts: readonly Part[] = []) =>
    apply(waivers, reports)
      .uses(parts)
      .map(({ state, findings }) => [state, findings])

  test('is applied, expired with what it no longer permits, or stale', () => {
    const twice = [report([{ ...scan, findings: [found, { ...found, location: null }] }])]
    expect(uses([waiver()], twice)).toEqual([['applied', 2]])
    expect(uses([waiver({ until: '2026-01-04' })], twice)).toEqual([['expired', 2]])
    expect(uses([waiver({ id: 'CVE-1' })], twice)).toEqual([['stale', 0]])
  })

  test('is stale where the report itself sets the finding aside', () => {
    expect(uses([waiver()], [report([{ ...scan, findings: [{ ...found, suppressed: true }] }])])).toEqual([
      ['stale', 0],
    ])
  })

  test('is not told where nobody looked: no report of findings, or a condition of another gate', () => {
    expect(uses([waiver()], [])).toEqual([])
    expect(uses([waiver({ condition: 'elsewhere' })])).toEqual([])
    expect(uses([waiver({ condition: 'secrets' })])).toEqual([])
  })
})

test('a secret is permitted by its fingerprint, and by its rule only in a place', () => {
  const secrets: SecretsEvidence = {
    kind: 'secrets',
    tool: 'gitleaks',
    verifies: false,
    secrets: [{ rule: 'aws-key', state: 'unknown', location: 'test/a.ts:3', commit: null, fingerprint: 'f1' }],
    createdAt: null,
    failure: null,
  }
  const left = (given: Waiver): unknown =>
    apply([given], [report([secrets])])
      .reportsFor('secrets')
      .map(({ content }) =>
        content.kind === 'read' && content.evidence[0]?.kind === 'secrets' ? content.evidence[0].secrets.length : null,
      )
  expect(left(waiver({ id: 'f1' }))).toEqual([0])
  expect(left(waiver({ id: 'aws-key' }))).toEqual([1])
  expect(left(waiver({ id: 'aws-key', scope: { path: 'test/**' } }))).toEqual([0])
  expect(left(waiver({ id: 'aws-key', scope: { path: 'src/**' } }))).toEqual([1])
})

test('a secret that is permitted in one place and stands in another too is left', () => {
  const both = { rule: 'aws-key', state: 'unknown', location: 'test/a.ts:3', commit: null, fingerprint: 'f1' } as const
  const secrets: SecretsEvidence = {
    kind: 'secrets',
    tool: 'gitleaks',
    verifies: false,
    secrets: [{ ...both, otherLocations: ['src/b.ts:9'] }],
    createdAt: null,
    failure: null,
  }
  const left = (given: Waiver): unknown =>
    apply([given], [report([secrets])])
      .reportsFor('secrets')
      .map(({ content }) =>
        content.kind === 'read' && content.evidence[0]?.kind === 'secrets' ? content.evidence[0].secrets.length : null,
      )
  expect(left(waiver({ id: 'aws-key', scope: { path: 'test/**' } }))).toEqual([1])
  expect(left(waiver({ id: 'aws-key', scope: { path: '**' } }))).toEqual([0])
  expect(left(waiver({ id: 'f1' }))).toEqual([0])
})

test('a problem of a linter is permitted by its rule, and no longer counted', () => {
  const problem = { level: 'error', rule: 'no-eval', file: 'src/a.ts', line: 1, message: 'no' } as const
  const lint: LintEvidence = {
    kind: 'lint',
    tool: 'eslint',
    errors: 5,
    warnings: 1,
    infos: 0,
    suppressed: 0,
    files: 2,
    problems: [problem, { ...problem, file: 'b.ts' }, { ...problem, level: 'warning' }, { ...problem, rule: null }],
    failure: null,
  }
  const [left] = apply([waiver({ id: 'no-eval', scope: { path: 'src/**' } })], [report([lint])]).reportsFor('lint')
  expect(left?.content).toMatchObject({
    evidence: [{ errors: 4, warnings: 0, problems: [{ file: 'b.ts' }, { rule: null }] }],
  })
  const wide = apply([waiver({ id: 'no-eval' })], [report([lint])])
  expect(wide.reportsFor('lint')[0]?.content).toMatchObject({ evidence: [{ errors: 5, warnings: 1 }] })
  expect(wide.uses([])).toMatchObject([
    { state: 'stale', remark: expect.stringContaining('without a path') as unknown },
  ])
})

const problem = finding('high', { category: 'code', id: 'sql-injection', location: 'test/a.ts:3' })
const code: FindingsEvidence = {
  kind: 'findings',
  tool: 'Semgrep',
  findings: [problem],
  createdAt: null,
  failure: null,
}

/** What became of a problem in code, and of the waiver. */
function codeMark(given: Waiver, of: Partial<typeof problem>): readonly unknown[] {
  const applied = applyWaivers({
    waivers: [given],
    conditions: [{ id: 'code', kind: 'findings' }],
    reports: [report([{ ...code, findings: [{ ...problem, ...of }] }])],
    digest: null,
    judgedAt: now,
  })
  const [seen] = applied.reportsFor('code')
  const [one] = seen?.content.kind === 'read' ? seen.content.evidence : []
  const mark = one?.kind === 'findings' ? one.findings.map(({ waiver: by }) => by) : null
  return [mark, applied.uses([]).map(({ state, remark }) => (remark === undefined ? state : `${state}: ${remark}`))]
}

describe('a problem in code', () => {
  const rule = 'sql-injection'

  test('is permitted by its rule only with a path, and a waiver without one says so', () => {
    const stale = ['stale: it names a rule without a path, which would permit every finding of that rule: say a path']
    expect(codeMark(waiver({ id: rule }), {})).toEqual([[undefined], stale])
    expect(codeMark(waiver({ id: rule, scope: { path: 'test/**' } }), {})).toEqual([[rule], ['applied']])
    expect(codeMark(waiver({ id: rule }), { category: 'secret' })[0]).toEqual([undefined])
    expect(codeMark(waiver({ id: 'other' }), { aliases: ['other'] })).toEqual([[undefined], stale])
  })

  test('is permitted without a path by its fingerprint, or by the advisory that stands for a rule', () => {
    expect(codeMark(waiver({ id: 'f1' }), { fingerprint: 'f1' })).toEqual([['f1'], ['applied']])
    expect(codeMark(waiver(), { id: 'CVE-2026-0001' })).toEqual([['CVE-2026-0001'], ['applied']])
    expect(codeMark(waiver({ id: 'CVE-everything' }), { id: 'CVE-everything' })[0]).toEqual([undefined])
  })

  test.each([
    ['./test/a.ts', true],
    ['test\\a.ts:3', true],
    ['src/../test/a.ts', true],
    ['te%73t/a.ts', true],
    ['test/../src/a.ts', false],
    ['test/%2e%2e/src/a.ts', false],
    ['test\\..\\src\\a.ts', false],
    ['../test/a.ts', false],
    ['test/../../test/a.ts', false],
    ['test/a.ts/../../../x', false],
  ])('at %s under a path test/** is permitted: %s', (location, isPermitted) => {
    const [mark] = codeMark(waiver({ id: rule, scope: { path: 'test/**' } }), { location })
    expect(mark).toEqual([isPermitted ? rule : undefined])
  })

  test('that leads out of its root is permitted by no path, whatever the pattern', () => {
    expect(codeMark(waiver({ id: rule, scope: { path: '**' } }), { location: '../x' })[0]).toEqual([undefined])
  })

  test('in several places is permitted only where all of them are', () => {
    const by = waiver({ id: rule, scope: { path: 'test/**' } })
    expect(codeMark(by, { otherLocations: ['src/b.ts'] })[0]).toEqual([undefined])
    expect(codeMark(by, { location: 'src/b.ts', otherLocations: ['test/a.ts'] })[0]).toEqual([undefined])
    expect(codeMark(by, { otherLocations: ['test/b.ts'] })[0]).toEqual([rule])
  })
})

describe('a waiver of a whole condition', () => {
  const part = (
    outcomes: readonly ['fail' | 'error' | 'inconclusive' | 'pass', ...('fail' | 'error' | 'pass')[]],
  ): Part => {
    const [first, ...others] = outcomes.map((outcome) => ({
      code: `c-${outcome}`,
      outcome,
      sentence: `It is ${outcome}`,
      facts: {},
    }))
    if (first === undefined) throw new Error('Expected an outcome')
    return {
      id: 'unit',
      role: 'condition',
      kind: 'tests',
      required: true,
      outcome: first.outcome,
      reasons: [first, ...others],
      measurement: null,
      evidence: [],
    }
  }
  const whole = waiver({ id: 'unit-red', condition: 'unit' })

  test('turns what failed to a warning that says who, why and until when', () => {
    const { partOf, uses } = apply([whole], [])
    expect(partOf(part(['fail', 'pass']))).toMatchObject({
      outcome: 'warn',
      reasons: [
        {
          code: 'condition-waived',
          outcome: 'warn',
          sentence: 'Waived to the end of 2026-12-31 by ann (not reachable): It is fail',
          facts: { waiver: 'unit-red', waived: 'c-fail' },
        },
        { outcome: 'pass' },
      ],
    })
    expect(uses([part(['fail'])])).toMatchObject([{ id: 'unit-red', condition: 'unit', state: 'applied', findings: 1 }])
    expect(uses([part(['pass'])])).toMatchObject([{ state: 'stale', findings: 0 }])
  })

  test.each<[string, Part, Waiver]>([
    ['evidence that is missing', part(['inconclusive']), whole],
    ['what could not be measured', part(['error']), whole],
    ['after its last day', part(['fail']), waiver({ ...whole, until: '2026-01-04' })],
    ['of another condition', part(['fail']), waiver({ ...whole, condition: 'lint' })],
    ['while it is limited to a part of the evidence', part(['fail']), waiver({ ...whole, scope: { path: 'src/**' } })],
    ['without naming the condition', part(['fail']), waiver({ id: 'unit' })],
  ])('never permits %s', (_, given, by) => {
    expect(apply([by], []).partOf(given)).toBe(given)
  })

  test.each([
    'tests-none-ran',
    'tests-too-few',
    'tests-suites-too-few',
    'tests-suite-not-run',
    'coverage-of-nothing',
    'stage-missing',
    'signature-missing',
    'signature-refused',
    'signature-too-few',
    'signature-of-another-signer',
    'signature-of-another-predicate',
    'benchmarks-missing',
    'docs-missing',
  ])('never permits a failure that is missing evidence: %s', (code) => {
    const failed = part(['fail', 'fail'])
    const [first, ...others] = failed.reasons
    const given: Part = { ...failed, reasons: [first, ...others.map((reason) => ({ ...reason, code }))] }
    const { partOf, uses } = apply([whole], [])
    expect(partOf(given)).toMatchObject({
      outcome: 'fail',
      reasons: [
        { code: 'c-fail', outcome: 'fail', sentence: 'It is fail' },
        {
          code,
          outcome: 'fail',
          sentence: 'It is fail; the waiver by ann does not hold: missing evidence is never permitted',
        },
      ],
    })
    expect(uses([given])).toEqual([])
  })

  test('leaves what could not be measured beside a failure as it is', () => {
    const left = apply([whole], []).partOf(part(['fail', 'error']))
    expect([left.outcome, left.reasons[0].sentence]).toEqual(['error', 'It is error'])
  })

  test('is not told while nobody knows whether it is needed', () => {
    expect(apply([whole], []).uses([part(['inconclusive'])])).toEqual([])
  })

  test('is not there for a condition that judges findings: those are permitted one by one', () => {
    const failed = { ...part(['fail']), id: 'vulnerabilities', kind: 'vulnerabilities' }
    expect(apply([waiver({ id: 'all', condition: 'vulnerabilities' })]).partOf(failed)).toBe(failed)
  })
})

test('ten thousand findings under five thousand waivers take no time to speak of', () => {
  const findings = Array.from({ length: 10_000 }, (_, index) => ({ ...found, id: `CVE-2026-${index}` }))
  const waivers = Array.from({ length: 5000 }, (_, index) =>
    waiver({ id: `CVE-2026-${2 * index}`, scope: { path: 'app/**' } }),
  )
  const start = performance.now()
  const uses = apply(waivers, [report([{ ...scan, findings }])]).uses([])
  expect(uses.filter(({ state }) => state === 'applied')).toHaveLength(5000)
  expect(performance.now() - start).toBeLessThan(5000)
})
