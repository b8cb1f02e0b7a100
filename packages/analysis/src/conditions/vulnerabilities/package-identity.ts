import type { AffectedPackage } from '../../evidence/index.ts'
import { parsePurl } from '../vex/purl.ts'

/** What makes a package of one report the same as one of another. */
export interface PackageIdentity {
  /** Type, namespace and name of its purl; `null` without one. Qualifiers differ between scanners and are left out. */
  readonly purl: string | null
  /** What reports without a purl may call it, in lower case: its name, and that with its namespace before it. */
  readonly names: readonly [string, ...string[]]
  /** `null` where the report does not say it. */
  readonly version: string | null
}

/**
 * @example
 * ```ts
 * packageIdentity({ name: 'zlib1g', installedVersion: '1.2', fixedVersion: null, fixable: false, purl: 'pkg:deb/debian/zlib1g@1.2?arch=amd64' }).purl // 'deb/debian/zlib1g'
 * ```
 */
export function packageIdentity({ name, installedVersion, purl }: AffectedPackage): PackageIdentity {
  const read = purl === null ? null : parsePurl(purl)
  const version = (installedVersion ?? read?.version ?? null)?.replace(/^v(?=\d)/, '') ?? null
  const listed = name.toLowerCase()
  if (read === null) return { purl: null, names: [listed], version }
  const { type, namespace } = read
  const own = read.name.toLowerCase()
  const space = namespace.toLowerCase()
  return {
    purl: [type, ...(namespace === '' ? [] : [namespace]), read.name].join('/'),
    names: namespace === '' ? [listed, own] : [listed, own, `${space}/${own}`, `${space}:${own}`],
    version,
  }
}
