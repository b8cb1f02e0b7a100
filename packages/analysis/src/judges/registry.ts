import { fixedSampleOptions } from './fixed-sample/options.ts'
import { sequentialOptions } from './sequential/options.ts'

/** The options of every judge that a policy may name. The schema, the help and the documents derive from these keys. */
export const judges = {
  'fixed-sample': { options: fixedSampleOptions },
  sequential: { options: sequentialOptions },
} as const

export type JudgeName = keyof typeof judges
