/** Why a coverage condition came out as it did. */
export type CoverageReason =
  | 'coverage-reached'
  | 'coverage-below-floor'
  | 'coverage-of-nothing'
  | 'coverage-not-measured'
  | 'coverage-not-mergeable'
  | 'coverage-kept'
  | 'coverage-dropped'
  | 'coverage-without-reference'
  | 'coverage-carried-forward'
  | 'files-covered'
  | 'file-below-floor'
  | 'files-not-listed'
  | 'patch-covered'
  | 'patch-below-floor'
  | 'patch-without-coverable-lines'
  | 'patch-too-small'
  | 'patch-not-in-report'
  | 'patch-ambiguous'

/** What a floor may be put on. */
export const coverageKinds = ['lines', 'branches', 'functions', 'statements'] as const
export type CoverageKind = (typeof coverageKinds)[number]
