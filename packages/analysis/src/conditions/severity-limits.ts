import { z } from 'zod'
import { severities, type Finding, type Severity } from '../evidence/index.ts'
import type { Fact } from '../verdict/index.ts'
import type { Judgement } from './condition.ts'
import { findingsText } from './finding-text.ts'
import { totalsText } from './set-aside.ts'

const limit = z.int().min(0).optional()

/** Largest number of findings per severity; at least one must be named. */
export const severityLimits = z
  .strictObject({ critical: limit, high: limit, medium: limit, low: limit, info: limit, unknown: limit })
  .refine(
    (limits) => Object.values(limits).some((value) => value !== undefined),
    'expected a limit for at least one severity',
  )

export type SeverityLimits = z.output<typeof severityLimits>

export type SeverityReason = 'findings-within-limits' | 'findings-over-limit'

/**
 * Compares findings, of which none is listed twice, with the limits. A severity that no map knows counts towards the
 * strictest limit that is given, unless `unknown` has a limit of its own: it may be the worst of all. A severity without a
 * limit of its own counts towards the next milder one that has one: who allows no high finding allows no critical one.
 *
 * @param facts - what the condition knows beside the counts.
 */
export function judgeSeverities(
  counted: readonly Finding[],
  limits: SeverityLimits,
  noun: string,
  facts: Readonly<Record<string, Fact>>,
): readonly [Judgement<SeverityReason>, ...Judgement<SeverityReason>[]] {
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
    const found = bySeverity.get(towards)
    if (found === undefined) bySeverity.set(towards, [finding])
    else found.push(finding)
  }
  const over = given.flatMap(({ severity, most }): Judgement<SeverityReason>[] => {
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
        sentence: `${found.length} ${severity} ${noun}${aside}, at most ${most} may be: ${findingsText(worstFirst(found))}`,
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
      sentence: `${counted.length} distinct ${noun} (${totalsText(counted)}) are within the limits`,
      facts,
    },
  ]
}

function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity))
}

/** The severity whose limit a finding falls under: its own, or the next milder one that is limited. */
function limitFor(severity: Severity, limits: SeverityLimits): Severity {
  const milder = severities.slice(severities.indexOf(severity)).filter((one) => one !== 'unknown')
  return severity === 'unknown' ? severity : (milder.find((one) => limits[one] !== undefined) ?? severity)
}
