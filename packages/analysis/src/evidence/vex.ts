export type VexStatus = 'not_affected' | 'affected' | 'fixed' | 'under_investigation'

/** One statement: what the author says about one vulnerability in some products. */
export interface VexStatement {
  readonly vulnerability: string
  readonly aliases: readonly string[]
  readonly products: readonly {
    /** purl or other identifier, as written. */
    readonly id: string
    readonly subcomponents: readonly string[]
  }[]
  readonly status: VexStatus
  /** Justification or impact statement; `null` where neither is given. */
  readonly justification: string | null
  /** Milliseconds since the epoch, where it is given. The newest statement about a product holds. */
  readonly statedAt: number | null
}

export interface VexEvidence {
  readonly kind: 'vex'
  readonly author: string | null
  readonly statements: readonly VexStatement[]
}
