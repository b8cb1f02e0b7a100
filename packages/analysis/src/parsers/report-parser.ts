import type { ReportEvidence, ReportWarning } from '../evidence/index.ts'
import type { ReportDocument } from './report-document.ts'

/** What JSON can hold. */
export type PlainData = number | string | boolean | null | readonly PlainData[] | { readonly [name: string]: PlainData }

/** Counts of a report beside its evidence: what it lists as written, before anything was merged or folded. */
export type Tally = Readonly<Record<string, PlainData>>

/** A report, read. */
export interface ParsedReport {
  readonly format: string
  /** One report may be evidence of several kinds. */
  readonly evidence: readonly ReportEvidence[]
  readonly warnings: readonly ReportWarning[]
  readonly tally: Tally
}

/** A format of reports. */
export interface ReportParser {
  /** Cheap, and never wrong about another format that is known. */
  readonly matches: (document: ReportDocument) => boolean
  /** What the tool also writes but others do too (`[]` where it finds nothing): taken only where the format is named. */
  readonly matchesNamed?: (document: ReportDocument) => boolean
  /** Total: gives the report or throws an AnalysisError, whatever the document holds. */
  readonly parse: (document: ReportDocument) => Omit<ParsedReport, 'format'>
  /** What an empty file says, for tools that write nothing where they find nothing; taken only where the caller says so. */
  readonly empty?: () => Omit<ParsedReport, 'format'>
}
