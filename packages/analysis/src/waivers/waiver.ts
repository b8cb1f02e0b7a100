/** What a waiver is limited to; `null` limits nothing. */
export interface WaiverScope {
  /** Name of the package, or its purl. A purl without a version means every version. */
  readonly package: string | null
  /** The installed version, as the report names it. */
  readonly version: string | null
  /** Pattern of the file or target that the finding is in. */
  readonly path: string | null
  /** Only while the gate judges this artifact, `sha256:…`. */
  readonly digest: string | null
  /** Only findings of this tool. */
  readonly tool: string | null
}

/** A recorded, expiring permission for a named finding, or for a condition that is no list of findings. */
export interface Waiver {
  /** Of a finding: advisory or rule id, an alias or a fingerprint. Of a condition: a name for the permission. */
  readonly id: string
  /** Id of the only condition that it is for; `null` for all that look at findings. */
  readonly condition: string | null
  readonly scope: WaiverScope
  /** Who answers for it. */
  readonly who: string
  readonly why: string
  /** The last day that it holds, `2026-12-31`: to the end of that day in UTC. */
  readonly until: string
}

const dayMs = 86_400_000

/**
 * True from the first instant after the last day of a waiver, in UTC.
 *
 * @param at - milliseconds since the epoch.
 * @example
 * ```ts
 * isExpired({ until: '2026-12-31' }, Date.UTC(2026, 11, 31, 23, 59, 59)) // false
 * isExpired({ until: '2026-12-31' }, Date.UTC(2027, 0, 1)) // true
 * ```
 */
export function isExpired({ until }: Pick<Waiver, 'until'>, at: number): boolean {
  // A day that is none, and a moment that is none, hold nothing.
  return !(at < Date.parse(`${until}T00:00:00Z`) + dayMs)
}

/** A scope in words, or `null` where it limits nothing. */
export function scopeText(scope: WaiverScope): string | null {
  const { package: name, version, path, digest, tool } = scope
  const words = [
    name === null ? null : `package ${name}${version === null ? '' : ` ${version}`}`,
    path === null ? null : `path ${path}`,
    digest === null ? null : `artifact ${digest}`,
    tool === null ? null : `tool ${tool}`,
  ].filter((word) => word !== null)
  return words.length === 0 ? null : words.join(', ')
}
