export { outcomes, worst, goesOn, type Outcome } from './outcome.ts'
export type { Reason, Fact } from './reason.ts'
export type { Part, Measurement, Interval } from './part.ts'
export { waiverStates, type WaiverState, type WaiverUse } from './waiver-use.ts'
export {
  verdictWords,
  verdictOf,
  assembleVerdict,
  type VerdictWord,
  type Verdict,
  type EvidenceRecord,
  type Exposure,
  type OnInconclusive,
} from './verdict.ts'
