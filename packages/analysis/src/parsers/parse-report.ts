import { AnalysisError } from '../errors.ts'
import { decode } from './decode.ts'
import { foreignFormat } from './foreign-formats.ts'
import { defaultReportLimits, type ReportLimits } from './limits.ts'
import { isReportFormat, parsers, reportFormats, type ReportFormat } from './registry.ts'
import { readReportDocument, type ReportDocument } from './report-document.ts'
import type { ParsedReport, ReportParser } from './report-parser.ts'

/**
 * Reads a report of any supported format. The format is found out from the content, never from a name.
 *
 * @param options.format - the format where the caller knows it.
 * @param options.emptyIsClean - the caller knows that the tool ran and writes nothing where it finds nothing: an empty
 *   report is then one without findings. Only for a named format whose tool does so.
 * @throws AnalysisError `report-empty`, `report-malformed` (with line and column where they mean something),
 *   `format-unsupported` (naming the format where it is known), `format-ambiguous`, `report-of-failure` (the tool says
 *   that it failed), `report-over-limit`.
 * @example
 * ```ts
 * parseReport(new TextEncoder().encode('<testsuite><testcase name="a"/></testsuite>')).format // 'junit'
 * ```
 */
export function parseReport(
  bytes: Uint8Array,
  options: {
    readonly format?: string
    readonly emptyIsClean?: boolean
    readonly limits?: Partial<ReportLimits>
  } = {},
): ParsedReport {
  if (options.emptyIsClean === true && isBlank(bytes)) return emptyReport(options.format)
  const document = readReportDocument(bytes, { ...defaultReportLimits, ...options.limits })
  const format = options.format === undefined ? detectFormat(document) : namedFormat(options.format, document)
  return { format, ...parsers[format].parse(document) }
}

/**
 * The one format that claims a document.
 *
 * @throws AnalysisError `format-unsupported`, `format-ambiguous`.
 */
export function detectFormat(document: ReportDocument): ReportFormat {
  const candidates = reportFormats.filter(isReportFormat).filter((name) => parsers[name].matches(document))
  const [first, second] = candidates
  if (second !== undefined) {
    throw new AnalysisError(
      'format-ambiguous',
      `Expected a report of one format, this could be ${candidates.join(' or ')}: name its format`,
      { candidates },
    )
  }
  if (first !== undefined) return first
  throw unsupported(foreignFormat(document))
}

/** True where there is nothing but white space. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.length < 65_536 && decode(bytes).trim() === ''
}

function emptyReport(format: string | undefined): ParsedReport {
  const empty = format === undefined ? undefined : emptyOf(format)
  if (format !== undefined && empty !== undefined) return { format, ...empty() }
  const writers = reportFormats.filter(emptyMeansClean)
  throw new AnalysisError(
    'report-empty',
    `Expected a report, got an empty file; empty can mean clean only for a report whose format is named, and is one of ${writers.join(', ')}`,
    { format: format ?? null },
  )
}

function emptyOf(format: string): ReportParser['empty'] {
  const parser: ReportParser | null = isReportFormat(format) ? parsers[format] : null
  return parser?.empty
}

/**
 * True for a format whose tool writes nothing where it finds nothing.
 *
 * @example
 * ```ts
 * emptyMeansClean('trufflehog') // true
 * emptyMeansClean('junit') // false
 * ```
 */
export function emptyMeansClean(format: string): boolean {
  return emptyOf(format) !== undefined
}

function namedFormat(name: string, document: ReportDocument): ReportFormat {
  if (!isReportFormat(name)) throw unsupported(name.slice(0, 60))
  const parser: ReportParser = parsers[name]
  if (parser.matches(document) || parser.matchesNamed?.(document) === true) return name
  const looksLike = foreignFormat(document)
  throw new AnalysisError(
    'report-malformed',
    `Expected a report of format ${name}, got ${looksLike ?? 'something else'}`,
    { format: name, line: null, column: null, expected: name, received: looksLike ?? 'something else' },
  )
}

function unsupported(looksLike: string | null): AnalysisError<'format-unsupported'> {
  return new AnalysisError(
    'format-unsupported',
    looksLike === null
      ? `Expected a report of one of the formats ${reportFormats.join(', ')}, got one that none of them knows`
      : `Reports of ${looksLike} are not read`,
    { looksLike, supported: reportFormats },
  )
}
