import { benchmarksCondition } from './benchmarks/benchmarks-condition.ts'
import { coverageCondition } from './coverage/coverage-condition.ts'
import { durationCondition } from './duration/duration-condition.ts'
import { docsCondition } from './docs/docs-condition.ts'
import { findingsCondition } from './findings/findings-condition.ts'
import { lintCondition } from './lint/lint-condition.ts'
import { secretsCondition } from './secrets/secrets-condition.ts'
import { signatureCondition } from './signature/signature-condition.ts'
import { stagesCondition } from './stages/stages-condition.ts'
import { testsCondition } from './tests/tests-condition.ts'
import { vulnerabilitiesCondition } from './vulnerabilities/vulnerabilities-condition.ts'

/** Every condition that a policy may name. The schema, the help and the documents derive from these keys. */
export const conditions = {
  benchmarks: benchmarksCondition,
  coverage: coverageCondition,
  duration: durationCondition,
  docs: docsCondition,
  findings: findingsCondition,
  lint: lintCondition,
  secrets: secretsCondition,
  signature: signatureCondition,
  stages: stagesCondition,
  tests: testsCondition,
  vulnerabilities: vulnerabilitiesCondition,
} as const

export type ConditionKind = keyof typeof conditions

/** True for the name of a condition. */
export function isConditionKind(name: string): name is ConditionKind {
  return Object.hasOwn(conditions, name)
}
