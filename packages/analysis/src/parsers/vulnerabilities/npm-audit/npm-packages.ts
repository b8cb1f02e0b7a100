import type { Finding, ReportWarning } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import type { Tally } from '../../report-parser.ts'
import { fixedByRange } from '../fixed-by-range.ts'
import { cutShort, totalMismatch } from '../total-mismatch.ts'
import { githubAdvisory } from './github-advisory.ts'
import { listed } from '../../listed.ts'

/** What was read of an audit. */
export interface ReadAudit {
  readonly findings: readonly Finding[]
  /** Why the report proves nothing; `null` for a whole one. */
  readonly failure: string | null
  readonly warnings: readonly ReportWarning[]
  readonly tally: Tally
}

/**
 * npm 7 and later: packages by name. Objects in `via` are advisories of the package, texts name the packages that make it
 * vulnerable. Fixable is what `fixAvailable` says, also where the fix is a new major version of another package, and where
 * it is left out what the range of vulnerable versions says; the fixing version is known only where it is one of the
 * package itself. Installed versions are not in the report.
 */
export function readPackages(value: unknown): ReadAudit {
  const vulnerable = field(value, 'vulnerabilities')
  const packages = isObject(vulnerable) ? Object.entries(vulnerable) : []
  const names = new Set(packages.map(([name]) => name))
  const findings: Finding[] = []
  const unexplained: string[] = []
  for (const [name, entry] of packages) {
    const via = listed(field(entry, 'via'), 'npm-audit', 'advisories')
    const advisories = via.filter(isObject)
    for (const advisory of advisories) findings.push(findingOfAdvisory(name, entry, advisory))
    if (advisories.length > 0 || via.some((one) => typeof one === 'string' && names.has(one))) continue
    // Nothing in the report explains this package: it stands for itself.
    unexplained.push(name)
    findings.push(findingOfAdvisory(name, entry, { source: `npm:${name}`, severity: field(entry, 'severity') }))
  }
  const advisories = new Map<string, unknown>()
  for (const [, entry] of packages) {
    for (const advisory of items(field(entry, 'via')).filter(isObject)) {
      const key = text(field(advisory, 'url')) ?? JSON.stringify(field(advisory, 'source'))
      if (!advisories.has(key)) advisories.set(key, advisory)
    }
  }
  const total = fieldAt(value, 'metadata', 'vulnerabilities', 'total')
  return {
    findings,
    failure: cutShort('vulnerable packages', total, packages.length),
    warnings: [
      ...totalMismatch('vulnerable packages', total, packages.length),
      ...(unexplained.length === 0
        ? []
        : [
            {
              code: 'advisory-missing',
              message: `${unexplained.length} packages are listed as vulnerable and no advisory says why`,
            },
          ]),
    ],
    tally: {
      packages: packages.length,
      packagesBySeverity: countBy(packages, ([, entry]) => text(field(entry, 'severity'))),
      advisories: advisories.size,
      advisoriesBySeverity: countBy(advisories.values(), (one) => text(field(one, 'severity'))),
      fixAvailable: countBy(packages, ([, entry]) => fixWord(field(entry, 'fixAvailable'))),
      direct: packages.filter(([, entry]) => field(entry, 'isDirect') === true).length,
    },
  }
}

function findingOfAdvisory(name: string, entry: unknown, advisory: object): Finding {
  const url = text(field(advisory, 'url'))
  const source = field(advisory, 'source')
  const fix = field(entry, 'fixAvailable')
  const affected = text(field(advisory, 'name')) ?? name
  return findingOf({
    category: 'vulnerability',
    id: githubAdvisory(url) ?? (typeof source === 'number' ? `npm:${source}` : source) ?? url,
    aliases: typeof source === 'number' && githubAdvisory(url) !== null ? [`npm:${source}`] : [],
    word: field(advisory, 'severity'),
    title: field(advisory, 'title'),
    location: text(items(field(entry, 'nodes'))[0]),
    package: {
      name: affected,
      version: null,
      fixed: field(fix, 'name') === affected ? field(fix, 'version') : null,
      fixable: fix === undefined ? fixedByRange(text(field(advisory, 'range'))) : fix === true || isObject(fix),
    },
  })
}

function fixWord(fix: unknown): string {
  if (isObject(fix)) return 'object'
  return typeof fix === 'boolean' ? String(fix) : 'none'
}
