import type {
  CoverageEvidence,
  FindingsEvidence,
  ReportEvidence,
  TestsEvidence,
  VulnerabilitiesEvidence,
} from '../../src/evidence/index.ts'
import { AnalysisError } from '../../src/errors.ts'
import { parseReport, type ParsedReport } from '../../src/parsers/index.ts'

export function parse(text: string, format?: string): ParsedReport {
  return parseReport(new TextEncoder().encode(text), format === undefined ? {} : { format })
}

/** The code and message of a refusal; fails where the report is read. */
export function refusalOf(bytes: Uint8Array | string): { readonly code: string; readonly message: string } {
  try {
    const { format } = parseReport(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes)
    throw new Error(`It was read as ${format}`)
  } catch (error) {
    if (error instanceof AnalysisError) return { code: String(error.code), message: error.message }
    throw error
  }
}

function only<Kind extends ReportEvidence['kind']>(
  report: ParsedReport,
  kind: Kind,
): Extract<ReportEvidence, { kind: Kind }> {
  const found = report.evidence.find((one): one is Extract<ReportEvidence, { kind: Kind }> => one.kind === kind)
  if (found === undefined) throw new Error(`There is no evidence of kind ${kind}`)
  return found
}

export const coverageOf = (text: string): CoverageEvidence => only(parse(text), 'coverage')
export const testsOf = (text: string): TestsEvidence => only(parse(text), 'tests')
export const findingsOf = (text: string): FindingsEvidence => only(parse(text), 'findings')
export const vulnerabilitiesOf = (text: string): VulnerabilitiesEvidence => only(parse(text), 'vulnerabilities')
