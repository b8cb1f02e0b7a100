export type { CanaryPlan, Gate, GateCondition, ResolvedPolicy, Stage } from './resolved-policy.ts'
