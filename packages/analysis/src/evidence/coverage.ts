/** Covered of total. A total of 0 measured nothing: it has no ratio and never passes. */
export interface CoverageCount {
  readonly covered: number
  readonly total: number
}

/** What is counted. `null` where the report does not hold it. */
export interface CoverageCounts {
  readonly lines: CoverageCount | null
  readonly branches: CoverageCount | null
  readonly functions: CoverageCount | null
  readonly statements: CoverageCount | null
}

export interface FileCoverage extends CoverageCounts {
  /** As the report names it. */
  readonly path: string
  /** Line number → hits; empty where the report holds no lines. A map, never an array: line numbers come from outside. */
  readonly hits: ReadonlyMap<number, number>
  /** Covered lines of which some branch was never taken. */
  readonly partial: ReadonlySet<number>
}

/** What a coverage report measured. */
export interface CoverageEvidence extends CoverageCounts {
  readonly kind: 'coverage'
  /** How the tool's own headline was counted, for example `distinct-lines` or `statements`. */
  readonly basis: string
  /** Directories that the paths of the files start from, where the report names some. */
  readonly roots?: readonly string[]
  readonly files: readonly FileCoverage[]
}
