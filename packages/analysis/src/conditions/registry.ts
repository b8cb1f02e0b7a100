import { benchmarksCondition } from './benchmarks/benchmarks-condition.ts'
import { coverageCondition } from './coverage/coverage-condition.ts'
import { findingsCondition } from './findings/findings-condition.ts'
import { secretsCondition } from './secrets/secrets-condition.ts'
import { signatureCondition } from './signature/signature-condition.ts'
import { testsCondition } from './tests/tests-condition.ts'
import { vulnerabilitiesCondition } from './vulnerabilities/vulnerabilities-condition.ts'

/** Every condition that a policy may name. The schema, the help and the documents derive from these keys. */
export const conditions = {
  benchmarks: benchmarksCondition,
  coverage: coverageCondition,
  findings: findingsCondition,
  secrets: secretsCondition,
  signature: signatureCondition,
  tests: testsCondition,
  vulnerabilities: vulnerabilitiesCondition,
} as const

export type ConditionKind = keyof typeof conditions

/** True for the name of a condition. */
export function isConditionKind(name: string): name is ConditionKind {
  return Object.hasOwn(conditions, name)
}
