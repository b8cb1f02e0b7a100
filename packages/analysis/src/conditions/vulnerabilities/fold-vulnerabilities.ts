import { severities, type AffectedPackage, type Finding, type Severity } from '../../evidence/index.ts'
import { packageIdentity, type PackageIdentity } from './package-identity.ts'

/** One advisory in one version of one package, under whatever names and however often it was listed. */
export interface DistinctVulnerability {
  /** As listed first, with the worst that any entry says and all that is known of a fix. */
  readonly finding: Finding
  /** What it is known by in later evidence: each of its names with that of the package, without a version. */
  readonly keys: readonly string[]
}

/** Ids that name exactly one vulnerability. Those of distributions (RHSA, DSA, USN) may hold several. */
const single = /^(?:CVE|GHSA|PYSEC|GO|RUSTSEC|MAL|OSV|GSD|EUVD|SNYK|PKSA|npm)[-:]/i

/**
 * Folds what is listed more than once: the same advisory, under any of its names, in the same version of the same package,
 * from one report or several. Packages are the same by purl; where an entry has none, by name; an entry without a version
 * is the same as one with. An entry that names several CVEs is known by its own id only: it is not one of them.
 */
export function foldVulnerabilities(findings: readonly Finding[]): readonly DistinctVulnerability[] {
  const groups = new Groups()
  const known = findings.map((finding) => ({
    ids: idsOf(finding),
    of: finding.package === null ? null : packageIdentity(finding.package),
    place: finding.location,
  }))
  const named = new Map<string, number>()
  const remember = (key: string, at: number): void => {
    if (!named.has(key)) named.set(key, at)
  }
  // Those without a purl come after all that have one, those without a version last.
  const rest = [...known.entries()].filter(([, { of }]) => of?.purl === null)
  for (const [at, { ids, of, place }] of known.entries()) {
    if (of === null) for (const id of ids) groups.join(at, `place\n${id}\n${place}`)
    else if (of.purl !== null) {
      for (const id of ids) {
        groups.join(at, `purl\n${id}\n${of.purl}\n${of.version}`)
        if (rest.length === 0) continue
        for (const name of of.names) {
          remember(`${id}\n${name}\n${of.version}`, at)
          remember(`${id}\n${name}`, at)
        }
      }
    }
  }
  for (const withVersion of [true, false]) {
    for (const [at, { ids, of }] of rest) {
      if (of === null || (of.version !== null) !== withVersion) continue
      for (const id of ids) joinByName(at, id, of)
    }
  }
  return groups.members(findings.length).map((members) => merged(members.flatMap((at) => findings[at] ?? [])))

  function joinByName(at: number, id: string, { names: [name], version }: PackageIdentity): void {
    const key = version === null ? `${id}\n${name}` : `${id}\n${name}\n${version}`
    const other = named.get(key)
    if (other === undefined) {
      remember(key, at)
      remember(`${id}\n${name}`, at)
    } else groups.unite(at, other)
  }
}

function idsOf({ id, aliases }: Finding): readonly string[] {
  const names = [id, ...aliases.filter((alias) => single.test(alias))].map((one) => one.toUpperCase())
  const cves = new Set(names.filter((one) => one.startsWith('CVE-')))
  return cves.size > 1 ? names.slice(0, 1) : [...new Set(names)]
}

/** Sets of numbers that were said to belong together. */
class Groups {
  readonly #parents = new Map<number, number>()
  readonly #firsts = new Map<string, number>()

  join(at: number, key: string): void {
    const first = this.#firsts.get(key)
    if (first === undefined) this.#firsts.set(key, at)
    else this.unite(at, first)
  }

  unite(one: number, other: number): void {
    const [low, high] = [this.#rootOf(one), this.#rootOf(other)].sort((a, b) => a - b)
    if (low !== undefined && high !== undefined && low !== high) this.#parents.set(high, low)
  }

  /** All numbers below `count`, by set, in the order of each set's first. */
  members(count: number): readonly (readonly number[])[] {
    const sets = new Map<number, number[]>()
    for (let at = 0; at < count; at += 1) {
      const root = this.#rootOf(at)
      const set = sets.get(root)
      if (set === undefined) sets.set(root, [at])
      else set.push(at)
    }
    return [...sets.values()]
  }

  #rootOf(at: number): number {
    let root = at
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) root = parent
    // Shorter next time.
    for (let step = at; step !== root;) {
      const next = this.#parents.get(step) ?? root
      this.#parents.set(step, root)
      step = next
    }
    return root
  }
}

/** From harmless to worst; what is not known may be the worst. */
function badness(severity: Severity): number {
  return severity === 'unknown' ? severities.length : severities.length - 1 - severities.indexOf(severity)
}

function merged(members: readonly Finding[]): DistinctVulnerability {
  const [first, ...others] = members
  if (first === undefined) throw new RangeError('Expected a group with a member, got none')
  const keys = new Set(members.flatMap(keysOf))
  if (others.length === 0) return { finding: first, keys: [...keys] }
  const worst = members.reduce((one, other) => (badness(other.severity) > badness(one.severity) ? other : one))
  const scores = members.flatMap(({ epss }) => epss ?? [])
  const dates = members.flatMap(({ publishedAt }) => publishedAt ?? [])
  const exploited = members.flatMap(({ knownExploited }) => knownExploited ?? [])
  return {
    keys: [...keys],
    finding: {
      ...first,
      aliases: [...new Set(members.flatMap(({ id, aliases }) => [id, ...aliases]))].filter((one) => one !== first.id),
      severity: worst.severity,
      severityWord: worst.severityWord,
      package: packageOf(members),
      ...(scores.length === 0 ? {} : { epss: scores.reduce((one, other) => Math.max(one, other)) }),
      ...(dates.length === 0 ? {} : { publishedAt: dates.reduce((one, other) => Math.min(one, other)) }),
      ...(exploited.length === 0 ? {} : { knownExploited: exploited.includes(true) }),
    },
  }
}

/** The package as the first entry with a fixing version has it, else the first with a version. */
function packageOf(members: readonly Finding[]): AffectedPackage | null {
  const all = members.flatMap((one) => one.package ?? [])
  const best =
    all.find(({ fixedVersion, installedVersion }) => fixedVersion !== null && installedVersion !== null) ??
    all.find(({ installedVersion }) => installedVersion !== null) ??
    all[0]
  if (best === undefined) return null
  const fixedVersion = all.map((one) => one.fixedVersion).find((one) => one !== null) ?? null
  return {
    ...best,
    purl: best.purl ?? all.map((one) => one.purl).find((one) => one !== null) ?? null,
    fixedVersion,
    fixable: all.some(({ fixable }) => fixable),
    wontFix: all.some(({ wontFix }) => wontFix === true),
  }
}

function keysOf(finding: Finding): readonly string[] {
  const place = finding.package?.name ?? finding.location ?? ''
  return idsOf(finding).map((id) => `${id} ${place}`)
}
