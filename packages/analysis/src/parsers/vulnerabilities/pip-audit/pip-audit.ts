import type { Finding } from '../../../evidence/index.ts'
import { field, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { excerpt } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'

/**
 * The audit of pip-audit: `dependencies` with their `vulns`, or the bare list of versions before 2.0. It has no severities:
 * all are `unknown`. A dependency with a `skip_reason` was not audited; a report in which none was proves nothing.
 */
export const pipAuditParser: ReportParser = {
  matches: (document) => dependenciesOf(jsonOf(document)) !== null,
  parse: (document) => {
    const dependencies = dependenciesOf(jsonOf(document)) ?? []
    const skipped = dependencies.filter((one) => field(one, 'skip_reason') !== undefined)
    const findings = dependencies.flatMap(findingsOf)
    return {
      evidence: [
        {
          kind: 'vulnerabilities',
          tool: 'pip-audit',
          findings,
          createdAt: null,
          databaseBuiltAt: null,
          failure:
            skipped.length === dependencies.length
              ? dependencies.length === 0
                ? 'it lists no dependency'
                : `none of ${dependencies.length} dependencies was audited`
              : null,
        },
      ],
      warnings:
        skipped.length === 0
          ? []
          : [
              {
                code: 'dependencies-skipped',
                message: `${skipped.length} of ${dependencies.length} dependencies were not audited: ${skipped
                  .slice(0, 3)
                  .map((one) => excerpt(text(field(one, 'name')) ?? 'unknown'))
                  .join(', ')}`,
              },
            ],
      tally: {
        dependencies: dependencies.length,
        skipped: skipped.length,
        vulnerablePackages: dependencies.filter((one) => items(field(one, 'vulns')).length > 0).length,
        vulns: findings.length,
        withFix: findings.filter((one) => one.package?.fixable === true).length,
      },
    }
  },
}

function dependenciesOf(value: unknown): readonly unknown[] | null {
  const listed = Array.isArray(value) ? value : field(value, 'dependencies')
  if (!Array.isArray(listed)) return null
  const isDependency = (one: unknown): boolean =>
    isObject(one) &&
    text(field(one, 'name')) !== null &&
    (Array.isArray(field(one, 'vulns')) || field(one, 'skip_reason') !== undefined)
  if (!listed.every(isDependency)) return null
  // An empty list is pip-audit's only in its object.
  return listed.length > 0 || isEmptyAudit(value) ? listed : null
}

/** `dependencies` and nothing that pip-audit does not write beside them. */
function isEmptyAudit(value: unknown): boolean {
  return isObject(value) && Object.keys(value).every((key) => key === 'dependencies' || key === 'fixes')
}

function findingsOf(dependency: unknown): readonly Finding[] {
  return items(field(dependency, 'vulns')).map((one) => {
    const fixed = items(field(one, 'fix_versions')).flatMap((version) => text(version) ?? [])
    return findingOf({
      category: 'vulnerability',
      id: field(one, 'id'),
      aliases: items(field(one, 'aliases')),
      word: null,
      title: field(one, 'description'),
      package: {
        name: field(dependency, 'name'),
        version: field(dependency, 'version'),
        fixed: fixed.length > 0 ? fixed.join(', ') : null,
      },
    })
  })
}
