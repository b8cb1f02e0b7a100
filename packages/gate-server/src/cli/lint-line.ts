/** One thing to say about a file. Places are 1-based, `null` where there is none. */
export interface LintLine {
  readonly file: string
  readonly line: number | null
  readonly column: number | null
  /** `error`: it cannot be used. `finding`: a waiver that permits nothing. */
  readonly severity: 'error' | 'finding' | 'warning'
  readonly pointer: string
  readonly message: string
}
