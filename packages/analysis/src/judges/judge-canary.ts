import type { CanaryJudgement, CanaryRequest } from './canary-request.ts'
import { judgeFixedSampleStage } from './fixed-sample/judge-fixed-sample-stage.ts'
import type { FixedSampleOptions } from './fixed-sample/options.ts'
import { judgeSequential } from './sequential/judge-sequential.ts'
import type { SequentialOptions } from './sequential/options.ts'

/** A judge with its options, as a policy names it. */
export type JudgeChoice =
  | { readonly kind: 'fixed-sample'; readonly options: FixedSampleOptions }
  | { readonly kind: 'sequential'; readonly options: SequentialOptions }

/** Judges all metrics of a canary by the judge of its policy. */
export function judgeCanary(judge: JudgeChoice, request: CanaryRequest): CanaryJudgement {
  switch (judge.kind) {
    case 'fixed-sample':
      return { parts: judgeFixedSampleStage(judge.options, request), state: null }
    case 'sequential':
      return judgeSequential(judge.options, request)
  }
}
