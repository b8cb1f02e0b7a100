/** Facts about a working copy that `kosmos-gate` collected itself. */
export interface CheckoutEvidence {
  readonly kind: 'checkout'
  readonly commit: string | null
  /** Uncommitted changes stood in the working copy. */
  readonly dirty: boolean
  /** Every tracked file, by its path in the repository. */
  readonly files: readonly string[]
  /** Links in documents that lead nowhere. */
  readonly brokenLinks: readonly {
    readonly file: string
    readonly line: number
    readonly target: string
    readonly reason: string
  }[]
  /** How many links were looked at, and how many of them could not be (other hosts, where these were not to be asked). */
  readonly links: { readonly checked: number; readonly unchecked: number }
}
