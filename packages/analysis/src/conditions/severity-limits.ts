import { z } from 'zod'
import { severities, type Finding, type Severity } from '../evidence/index.ts'
import type { Judgement } from './condition.ts'

const limit = z.int().min(0).optional()

/** Largest number of findings per severity; at least one must be named. */
export const severityLimits = z
  .strictObject({ critical: limit, high: limit, medium: limit, low: limit, info: limit, unknown: limit })
  .refine(
    (limits) => Object.values(limits).some((value) => value !== undefined),
    'expected a limit for at least one severity',
  )

export type SeverityLimits = z.output<typeof severityLimits>

export type FindingsReason = 'findings-within-limits' | 'findings-over-limit'

/**
 * Compares distinct findings with the limits. A severity that no map knows counts towards the strictest limit that is
 * given, unless `unknown` has a limit of its own: it may be the worst of all. A severity without a limit of its own counts
 * towards the next milder one that has one: who allows no high finding allows no critical one.
 *
 * @param keyOf - what makes two findings the same one.
 */
export function judgeSeverities(
  findings: readonly Finding[],
  limits: SeverityLimits,
  keyOf: (finding: Finding) => string,
  noun: string,
): readonly [Judgement<FindingsReason>, ...Judgement<FindingsReason>[]] {
  const counted = distinct(
    findings.filter(({ suppressed }) => !suppressed),
    keyOf,
  )
  const suppressed = findings.filter((finding) => finding.suppressed).length
  const given = severities.flatMap((severity) => {
    const most = limits[severity]
    return most === undefined ? [] : [{ severity, most }]
  })
  const strictest = given.reduce<{ severity: Severity; most: number } | null>(
    (least, one) => (least === null || one.most < least.most ? one : least),
    null,
  )
  const bySeverity = new Map<Severity, Finding[]>()
  for (const finding of counted) {
    const towards =
      finding.severity === 'unknown' && limits.unknown === undefined
        ? (strictest?.severity ?? 'unknown')
        : limitFor(finding.severity, limits)
    bySeverity.set(towards, [...(bySeverity.get(towards) ?? []), finding])
  }
  const totals = severities.map(
    (severity) => `${counted.filter((one) => one.severity === severity).length} ${severity}`,
  )
  const facts = { distinct: counted.length, raw: findings.length, suppressed }
  const over = given.flatMap(({ severity, most }): Judgement<FindingsReason>[] => {
    const found = bySeverity.get(severity) ?? []
    if (found.length <= most) return []
    const others = severities.flatMap((other) => {
      const count = other === severity ? 0 : found.filter((one) => one.severity === other).length
      return count > 0 ? [`${count} of them ${other}`] : []
    })
    const aside = others.length > 0 ? ` (${others.join(', ')})` : ''
    return [
      {
        code: 'findings-over-limit',
        outcome: 'fail',
        sentence: `${found.length} ${severity} ${noun}${aside}, at most ${most} may be: ${found.slice(0, 3).map(findingText).join(', ')}${found.length > 3 ? ', …' : ''}`,
        facts: { ...facts, severity, found: found.length, limit: most },
      },
    ]
  })
  const [first, ...others] = over
  if (first !== undefined) return [first, ...others]
  return [
    {
      code: 'findings-within-limits',
      outcome: 'pass',
      sentence: `${counted.length} distinct ${noun} (${totals.filter((text) => !text.startsWith('0 ')).join(', ') || 'none'}) are within the limits${suppressed > 0 ? `; ${suppressed} suppressed in the report` : ''}`,
      facts,
    },
  ]
}

/** The severity whose limit a finding falls under: its own, or the next milder one that is limited. */
function limitFor(severity: Severity, limits: SeverityLimits): Severity {
  const milder = severities.slice(severities.indexOf(severity)).filter((one) => one !== 'unknown')
  return severity === 'unknown' ? severity : (milder.find((one) => limits[one] !== undefined) ?? severity)
}

function distinct(findings: readonly Finding[], keyOf: (finding: Finding) => string): readonly Finding[] {
  const kept = new Map<string, Finding>()
  for (const finding of findings) {
    const key = keyOf(finding)
    const before = kept.get(key)
    // The same problem listed twice with different severities counts as the worse.
    if (before === undefined || badness(finding) > badness(before)) kept.set(key, finding)
  }
  return [...kept.values()]
}

function badness({ severity }: Finding): number {
  return severity === 'unknown' ? severities.length : severities.length - 1 - severities.indexOf(severity)
}

function findingText(finding: Finding): string {
  const where =
    finding.package === null
      ? finding.location
      : `${finding.package.name} ${finding.package.installedVersion ?? ''}`.trim()
  return where === null ? finding.id : `${finding.id} in ${where}`
}
