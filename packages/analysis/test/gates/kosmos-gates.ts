import type { ReportEvidence, SubmittedReport } from '../../src/evidence/index.ts'
import { now, report, subject as anySubject, tests } from '../conditions/report.ts'

const hour = 3_600_000

/** What the default policy's gates judge here: an image with a digest, on the main branch. */
export const subject = { ...anySubject, digest: `sha256:${'d'.repeat(64)}` }

const scan = { findings: [], createdAt: now - hour, failure: null }

function lint(tool: string): ReportEvidence {
  const counts = { errors: 0, warnings: 0, infos: 0, suppressed: 0, files: 9 }
  return { kind: 'lint', tool, ...counts, problems: [], failure: null }
}

function vulnerabilities(tool: string): ReportEvidence {
  return { kind: 'vulnerabilities', tool, databaseBuiltAt: null, ...scan }
}

/** A stage that took a minute, not long ago. */
function stage(name: string) {
  const times = { startedAt: now - 600_000, finishedAt: now - 540_000, duration: 60_000 }
  return { name, status: 'succeeded', ...times } as const
}

const counts = { branches: null, functions: null, statements: null }
const evidence = {
  format: lint('Prettier'),
  lint: lint('Oxlint'),
  types: lint('tsc'),
  unit: tests(40),
  coverage: { kind: 'coverage', basis: 'distinct-lines', lines: { covered: 90, total: 100 }, ...counts, files: [] },
  dependencies: vulnerabilities('npm audit'),
  secrets: { kind: 'secrets', tool: 'TruffleHog', verifies: true, secrets: [], createdAt: null, failure: null },
  sast: { kind: 'findings', tool: 'Semgrep', ...scan },
  checkout: {
    kind: 'checkout',
    commit: subject.commit,
    dirty: false,
    files: ['README.md'],
    brokenLinks: [],
    links: { checked: 4, unchecked: 0 },
  },
  integration: tests(10),
  image: vulnerabilities('Trivy'),
  signature: {
    kind: 'attestations',
    tool: 'Sigstore',
    attestations: [
      {
        state: 'verified',
        checkedBy: null,
        refusal: null,
        digests: [subject.digest],
        identity: 'kosmos-release',
        issuer: null,
        predicateType: null,
      },
    ],
  },
  pipeline: {
    kind: 'pipeline',
    system: 'GitHub Actions',
    commit: subject.commit,
    stages: ['build', 'test', 'security', 'deploy-staging', 'deploy-production'].map(stage),
  },
  smoke: tests(5),
  e2e: tests(5),
  benchmarks: {
    kind: 'benchmarks',
    tool: 'hyperfine',
    results: [
      {
        name: 'start',
        unit: 'seconds',
        value: 1,
        better: 'smaller',
        deviation: 0.01,
        count: 10,
        samples: [1, 1.01, 0.99, 1, 1.02, 0.98, 1, 1.01, 0.99, 1],
      },
    ],
    unmeasured: [],
    thresholds: [],
    createdAt: null,
    failure: null,
  },
} as const satisfies Record<string, ReportEvidence>

type Name = keyof typeof evidence

/** The label that the policy asks for; the others are found by what they are. */
const suites: Partial<Record<Name, string>> = {
  format: 'format',
  lint: 'lint',
  types: 'types',
  unit: 'unit',
  coverage: 'unit',
  dependencies: 'dependencies',
  integration: 'integration',
  image: 'image',
  smoke: 'smoke',
  e2e: 'e2e',
}

/** What each gate of the default policy needs. */
export const needed = {
  'pull-request': ['format', 'lint', 'types', 'unit', 'coverage', 'dependencies', 'secrets', 'sast', 'checkout'],
  merge: ['unit', 'coverage', 'dependencies', 'secrets', 'integration', 'image', 'signature', 'pipeline'],
  staging: ['smoke', 'e2e', 'benchmarks', 'pipeline'],
  production: ['image', 'signature', 'pipeline'],
  'production-smoke': ['smoke', 'pipeline'],
} as const satisfies Record<string, readonly Name[]>

/** The reports that a gate needs, all of them good, by name. */
export function goodReports(gate: keyof typeof needed): ReadonlyMap<string, SubmittedReport> {
  return new Map(
    needed[gate].map((name) => [name, report([evidence[name]], { name, suite: suites[name] ?? null })] as const),
  )
}
