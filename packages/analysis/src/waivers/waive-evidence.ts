import type {
  Finding,
  LintEvidence,
  ReportEvidence,
  SecretFinding,
  SecretsEvidence,
  SubmittedReport,
} from '../evidence/index.ts'
import { comparedId, lacksPath, matchesFinding, type NamedFinding } from './matches-finding.ts'
import type { Waiver } from './waiver.ts'

/** Kinds of evidence that are lists of findings; a condition of the same name judges them finding by finding. */
const waivedByFinding: ReadonlySet<string> = new Set(['vulnerabilities', 'findings', 'secrets', 'lint'])

/** True for a kind, of evidence or of a condition, whose findings are waived one by one and never as a whole. */
export function isWaivedByFinding(kind: string): boolean {
  return waivedByFinding.has(kind)
}

/** Finds the waivers that permit a finding, in the document's order, and those that name its rule without a path. */
export type FindWaivers = (finding: NamedFinding) => {
  readonly permitting: readonly Waiver[]
  readonly withoutPath: readonly Waiver[]
}

/** Waivers by what they name, so that each finding is held against those that may be meant. */
export function waiverFinder(waivers: readonly Waiver[]): FindWaivers {
  const byId = new Map<string, Waiver[]>()
  for (const waiver of waivers) {
    const id = comparedId(waiver.id)
    byId.set(id, [...(byId.get(id) ?? []), waiver])
  }
  return (finding) => {
    const asked = new Set([...finding.ids, ...finding.classes].map(comparedId))
    const named = [...asked].flatMap((id) => byId.get(id) ?? [])
    return {
      permitting: named.filter((waiver) => matchesFinding(waiver, finding)),
      withoutPath: named.filter((waiver) => lacksPath(waiver, finding)),
    }
  }
}

/**
 * A report as it is after waivers: vulnerabilities and other findings carry the id of the waiver that permits them, secrets
 * and problems of linters are taken out and no longer counted.
 *
 * @param permit - gives the id of the waiver that permits a finding, or `null`; asked once for each finding that counts,
 *   and for each place of a secret.
 */
export function waiveReport(
  report: SubmittedReport,
  permit: (finding: NamedFinding) => string | null,
): SubmittedReport {
  const { content } = report
  if (content.kind !== 'read' || !content.evidence.some(({ kind }) => isWaivedByFinding(kind))) return report
  return { ...report, content: { ...content, evidence: content.evidence.map((one) => waiveEvidence(one, permit)) } }
}

function waiveEvidence(evidence: ReportEvidence, permit: (finding: NamedFinding) => string | null): ReportEvidence {
  if (evidence.kind === 'lint') return waiveLint(evidence, permit)
  if (evidence.kind === 'secrets') {
    // In one place permitted, in another not: then it is left.
    const isLeft = (secret: SecretFinding): boolean =>
      [secret.location, ...(secret.otherLocations ?? [])].some(
        (location) => permit(namedSecret({ ...secret, location }, evidence)) === null,
      )
    return { ...evidence, secrets: evidence.secrets.filter(isLeft) }
  }
  if (evidence.kind !== 'vulnerabilities' && evidence.kind !== 'findings') return evidence
  const findings = evidence.findings.map((finding) => {
    if (finding.suppressed || finding.waiver !== undefined) return finding
    // In one place permitted, in another not: then it counts.
    const [waiver = null, ...others] = [finding.location, ...(finding.otherLocations ?? [])].map((location) =>
      permit(namedFinding({ ...finding, location }, evidence.tool)),
    )
    return waiver === null || others.includes(null) ? finding : { ...finding, waiver }
  })
  return { ...evidence, findings }
}

function namedFinding(finding: Finding, tool: string): NamedFinding {
  const { id, aliases, fingerprint, package: of, location } = finding
  // An advisory of several CVEs is none of them: to permit one is not to permit the others.
  const cves = new Set([id, ...aliases].filter((one) => /^CVE-/i.test(one)).map(comparedId))
  const names = cves.size > 1 ? [id] : [id, ...aliases]
  const own = fingerprint === undefined ? [] : [fingerprint]
  const classes = isOfRule(finding) ? names.filter((name) => !isAdvisory(name)) : []
  const ids = [...names.filter((name) => !classes.includes(name)), ...own]
  return { ids, classes, package: of, path: location, tool }
}

/** The id of a problem in code is the rule that found it: the same for every problem of that kind, tomorrow's too. */
function isOfRule({ category }: Finding): boolean {
  return category === 'code' || category === 'secret'
}

/** SARIF logs of scanners of packages say the advisory in place of a rule. */
function isAdvisory(id: string): boolean {
  return /^(?:CVE-\d{4}-\d+|GHSA(?:-[0-9a-z]{4}){3})$/i.test(id)
}

/** The rule of a secret names every secret of its kind, those of tomorrow too: it permits only where a path limits it. */
function namedSecret({ rule, fingerprint, location }: SecretFinding, { tool }: SecretsEvidence): NamedFinding {
  return { ids: fingerprint === null ? [] : [fingerprint], classes: [rule], package: null, path: location, tool }
}

function waiveLint(evidence: LintEvidence, permit: (finding: NamedFinding) => string | null): LintEvidence {
  const left = evidence.problems.filter(
    ({ rule, file }) =>
      rule === null || permit({ ids: [], classes: [rule], package: null, path: file, tool: evidence.tool }) === null,
  )
  // A report may count more problems than it lists; those that are not listed are nobody's to permit.
  const taken = (level: 'error' | 'warning' | 'info'): number =>
    evidence.problems.filter((one) => one.level === level).length - left.filter((one) => one.level === level).length
  return {
    ...evidence,
    errors: evidence.errors - taken('error'),
    warnings: evidence.warnings - taken('warning'),
    infos: evidence.infos - taken('info'),
    problems: left,
  }
}
