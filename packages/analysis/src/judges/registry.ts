import { judgeFixedSample } from './fixed-sample/judge-fixed-sample.ts'
import { fixedSampleOptions } from './fixed-sample/options.ts'

/** Every judge that a policy may name. The schema, the help and the documents derive from these keys. */
export const judges = {
  'fixed-sample': { options: fixedSampleOptions, judge: judgeFixedSample },
} as const

export type JudgeName = keyof typeof judges
