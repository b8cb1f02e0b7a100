import type { Finding } from '../evidence/index.ts'

/** A finding in a sentence: its id, where it is, what fixes it, and when it was published. */
function findingText(finding: Finding): string {
  const of = finding.package
  const where = of === null ? finding.location : `${of.name} ${of.installedVersion ?? ''}`.trim()
  const aside = [
    ...(of === null || finding.category !== 'vulnerability'
      ? []
      : [of.fixedVersion !== null ? `fixed in ${of.fixedVersion}` : of.fixable ? 'a fix exists' : 'no fix known']),
    ...(finding.knownExploited === true ? ['known to be exploited'] : []),
    ...(finding.publishedAt === undefined ? [] : [`published ${dayOf(finding.publishedAt)}`]),
  ]
  return `${finding.id}${where === null ? '' : ` in ${where}`}${aside.length === 0 ? '' : ` (${aside.join(', ')})`}`
}

/**
 * The first three of some findings, each with what fixes it and since when it is known, and how many there are more.
 *
 * @example
 * ```ts
 * findingsText([{ category: 'vulnerability', id: 'CVE-1', aliases: [], severity: 'high', severityWord: 'HIGH', title: null, location: null, package: { name: 'left', installedVersion: '1', fixedVersion: '2', fixable: true, purl: null }, suppressed: false, publishedAt: 0 }]) // 'CVE-1 in left 1 (fixed in 2, published 1970-01-01)'
 * ```
 */
export function findingsText(findings: readonly Finding[]): string {
  const more = findings.length - 3
  return `${findings.slice(0, 3).map(findingText).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function dayOf(at: number): string {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? new Date(at).toISOString().slice(0, 10) : 'unknown'
}
