import type { SubmittedReport } from '../evidence/index.ts'
import type { Part, WaiverUse } from '../verdict/index.ts'
import { isExpired, scopeText, type Waiver } from './waiver.ts'
import type { NamedFinding } from './matches-finding.ts'
import { lacksEvidence, waiveCondition } from './waive-condition.ts'
import { isWaivedByFinding, waiveReport, waiverFinder } from './waive-evidence.ts'

/** Waivers of one gate, on its way from evidence to verdict. */
export interface AppliedWaivers {
  /** The reports as a condition may see them. */
  readonly reportsFor: (condition: string) => readonly SubmittedReport[]
  /** A part after a waiver of its whole condition; the same one where there is none. */
  readonly partOf: (part: Part) => Part
  /**
   * What became of each waiver, in the document's order.
   *
   * @param parts - as the conditions judged them.
   */
  readonly uses: (parts: readonly Part[]) => readonly WaiverUse[]
}

/**
 * Applies waivers to the reports of a gate. A waiver of a finding holds for the conditions that judge findings, or for the
 * one that it names. A waiver whose `condition` is no list of findings permits that condition to fail.
 *
 * Left out of the uses is a waiver that nothing here could tell about: its findings were not looked for, its condition is
 * of another gate, or it is for another artifact.
 */
export function applyWaivers(given: {
  readonly waivers: readonly Waiver[]
  readonly conditions: readonly { readonly id: string; readonly kind: string }[]
  readonly reports: readonly SubmittedReport[]
  /** Digest of the artifact that is judged. */
  readonly digest: string | null
  /** Milliseconds since the epoch. */
  readonly judgedAt: number
}): AppliedWaivers {
  const kinds = new Map(given.conditions.map(({ id, kind }) => [id, kind]))
  const here = given.waivers.filter(({ scope }) => scope.digest === null || scope.digest === given.digest)
  const ofFindings = here.filter(({ condition }) => condition === null || isWaivedByFinding(kinds.get(condition) ?? ''))
  const ofConditions = here.filter((waiver) => isOfWholeCondition(waiver, kinds) && !isExpired(waiver, given.judgedAt))
  const found = new Map<Waiver, number>()
  const withoutPath = new Set<Waiver>()
  const general = waived(
    given.reports,
    ofFindings.filter(({ condition }) => condition === null),
  )
  const own = new Map(
    given.conditions.map(({ id }) => {
      const named = ofFindings.filter(({ condition }) => condition === id)
      return [id, named.length === 0 ? general : waived(general, named)]
    }),
  )
  return {
    reportsFor: (condition) => own.get(condition) ?? general,
    partOf: (part) => {
      const waiver = ofConditions.find(({ condition }) => condition === part.id)
      return waiver === undefined || part.outcome !== 'fail' ? part : waiveCondition(part, waiver)
    },
    uses: (parts) => here.flatMap((waiver) => useOf(waiver, parts)),
  }

  /** The reports with what these waivers permit; counts what each of them matches, expired ones too. */
  function waived(reports: readonly SubmittedReport[], waivers: readonly Waiver[]): readonly SubmittedReport[] {
    if (waivers.length === 0) return reports
    const find = waiverFinder(waivers)
    const permit = (finding: NamedFinding): string | null => {
      const { permitting, withoutPath: wide } = find(finding)
      for (const waiver of wide) withoutPath.add(waiver)
      for (const waiver of permitting) found.set(waiver, (found.get(waiver) ?? 0) + 1)
      return permitting.find((waiver) => !isExpired(waiver, given.judgedAt))?.id ?? null
    }
    return reports.map((report) => waiveReport(report, permit))
  }

  function useOf(waiver: Waiver, parts: readonly Part[]): readonly WaiverUse[] {
    const { id, condition, who, why, until } = waiver
    const scope = scopeText(waiver.scope)
    const expired = isExpired(waiver, given.judgedAt)
    const use = (matched: number): readonly WaiverUse[] => [
      {
        id,
        condition,
        scope,
        who,
        why,
        until,
        state: expired ? 'expired' : matched > 0 ? 'applied' : 'stale',
        findings: matched,
        ...(matched === 0 && withoutPath.has(waiver) ? { remark: needsPath } : {}),
      },
    ]
    if (isOfWholeCondition(waiver, kinds)) {
      const part = parts.find(({ id: other }) => other === condition)
      const outcome = part?.outcome
      // Where nothing could be measured, nobody knows whether the permission is needed.
      if (part !== undefined && lacksEvidence(part)) return []
      return outcome === 'inconclusive' || outcome === 'error' ? [] : use(outcome === 'fail' ? 1 : 0)
    }
    const isLookedFor =
      ofFindings.includes(waiver) && (condition === null ? wasLooked(kinds) : wasLooked(kinds, condition))
    return isLookedFor ? use(found.get(waiver) ?? 0) : []
  }

  /** True where evidence came for a condition that judges findings. */
  function wasLooked(all: ReadonlyMap<string, string>, only?: string): boolean {
    const judged = new Set([...all].filter(([id]) => only === undefined || id === only).map(([, kind]) => kind))
    return given.reports.some(
      ({ content }) =>
        content.kind === 'read' && content.evidence.some(({ kind }) => isWaivedByFinding(kind) && judged.has(kind)),
    )
  }
}

const needsPath = 'it names a rule without a path, which would permit every finding of that rule: say a path'

/** A permission for a whole condition cannot be limited to a part of its evidence. */
function isOfWholeCondition({ condition, scope }: Waiver, kinds: ReadonlyMap<string, string>): boolean {
  const kind = condition === null ? undefined : kinds.get(condition)
  if (kind === undefined || isWaivedByFinding(kind)) return false
  return [scope.package, scope.version, scope.path, scope.tool].every((limit) => limit === null)
}
