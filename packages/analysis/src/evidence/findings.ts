/** From worst to least. `unknown` is a word that no map knows: it counts on its own and never as harmless. */
export const severities = ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const
export type Severity = (typeof severities)[number]

/** One problem that a scanner reports. */
export interface Finding {
  readonly category: 'vulnerability' | 'misconfiguration' | 'secret' | 'licence' | 'code'
  /** Advisory id or rule id. */
  readonly id: string
  readonly severity: Severity
  /** The report's own word. */
  readonly severityWord: string | null
  readonly title: string | null
  /** File, image layer or target, as the report names it. */
  readonly location: string | null
  readonly package: {
    readonly name: string
    readonly installedVersion: string | null
    /** `null` where no fix is known. */
    readonly fixedVersion: string | null
    readonly purl: string | null
  } | null
  /** Set aside inside the report itself (a suppression that is in force). Shown, not counted. */
  readonly suppressed: boolean
}

/** Vulnerable packages, one entry per finding as listed; de-duplication is the condition's business. */
export interface VulnerabilitiesEvidence {
  readonly kind: 'vulnerabilities'
  readonly tool: string
  readonly findings: readonly Finding[]
  /** When the scan was made, milliseconds since the epoch, where the report says so. */
  readonly createdAt: number | null
  readonly failure: string | null
}

/** Problems in code, configuration or secrets. */
export interface FindingsEvidence {
  readonly kind: 'findings'
  readonly tool: string
  readonly findings: readonly Finding[]
  readonly createdAt: number | null
  /** Why the scan proves nothing, in the report's own terms; `null` for one that finished. */
  readonly failure: string | null
}
