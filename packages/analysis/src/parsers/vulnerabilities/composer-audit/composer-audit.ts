import type { Finding } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { githubAdvisory } from '../npm-audit/github-advisory.ts'
import { fixedByRange } from '../fixed-by-range.ts'

/**
 * `composer audit --format=json`: advisories by package. PHP writes an empty mapping as an empty list. Ignored advisories
 * stand apart and are no findings; abandoned packages are told in a warning. Older versions give no severity: `unknown`.
 */
export const composerAuditParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    const advisories = field(value, 'advisories')
    return (
      isObject(value) &&
      field(value, 'metadata') === undefined &&
      (isObject(advisories) || (Array.isArray(advisories) && advisories.length === 0)) &&
      (field(value, 'abandoned') !== undefined ||
        listsOf(advisories).some((one) => field(one, 'advisoryId') !== undefined) ||
        (Array.isArray(advisories) && Object.keys(value).length === 1))
    )
  },
  parse: (document) => {
    const value = jsonOf(document)
    const findings = listsOf(field(value, 'advisories')).map(findingOfAdvisory)
    const abandoned = field(value, 'abandoned')
    const left = isObject(abandoned) ? Object.keys(abandoned).length : items(abandoned).length
    return {
      evidence: [
        {
          kind: 'vulnerabilities',
          tool: 'Composer audit',
          findings,
          createdAt: null,
          databaseBuiltAt: null,
          failure: null,
        },
      ],
      warnings: left === 0 ? [] : [{ code: 'abandoned-packages', message: `${left} packages are abandoned` }],
      tally: { advisories: findings.length, bySeverity: countBy(findings, ({ severityWord }) => severityWord) },
    }
  },
}

/** The advisories of all packages: lists, or mappings where PHP left gaps in the numbers. */
function listsOf(advisories: unknown): readonly unknown[] {
  if (!isObject(advisories)) return []
  return Object.values(advisories).flatMap((listed): readonly unknown[] =>
    isObject(listed) ? Object.values(listed) : items(listed),
  )
}

function findingOfAdvisory(advisory: unknown): Finding {
  const sources = items(field(advisory, 'sources')).map((one) => text(field(one, 'remoteId')))
  const github = githubAdvisory(sources.join(' ')) ?? githubAdvisory(text(field(advisory, 'link')))
  return findingOf({
    category: 'vulnerability',
    id: field(advisory, 'cve') ?? github ?? field(advisory, 'advisoryId'),
    aliases: [field(advisory, 'advisoryId'), github],
    word: field(advisory, 'severity'),
    title: field(advisory, 'title'),
    package: {
      name: field(advisory, 'packageName'),
      version: null,
      fixable: fixedByRange((text(field(advisory, 'affectedVersions')) ?? '').replaceAll('|', '||')),
    },
    publishedAt: field(advisory, 'reportedAt'),
  })
}
