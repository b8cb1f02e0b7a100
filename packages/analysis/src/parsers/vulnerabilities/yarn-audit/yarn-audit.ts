import type { Finding, ReportWarning } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { jsonLines } from '../../json-lines.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { excerpt } from '../../malformed.ts'
import type { ReportDocument } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { fixedByRange } from '../fixed-by-range.ts'
import { githubAdvisory } from '../npm-audit/github-advisory.ts'
import { findingsOfAdvisory, totalOf } from '../npm-audit/npm-advisories.ts'
import { cutShort } from '../total-mismatch.ts'

/**
 * Audits of yarn that are a JSON value per line: those of yarn 1 (`auditAdvisory` once per path, `auditSummary` last) and
 * of yarn 4 (`{value, children}` once per advisory and package). Yarn 2 and 3 write what npm 6 writes.
 *
 * One finding per advisory and installed version. Yarn 1 ends a finished audit with its summary: without it, or with a
 * line of type `error`, the audit proves nothing, and neither does it where the summary counts vulnerabilities and no line lists one
 * (`--level` leaves them out). Yarn 4 lists deprecated packages beside the advisories: these are
 * counted in a warning and are no findings. Where yarn 4 finds nothing it writes nothing.
 */
export const yarnAuditParser: ReportParser = {
  matches: (document) => {
    const first = document.syntax === 'json-lines' ? document.first : document.syntax === 'json' ? document.value : null
    const type = text(field(first, 'type'))
    return (
      isBerryLine(first) ||
      type === 'auditAdvisory' ||
      type === 'auditSummary' ||
      (document.syntax === 'json-lines' &&
        (type === 'warning' || type === 'info' || type === 'error') &&
        text(field(first, 'data')) !== null)
    )
  },
  empty: () => reportOf([], null),
  parse: (document) => {
    const lines = linesOf(document)
    return reportOf(lines, failureOf(lines))
  },
}

function reportOf(lines: readonly unknown[], failure: string | null): ReturnType<ReportParser['parse']> {
  const berry = lines.filter(isBerryLine)
  const advisories = lines.filter((line) => field(line, 'type') === 'auditAdvisory')
  const findings = [
    ...distinct(advisories.flatMap((line) => findingsOfAdvisory(fieldAt(line, 'data', 'advisory')))),
    ...berry.filter((line) => !isDeprecation(line)).flatMap(findingsOfBerry),
  ]
  const deprecations = berry.filter(isDeprecation).length
  return {
    evidence: [
      { kind: 'vulnerabilities', tool: 'yarn audit', findings, createdAt: null, databaseBuiltAt: null, failure },
    ],
    warnings: warningsOf(lines, deprecations),
    tally: {
      lines: lines.length,
      advisories: new Set(findings.map(({ id }) => id)).size,
      findings: findings.length,
      deprecations,
      bySeverity: countBy(findings, ({ severityWord }) => severityWord),
    },
  }
}

function isDeprecation(line: unknown): boolean {
  return (text(childOf(line, 'ID')) ?? '').endsWith('(deprecation)')
}

function linesOf(document: ReportDocument): readonly unknown[] {
  if (document.syntax === 'json') return [document.value]
  return [...jsonLines(document.text, document.limits)].map(({ value }) => value)
}

function isBerryLine(line: unknown): boolean {
  return text(field(line, 'value')) !== null && childOf(line, 'ID') !== undefined
}

function childOf(line: unknown, name: string): unknown {
  return fieldAt(line, 'children', name)
}

function failureOf(lines: readonly unknown[]): string | null {
  const error = lines.find((line) => field(line, 'type') === 'error')
  if (error !== undefined) return excerpt(text(field(error, 'data')) ?? 'yarn reports an error', 200)
  if (lines.some((line) => !isObject(line))) return 'it holds lines that are no JSON'
  if (lines.some(isBerryLine)) return null
  const summaries = lines.filter((line) => field(line, 'type') === 'auditSummary')
  if (summaries.length === 0) return 'it ends without the summary that a finished audit writes'
  if (lines.some((line) => field(line, 'type') === 'auditAdvisory')) return null
  const counted = summaries.map((line) => totalOf(field(line, 'data')))
  return cutShort('vulnerabilities', Math.max(...counted), 0)
}

function warningsOf(lines: readonly unknown[], deprecations: number): readonly ReportWarning[] {
  const said = lines.filter((line) => field(line, 'type') === 'warning').length
  return [
    ...(deprecations > 0
      ? [
          {
            code: 'deprecated-packages',
            message: `${deprecations} deprecated packages are listed too; they are no vulnerabilities`,
          },
        ]
      : []),
    ...(said > 0 ? [{ code: 'tool-warnings', message: `yarn gives ${said} warnings about the audit` }] : []),
  ]
}

function findingsOfBerry(line: unknown): readonly Finding[] {
  const address = text(childOf(line, 'URL'))
  const number = childOf(line, 'ID')
  const key = typeof number === 'number' ? `npm:${number}` : text(number)
  const versions = items(childOf(line, 'Tree Versions'))
  return (versions.length === 0 ? [null] : versions).map((version) =>
    findingOf({
      category: 'vulnerability',
      id: githubAdvisory(address) ?? key,
      aliases: [key],
      word: childOf(line, 'Severity'),
      title: childOf(line, 'Issue'),
      location: text(items(childOf(line, 'Dependents'))[0]),
      package: {
        name: field(line, 'value'),
        version,
        fixable: fixedByRange(text(childOf(line, 'Vulnerable Versions'))),
      },
    }),
  )
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  const kept = new Map<string, Finding>()
  for (const finding of findings) {
    const key = JSON.stringify([finding.id, finding.package?.name, finding.package?.installedVersion])
    if (!kept.has(key)) kept.set(key, finding)
  }
  return [...kept.values()]
}
