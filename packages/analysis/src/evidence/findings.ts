/** From worst to least. `unknown` is a word that no map knows: it counts on its own and never as harmless. */
export const severities = ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const
export type Severity = (typeof severities)[number]

/** The package that a finding is about. */
export interface AffectedPackage {
  readonly name: string
  readonly installedVersion: string | null
  /** `null` where no fixing version is named. */
  readonly fixedVersion: string | null
  /** A version without the problem exists, whether or not the report names it. */
  readonly fixable: boolean
  readonly purl: string | null
  /** Whoever maintains the package says that it will not be fixed. */
  readonly wontFix?: boolean
}

/** One problem that a scanner reports. */
export interface Finding {
  readonly category: 'vulnerability' | 'misconfiguration' | 'secret' | 'licence' | 'code'
  /** Advisory id or rule id. */
  readonly id: string
  /** Other ids of the same advisory. */
  readonly aliases: readonly string[]
  readonly severity: Severity
  /** The report's own word. */
  readonly severityWord: string | null
  readonly title: string | null
  /** File, image layer or target, as the report names it. */
  readonly location: string | null
  /** Further places of the same problem, where the report names several. */
  readonly otherLocations?: readonly string[]
  readonly package: AffectedPackage | null
  /** Set aside inside the report itself (a suppression that is in force). Shown, not counted. */
  readonly suppressed: boolean
  /** What the tool itself says about an earlier scan: only there where it says so. */
  readonly isNew?: boolean
  /** Estimated probability of exploitation, 0 to 1. */
  readonly epss?: number
  /** In a catalogue of vulnerabilities that are being exploited, or not in it; only where the report consults one. */
  readonly knownExploited?: boolean
  /** When the advisory was published, milliseconds since the epoch. */
  readonly publishedAt?: number
  /** Identity across commits that the tool computed (a fingerprint), stable where lines move. */
  readonly fingerprint?: string
  /** Id of the waiver that permits it: set where waivers are applied, never by a parser. Shown, not counted. */
  readonly waiver?: string
}

/** What a report itself says that it is about; empty or left out where it does not say it. */
export interface ScannedSubject {
  /** Digests (`sha256:…`) that name the image that was scanned, any one of them; never the id of an image alone. */
  readonly digests?: readonly string[]
  /** Commits of the checkouts that were scanned, as written. */
  readonly commits?: readonly string[]
}

/** Vulnerable packages, one entry per finding as listed; de-duplication is the condition's business. */
export interface VulnerabilitiesEvidence extends ScannedSubject {
  readonly kind: 'vulnerabilities'
  readonly tool: string
  readonly findings: readonly Finding[]
  /** When the scan was made, milliseconds since the epoch, where the report says so. */
  readonly createdAt: number | null
  /** When the vulnerability database was built, milliseconds since the epoch, where the report says so. */
  readonly databaseBuiltAt: number | null
  /** Why the scan proves nothing, in the report's own terms; `null` for one that finished. */
  readonly failure: string | null
}

/** Problems in code, configuration or licences. */
export interface FindingsEvidence extends ScannedSubject {
  readonly kind: 'findings'
  readonly tool: string
  readonly findings: readonly Finding[]
  /** What the report shows to have been looked for; problems in code where it is left out. */
  readonly categories?: readonly Finding['category'][]
  readonly createdAt: number | null
  /** Why the scan proves nothing, in the report's own terms; `null` for one that finished. */
  readonly failure: string | null
}
