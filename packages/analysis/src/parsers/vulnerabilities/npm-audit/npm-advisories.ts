import type { Finding } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { cutShort } from '../total-mismatch.ts'
import { githubAdvisory } from './github-advisory.ts'
import type { ReadAudit } from './npm-packages.ts'

/**
 * npm 6, pnpm and yarn 2 and 3: advisories by number, each with the installed versions that it applies to. One finding
 * per advisory and version; the paths to it are counted in the tally only. An audit that counts vulnerabilities (by path)
 * and lists no advisory at all proves nothing.
 */
export function readAdvisories(value: unknown): ReadAudit {
  const known = field(value, 'advisories')
  const advisories: readonly unknown[] = isObject(known) ? Object.values(known) : []
  const findings = advisories.flatMap(findingsOfAdvisory)
  const versions = advisories.flatMap((one) => items(field(one, 'findings')))
  return {
    findings,
    failure: advisories.length === 0 ? cutShort('vulnerabilities', totalOf(value), 0) : null,
    warnings: [],
    tally: {
      advisories: advisories.length,
      bySeverity: countBy(advisories, (one) => text(field(one, 'severity'))),
      findingVersions: versions.length,
      paths: versions.reduce<number>((sum, one) => sum + items(field(one, 'paths')).length, 0),
    },
  }
}

/** The vulnerabilities that an audit counts, by path; other marks of its summary are none. */
export function totalOf(summary: unknown): number {
  const counts = fieldAt(summary, 'metadata', 'vulnerabilities') ?? field(summary, 'vulnerabilities')
  return ['info', 'low', 'moderate', 'high', 'critical'].reduce((sum, severity) => {
    const count = field(counts, severity)
    return sum + (typeof count === 'number' && count > 0 ? count : 0)
  }, 0)
}

/** The findings of one advisory of the registry: one per installed version, at least one. */
export function findingsOfAdvisory(advisory: unknown): readonly Finding[] {
  const number = field(advisory, 'id')
  const key = typeof number === 'number' ? `npm:${number}` : text(number)
  const github = text(field(advisory, 'github_advisory_id')) ?? githubAdvisory(text(field(advisory, 'url')))
  const cves = items(field(advisory, 'cves'))
  const patched = text(field(advisory, 'patched_versions'))
  const versions = items(field(advisory, 'findings'))
  return (versions.length === 0 ? [undefined] : versions).map((one) =>
    findingOf({
      category: 'vulnerability',
      id: github ?? text(cves[0]) ?? key,
      aliases: [...cves, key],
      word: field(advisory, 'severity'),
      title: field(advisory, 'title') ?? field(advisory, 'overview'),
      location: text(items(field(one, 'paths'))[0]),
      package: {
        name: field(advisory, 'module_name') ?? field(advisory, 'name'),
        version: field(one, 'version'),
        fixed: isPatched(patched) ? patched : null,
      },
      publishedAt: field(advisory, 'created'),
    }),
  )
}

/** The registry writes a range that no version is in where there is no fix. */
function isPatched(range: string | null): boolean {
  return range !== null && !/^(?:<\s*0\.0\.0|none|no (?:fix|patch))/i.test(range.trim())
}
