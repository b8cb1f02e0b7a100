import {
  severities,
  type AffectedPackage,
  type Finding,
  type ReportEvidence,
  type ReportWarning,
  type Severity,
  type VexStatement,
  type VexStatus,
} from '../../evidence/index.ts'
import { countBy } from '../count-by.ts'
import { excerpt } from '../malformed.ts'
import { scannedDigests } from '../scanned-digests.ts'
import { severityOfWord } from '../severity.ts'
import type { Bom, BomAnalysis, BomComponent, BomRating, BomTarget, BomVulnerability } from './cyclonedx-bom.ts'

const statusOfState: ReadonlyMap<string, VexStatus> = new Map([
  ['resolved', 'fixed'],
  ['resolved_with_pedigree', 'fixed'],
  ['exploitable', 'affected'],
  ['in_triage', 'under_investigation'],
  ['false_positive', 'not_affected'],
  ['not_affected', 'not_affected'],
])

/** Tools that do nothing but scan: an empty list of theirs means that nothing was found. */
const scanners = ['grype', 'osv-scanner']

const knownVersions: ReadonlySet<string> = new Set(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])

/**
 * What a CycloneDX document is evidence of.
 *
 * - A scan: findings, one per vulnerability and affected part. The severity is the highest rating; a CVSS score counts where
 *   no rating has a word. The states `resolved`, `resolved_with_pedigree`, `false_positive` and `not_affected` set a finding
 *   aside, and so does a version of the part that is listed as unaffected. Its analyses are statements too, except
 *   `in_triage`, which scanners write for everything.
 * - A VEX document, where every vulnerability has an analysis and none is about a part that the document itself lists:
 *   statements alone. It is no scan, so nothing can pass by it.
 * - An inventory, without vulnerabilities: evidence of nothing, because nobody looked. An empty list says no more, since
 *   tools write it where they did not scan (Trivy's SBOM), unless the tool does nothing but scan.
 *
 * Where no vulnerability has a recommendation, the document does not say what can be fixed: every finding counts as fixable.
 */
export function reportOfBom(
  bom: Bom,
  format: string,
): { readonly evidence: readonly ReportEvidence[]; readonly warnings: readonly ReportWarning[] } {
  const listed = bom.vulnerabilities ?? []
  const warnings: ReportWarning[] = versionWarnings(bom, format)
  const tool = toolOf(bom.tools)
  const isScanner = scanners.includes(tool.toLowerCase())
  if (listed.length === 0 && !(isScanner && bom.vulnerabilities !== null)) {
    warnings.push({
      code: 'no-scan',
      message: `The document lists ${bom.components.length} components and no vulnerabilities: an inventory is not a scan`,
    })
    return { evidence: [], warnings }
  }
  const parts = partsOf(bom)
  const targets = listed.map((one) => targetsOf(one, parts, bom))
  const strangeStates = listed.flatMap(({ analysis }) =>
    analysis === null || statusOfState.has(wordOf(analysis.state)) ? [] : [analysis.state],
  )
  for (const [state, count] of Object.entries(countBy(strangeStates, (word) => word))) {
    warnings.push({
      code: 'unknown-status',
      message: `Analysis state '${excerpt(state)}' of ${count} vulnerabilities is not known and sets nothing aside`,
    })
  }
  const isVex =
    listed.length > 0 &&
    listed.every(({ analysis }) => analysis !== null) &&
    targets.every((some) => some.every(({ isListed }) => !isListed))
  const statements = listed.flatMap((one, index) => {
    const triage = one.analysis !== null && wordOf(one.analysis.state) === 'in_triage'
    return one.analysis === null || (triage && !isVex)
      ? []
      : [statementOf(one, one.analysis, targets[index] ?? [], bom)]
  })
  const vex: readonly ReportEvidence[] =
    statements.length === 0 ? [] : [{ kind: 'vex', author: bom.author, statements }]
  if (isVex) return { evidence: vex, warnings }
  const unresolved = targets.flat().filter(({ component }) => component === null).length
  if (unresolved > 0) {
    warnings.push({ code: 'unresolved-ref', message: `${unresolved} affected parts are not listed in the document` })
  }
  const saysFixes = listed.some(({ recommendation }) => recommendation !== null)
  if (!saysFixes && listed.length > 0) {
    warnings.push({
      code: 'fixes-not-stated',
      message: 'The document does not say which vulnerabilities can be fixed; all count as fixable',
    })
  }
  const findings = listed.flatMap((one, index) => findingsOf(one, targets[index] ?? [], saysFixes))
  return {
    evidence: [
      {
        kind: 'vulnerabilities',
        tool,
        findings,
        createdAt: bom.createdAt,
        databaseBuiltAt: null,
        failure: null,
        digests: digestsOf(bom.subject),
      },
      ...vex,
    ],
    warnings,
  }
}

/** Of an image: in its purl, or in place of its version. */
function digestsOf(subject: BomComponent | null): readonly string[] {
  const purls = [subject?.purl, subject?.ref].filter((one) => one?.startsWith('pkg:') === true)
  return scannedDigests([...purls.map((one) => decoded(one ?? '').replace(/[?#].*$/s, '')), subject?.version], null)
}

function versionWarnings({ specVersion }: Bom, format: string): ReportWarning[] {
  if (specVersion !== null && knownVersions.has(specVersion)) return []
  const version = specVersion === null ? 'no version' : `version ${excerpt(specVersion, 20)}`
  return [{ code: 'unknown-version', message: `${format} of ${version} is read as if it were 1.7` }]
}

/** A scanner among the tools where there is one (an inventory's tool may stand beside it), else the first. */
function toolOf(tools: readonly string[]): string {
  const known = ['grype', 'trivy', 'osv-scanner', 'depscan', 'owasp-depscan', 'dependency-track', 'snyk', 'jake']
  return excerpt(tools.find((name) => known.includes(name.toLowerCase())) ?? tools[0] ?? 'CycloneDX', 100)
}

function wordOf(state: string): string {
  return state.trim().toLowerCase()
}

interface Parts {
  readonly byName: ReadonlyMap<string, BomComponent>
  readonly listed: ReadonlySet<BomComponent>
}

function partsOf(bom: Bom): Parts {
  const byName = new Map<string, BomComponent>()
  const add = (name: string | null, component: BomComponent): void => {
    if (name !== null && !byName.has(name)) byName.set(name, component)
  }
  for (const component of bom.components) add(component.ref, component)
  for (const component of bom.components) add(component.purl, component)
  if (bom.subject !== null) {
    add(bom.subject.ref, bom.subject)
    add(bom.subject.purl, bom.subject)
  }
  return { byName, listed: new Set(bom.components) }
}

interface Target {
  /** As written. */
  readonly ref: string
  readonly versions: BomTarget['versions']
  /** `null` where the document does not list it. */
  readonly component: BomComponent | null
  /** Among the components, not the subject alone. */
  readonly isListed: boolean
}

function targetsOf(one: BomVulnerability, { byName, listed }: Parts, bom: Bom): readonly Target[] {
  if (one.within !== null) return [{ ref: one.within.ref ?? '', versions: [], component: one.within, isListed: true }]
  return one.affects.map(({ ref, versions }) => {
    const local = localRef(ref, bom)
    const component = byName.get(local) ?? byName.get(decoded(local)) ?? null
    return { ref, versions, component, isListed: component !== null && listed.has(component) }
  })
}

/** `urn:cdx:serial/version#ref` of this very document as the ref alone. */
function localRef(ref: string, { serialNumber }: Bom): string {
  const link = /^urn:cdx:([^/#]+)(?:\/\d+)?#(.*)$/s.exec(ref)
  const serial = serialNumber?.replace(/^urn:uuid:/, '').toLowerCase()
  return link !== null && link[1]?.toLowerCase() === serial ? (link[2] ?? '') : ref
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function statementOf(
  { id, references, affects, within }: BomVulnerability,
  analysis: BomAnalysis,
  targets: readonly Target[],
  bom: Bom,
): VexStatement {
  const state = wordOf(analysis.state)
  const name = id ?? ''
  return {
    vulnerability: name,
    aliases: aliasesOf(name, references),
    products: affects.length === 0 && within === null ? [] : targets.flatMap(productsOf),
    status: statusOfState.get(state) ?? 'under_investigation',
    justification: analysis.justification ?? analysis.detail ?? (state === 'false_positive' ? state : null),
    statedAt: analysis.statedAt ?? bom.createdAt,
  }
}

/**
 * The names of a target as a product. Where it has a purl without a version and versions are listed, only those versions
 * are meant; a range cannot be named and is left out. An image whose version is its digest is named by that.
 */
function productsOf({ ref, component, versions }: Target): VexStatement['products'] {
  const digest = /^sha256:[0-9a-f]{64}$/i.test(component?.version ?? '') ? component?.version : null
  const id = component?.purl ?? digest ?? /#(pkg(?::|%3[aA]).*)$/s.exec(ref)?.[1] ?? ref
  const purl = decodedScheme(id)
  if (!purl.startsWith('pkg:') || versions.length === 0 || /@[^/?#]+(?:[?#]|$)/.test(purl))
    return [{ id: purl, subcomponents: [] }]
  const [, path = purl, rest = ''] = /^([^?#]*)(.*)$/s.exec(purl) ?? []
  return versions.flatMap(({ version }) =>
    version === null ? [] : [{ id: `${path}@${encodeURIComponent(version)}${rest}`, subcomponents: [] }],
  )
}

/** A purl as the fragment of a link may be escaped once more as a whole. */
function decodedScheme(id: string): string {
  return /^pkg%3a/i.test(id) ? decoded(id) : id
}

function findingsOf(one: BomVulnerability, targets: readonly Target[], saysFixes: boolean): readonly Finding[] {
  const fixedVersion = fixedVersionOf(one.recommendation)
  const fixable = !saysFixes || (one.recommendation !== null && /\bup(?:grade|date)/i.test(one.recommendation))
  const setAside = one.analysis === null ? false : suppresses(one.analysis.state)
  const { severity, word } = severityOf(one.ratings)
  const epss = one.ratings.find(
    ({ source, score }) => isEpss(source) && score !== null && score >= 0 && score <= 1,
  )?.score
  const finding = {
    category: 'vulnerability',
    id: one.id ?? 'unknown',
    aliases: aliasesOf(one.id ?? 'unknown', one.references),
    severity,
    severityWord: word,
    title: one.title === null ? null : excerpt(one.title, 300),
    location: null,
    ...(typeof epss === 'number' ? { epss } : {}),
    ...(one.ratings.some(({ source }) => /\bKEV\b/i.test(source ?? '')) ? { knownExploited: true } : {}),
    ...(one.publishedAt === null ? {} : { publishedAt: one.publishedAt }),
  } as const
  if (targets.length === 0) return [{ ...finding, package: null, suppressed: setAside }]
  return targets.map((target) => ({
    ...finding,
    package: packageOf(target, fixedVersion, fixable),
    suppressed: setAside || isUnaffectedVersion(target),
  }))
}

function suppresses(state: string): boolean {
  const status = statusOfState.get(wordOf(state))
  return status === 'fixed' || status === 'not_affected'
}

/** The part's own version is listed, and only as unaffected. */
function isUnaffectedVersion({ component, versions }: Target): boolean {
  const own = versions.filter(({ version }) => version !== null && version === component?.version)
  return own.length > 0 && own.every(({ status }) => status === 'unaffected')
}

function packageOf({ ref, component }: Target, fixedVersion: string | null, fixable: boolean): AffectedPackage {
  const purl = component?.purl ?? (ref.startsWith('pkg:') ? ref : null)
  return {
    name: excerpt(component?.name ?? (ref === '' ? 'unknown' : ref), 300),
    installedVersion: component?.version ?? null,
    fixedVersion,
    fixable,
    purl,
  }
}

/** Trivy writes `Upgrade NAME to version VERSION`. */
function fixedVersionOf(recommendation: string | null): string | null {
  const found = /\bto versions? +([^\s].{0,200})$/i.exec(recommendation?.trim() ?? '')?.[1]
  return found === undefined ? null : excerpt(found, 200)
}

function aliasesOf(id: string, references: readonly string[]): readonly string[] {
  return [...new Set(references)].filter((one) => one !== id)
}

function isEpss(source: string | null): boolean {
  return source !== null && /^(?:FIRST|EPSS)\b/i.test(source)
}

/** From worst to least, as the specification names them. */
const ratingWords = ['critical', 'high', 'medium', 'low', 'info', 'none', 'unknown']

/** The worst of the words in ratings, as one of the specification's where it is one; `null` where there is none. */
export function highestWord(ratings: readonly BomRating[]): string | null {
  const words = ratings.flatMap(({ severity }) => (severity === null ? [] : [severity.trim().toLowerCase()]))
  const rank = (word: string): number => {
    const at = ratingWords.indexOf(word)
    return at < 0 ? ratingWords.length : at
  }
  return words.toSorted((one, other) => rank(one) - rank(other))[0] ?? null
}

function severityOf(ratings: readonly BomRating[]): { readonly severity: Severity; readonly word: string | null } {
  const words = ratings.flatMap(({ severity }) => severity ?? [])
  if (words.length === 0) return { severity: worst(ratings.map(severityOfScore)), word: null }
  const found = worst(words.map(severityOfWord))
  // A word that nobody knows may be the worst of all.
  const isStrange = words.some((word) => severityOfWord(word) === 'unknown' && word.trim().toLowerCase() !== 'unknown')
  return { severity: isStrange && found !== 'critical' ? 'unknown' : found, word: highestWord(ratings) }
}

/** Bands of CVSS; scores of other methods (EPSS is one of them) say nothing about severity. */
function severityOfScore({ score, method }: BomRating): Severity {
  if (score === null || !/^CVSS/i.test(method ?? '') || !(score >= 0 && score <= 10)) return 'unknown'
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'info'
}

function worst(found: readonly Severity[]): Severity {
  return severities.find((severity) => found.includes(severity)) ?? 'unknown'
}
