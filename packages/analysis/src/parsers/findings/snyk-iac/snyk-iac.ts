import type { Finding } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { failureOfProject, isFailedProject, projectName } from '../../vulnerabilities/snyk/snyk-project.ts'

/**
 * `snyk iac test --json`: one object per file, or a list of them. An issue that was ignored is set aside. A file that could
 * not be read is an object with an `error`: the report proves nothing.
 */
export const snykIacParser: ReportParser = {
  matches: (document) => {
    const listed = listOf(jsonOf(document))
    const files = listed.filter((one) => Array.isArray(field(one, 'infrastructureAsCodeIssues')))
    return files.length > 0 && listed.every((one) => files.includes(one) || isFailedProject(one))
  },
  parse: (document) => {
    const files = listOf(jsonOf(document))
    const issues = files.flatMap((file) => items(field(file, 'infrastructureAsCodeIssues')))
    return {
      evidence: [
        {
          kind: 'findings',
          tool: 'Snyk IaC',
          categories: ['misconfiguration'],
          findings: files.flatMap(findingsOfFile),
          createdAt: null,
          failure: files.map(failureOfProject).find((one) => one !== null) ?? null,
        },
      ],
      warnings: [],
      tally: {
        files: files.length,
        issues: issues.length,
        ignored: issues.filter((one) => field(one, 'isIgnored') === true).length,
        bySeverity: countBy(issues, (one) => text(field(one, 'severity'))),
      },
    }
  },
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

function findingsOfFile(file: unknown): readonly Finding[] {
  const path = projectName(file)
  return items(field(file, 'infrastructureAsCodeIssues')).map((issue) => {
    const line = field(issue, 'lineNumber')
    const where = items(field(issue, 'path')).flatMap((part) => text(part) ?? [])
    return findingOf({
      category: 'misconfiguration',
      id: field(issue, 'publicId') ?? field(issue, 'id'),
      word: field(issue, 'severity'),
      title: field(issue, 'title'),
      location: path === null ? null : `${path}${typeof line === 'number' && line > 0 ? `:${line}` : ''}`,
      suppressed: field(issue, 'isIgnored') === true,
      // Lines move; the place inside the document does not.
      fingerprint: where.length === 0 ? null : JSON.stringify([path, where]),
    })
  })
}
