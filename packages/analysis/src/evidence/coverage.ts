/** Covered of total. A total of 0 measured nothing: it has no ratio and never passes. */
export interface CoverageCount {
  readonly covered: number
  readonly total: number
}

export interface FileCoverage {
  /** As the report names it. */
  readonly path: string
  /** Line number → hits. A map, never an array: line numbers come from outside. */
  readonly lines: ReadonlyMap<number, number>
}

/** What a coverage report measured. */
export interface CoverageEvidence {
  readonly kind: 'coverage'
  /** How `lines` was counted, for example `distinct-lines`. */
  readonly basis: string
  readonly lines: CoverageCount
  /** `null` where the report holds no branches. */
  readonly branches: CoverageCount | null
  readonly functions: CoverageCount | null
  readonly files: readonly FileCoverage[]
}
