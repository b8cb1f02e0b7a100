/** One file of a diff. Paths are those of the repository, with `/`. */
export interface ChangedFile {
  /** The path after the change; before it where the file was deleted. */
  readonly path: string
  readonly previousPath: string | null
  readonly change: 'added' | 'modified' | 'deleted' | 'renamed'
  readonly binary: boolean
  /** Numbers, in the new file, of lines that were added or changed. */
  readonly changedLines: ReadonlySet<number>
  readonly removedLines: number
}

/** What changed against the merge base. */
export interface ChangesEvidence {
  readonly kind: 'changes'
  readonly files: readonly ChangedFile[]
  /** Commit ids, where the diff says them. */
  readonly base: string | null
  readonly head: string | null
}
