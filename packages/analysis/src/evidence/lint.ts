export interface LintProblem {
  readonly level: 'error' | 'warning' | 'info'
  /** The rule's or message's id, where there is one. */
  readonly rule: string | null
  readonly file: string | null
  readonly line: number | null
  /** First line, at most 300 characters. */
  readonly message: string
}

/** What a linter, a formatter's check or a type checker says. */
export interface LintEvidence {
  readonly kind: 'lint'
  readonly tool: string
  readonly errors: number
  readonly warnings: number
  readonly infos: number
  /** Set aside in the code. */
  readonly suppressed: number
  /** How many files were looked at; `null` where the report does not say. */
  readonly files: number | null
  readonly problems: readonly LintProblem[]
  readonly failure: string | null
}
