import type { Finding, VulnerabilitiesEvidence } from '../../../evidence/index.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'

/** True for what Semgrep's API answers about the vulnerable packages of a deployment. */
export function isSupplyChain(value: unknown): boolean {
  const listed = field(value, 'vulns')
  return Array.isArray(listed) && listed.length > 0 && listed.every(isEntry)
}

function isEntry(value: unknown): boolean {
  return isObject(field(value, 'advisory')) && isObject(field(value, 'matchedDependency'))
}

/**
 * The evidence of such an answer: one finding per entry, whether its code is reached or not. Those that were ignored or are
 * fixed are set aside. An answer that says that more follows proves nothing.
 */
export function readSupplyChain(value: unknown): VulnerabilitiesEvidence {
  return {
    kind: 'vulnerabilities',
    tool: 'Semgrep Supply Chain',
    findings: items(field(value, 'vulns')).map(findingOfEntry),
    createdAt: null,
    databaseBuiltAt: null,
    failure: field(value, 'hasMore') === true ? 'the answer says that more entries follow' : null,
  }
}

function findingOfEntry(entry: unknown): Finding {
  const advisory = field(entry, 'advisory')
  const ids = items(fieldAt(advisory, 'references', 'cveIds'))
  return findingOf({
    category: 'vulnerability',
    id: ids[0] ?? field(advisory, 'ruleId'),
    aliases: [...ids, field(advisory, 'ruleId')],
    word: field(advisory, 'severity'),
    title: field(entry, 'title') ?? field(advisory, 'title'),
    location: text(fieldAt(entry, 'dependencyFileLocation', 'path')),
    package: {
      name: fieldAt(entry, 'matchedDependency', 'name'),
      version: fieldAt(entry, 'matchedDependency', 'versionSpecifier'),
      fixed: fieldAt(entry, 'closestSafeDependency', 'versionSpecifier'),
      fixable: items(field(advisory, 'safeDependencies')).length > 0,
    },
    suppressed: /^(?:ignored|fixed)$/i.test(text(fieldAt(entry, 'triage', 'status')) ?? ''),
    publishedAt: field(advisory, 'announcedAt'),
  })
}
