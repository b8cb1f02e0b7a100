export {
  AnalysisError,
  type AnalysisErrorCode,
  type AnalysisErrorDetails,
  type KayentaFault,
  type PolicyIssue,
} from './errors.ts'
export type { Subject } from './subject.ts'
export {
  outcomes,
  worst,
  goesOn,
  verdictOf,
  type Outcome,
  type Part,
  type Reason,
  type Verdict,
  type VerdictWord,
} from './verdict/index.ts'
export type { MetricEvidence, ReportEvidence, SubmittedReport } from './evidence/index.ts'
export { conditions, type ConditionKind } from './conditions/index.ts'
export { judges, type JudgeName } from './judges/index.ts'
export {
  parsePolicy,
  lintPolicy,
  kosmosPolicy,
  policyJsonSchema,
  type ResolvedPolicy,
  type CanaryPlan,
} from './policy/index.ts'
export { evaluateGate, judgeGate, judgeStage, explain, explainMarkdown } from './gates/index.ts'
export { parseWaivers, type Waiver } from './waivers/index.ts'
