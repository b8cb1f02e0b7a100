import { benchmarksCondition } from '../../../src/conditions/benchmarks/benchmarks-condition.ts'
import type { ConditionContext, ConditionResult } from '../../../src/conditions/index.ts'
import type { BenchmarkResult, BenchmarksEvidence, Observation, Reference } from '../../../src/evidence/index.ts'
import { context, report } from '../report.ts'

export function result(name: string, fields: Partial<BenchmarkResult> = {}): BenchmarkResult {
  const { samples = [] } = fields
  return { name, unit: 'seconds', value: 1, better: 'smaller', deviation: null, count: null, samples, ...fields }
}

export function evidence(
  results: readonly BenchmarkResult[],
  fields: Partial<BenchmarksEvidence> = {},
): BenchmarksEvidence {
  return {
    kind: 'benchmarks',
    tool: 'go test -bench',
    results,
    thresholds: [],
    unmeasured: [],
    createdAt: null,
    failure: null,
    ...fields,
  }
}

/** An accepted run of main. */
export function accepted(results: readonly BenchmarkResult[], fields: Partial<Reference> = {}): Reference {
  const observation: Observation = {
    kind: 'benchmarks',
    results: results.map(({ name, unit, better, value, samples }) => ({
      name,
      unit,
      better: better ?? 'smaller',
      value,
      samples,
    })),
  }
  return {
    branch: 'main',
    commit: null,
    acceptedAt: 0,
    origin: { kind: 'evaluation', id: 'e1' },
    observation,
    ...fields,
  }
}

/** What the condition says on a branch other than main. */
export function judge(
  options: object,
  reports: readonly BenchmarksEvidence[],
  references: readonly Reference[] = [],
  fields: Partial<ConditionContext> = {},
): ConditionResult {
  const base = context()
  return benchmarksCondition.judge(options, {
    ...base,
    subject: { ...base.subject, branch: 'feature' },
    reports: reports.map((one) => report([one])),
    references,
    ...fields,
  })
}

/** `code: outcome` of every reason. */
export function reasons({ part }: ConditionResult): readonly string[] {
  return part.reasons.map(({ code, outcome }) => `${code}: ${outcome}`)
}
