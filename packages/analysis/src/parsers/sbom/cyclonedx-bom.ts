/** A part of a bill of materials. */
export interface BomComponent {
  /** The name under which the document refers to it. */
  readonly ref: string | null
  readonly name: string | null
  readonly version: string | null
  readonly purl: string | null
}

export interface BomRating {
  /** Who rated. */
  readonly source: string | null
  readonly severity: string | null
  readonly score: number | null
  readonly method: string | null
}

/** A part that a vulnerability is said to be in. */
export interface BomTarget {
  readonly ref: string
  readonly versions: readonly {
    /** `null` where a range is given in its place. */
    readonly version: string | null
    /** As written; the specification's default is `affected`. */
    readonly status: string | null
  }[]
}

/** What was found out about a vulnerability in its place. */
export interface BomAnalysis {
  readonly state: string
  readonly justification: string | null
  readonly detail: string | null
  /** Milliseconds since the epoch. */
  readonly statedAt: number | null
}

export interface BomVulnerability {
  readonly id: string | null
  /** Ids of the same vulnerability elsewhere. */
  readonly references: readonly string[]
  readonly ratings: readonly BomRating[]
  readonly title: string | null
  readonly publishedAt: number | null
  readonly recommendation: string | null
  /** `null` where no state is given. */
  readonly analysis: BomAnalysis | null
  readonly affects: readonly BomTarget[]
  /** The component inside which it is written (the extension of 1.0 to 1.3), else `null`. */
  readonly within: BomComponent | null
}

/** What is read of a CycloneDX document, whatever it is written in. */
export interface Bom {
  readonly specVersion: string | null
  readonly serialNumber: string | null
  /** Milliseconds since the epoch. */
  readonly createdAt: number | null
  readonly author: string | null
  readonly tools: readonly string[]
  /** What the document is about. */
  readonly subject: BomComponent | null
  /** All parts and services, at any depth, without the subject itself. */
  readonly components: readonly BomComponent[]
  /** `null` where the document has no such list, which is not the same as an empty one. */
  readonly vulnerabilities: readonly BomVulnerability[] | null
}
