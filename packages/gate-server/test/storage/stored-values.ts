import type { Verdict } from '@kosmos/analysis/verdict'
import { kosmosPolicy, parsePolicy } from '@kosmos/analysis/policy'
import { createRun, type Run } from '../../src/runs/index.ts'
import type { StoredEvaluation } from '../../src/storage/index.ts'

const nowhere = { labels: {}, targets: [] }

/** A run of the shipped policy with a look that holds an infinity. */
export function storedRun(
  id: string,
  fields: Partial<Run> & { readonly service?: string; readonly version?: string } = {},
): Run {
  const plan = parsePolicy(kosmosPolicy).canary
  if (plan === null) throw new Error('The shipped policy has a canary')
  const { service = 'shop', version = '1', ...rest } = fields
  const run = createRun({
    id,
    now: 1000,
    subject: { service, environment: 'production', version, commit: null, digest: null, branch: null },
    policy: { name: 'kosmos', digest: 'sha256:0' },
    policyDocument: kosmosPolicy,
    plan,
    baseline: nowhere,
    canary: { labels: { track: 'canary' }, targets: [] },
    advance: 'automatic',
  })
  const histogram = {
    buckets: [
      { upperBound: 0.1, count: 3 },
      { upperBound: Number.POSITIVE_INFINITY, count: 1 },
    ],
    total: 4,
  }
  return {
    ...run,
    evidence: [
      {
        kind: 'distribution',
        metric: 'latency',
        quality: [{ code: 'counter-reset', detail: 'a pod started again' }],
        looks: [
          {
            stage: 0,
            start: 1000,
            end: 16_000,
            control: { kind: 'missing', reason: 'no-data', detail: 'none' },
            experiment: { kind: 'measured', value: histogram },
          },
        ],
      },
    ],
    ...rest,
  }
}

export function storedEvaluation(
  id: string,
  createdAt: number,
  fields: Partial<Verdict['subject']> = {},
): StoredEvaluation {
  return {
    id,
    createdAt,
    policyDocument: kosmosPolicy,
    verdict: {
      verdict: 'hold',
      outcome: 'fail',
      reason: "2 of 3 tests failed: it's “this” \u0001 one",
      subject: {
        service: 'shop',
        environment: 'ci',
        version: '1',
        commit: null,
        digest: null,
        branch: null,
        ...fields,
      },
      policy: { name: 'kosmos', digest: 'sha256:0' },
      gate: 'pull-request',
      exposure: 'before',
      judgedAt: createdAt,
      parts: [
        {
          id: 'unit-tests',
          role: 'condition',
          kind: 'tests',
          required: true,
          outcome: 'fail',
          reasons: [
            {
              code: 'tests-failed',
              outcome: 'fail',
              sentence: '2 of 3',
              facts: { failures: 2, name: null, odd: true },
            },
          ],
          measurement: null,
          evidence: ['sha256:1'],
        },
      ],
      evidence: [{ digest: 'sha256:1', name: 'junit.xml', format: 'junit', collectedAt: createdAt }],
      waivers: [
        {
          id: 'CVE-2026-1',
          condition: null,
          scope: 'package left 1.0.0',
          who: 'ann',
          why: 'not reachable',
          until: '2026-12-31',
          state: 'applied',
          findings: 2,
        },
      ],
    },
  }
}
