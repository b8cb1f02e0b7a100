import type { AffectedPackage } from '../../evidence/index.ts'

/** What makes a package of one report the same as one of another. */
export interface PackageIdentity {
  /** Type, namespace and name of its purl; `null` without one. Qualifiers differ between scanners and are left out. */
  readonly purl: string | null
  readonly name: string
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
  const [, path = ''] = /^pkg:\/{0,2}([^?#]+)/i.exec(purl ?? '') ?? []
  const at = path.lastIndexOf('@')
  // A scope of npm (`@angular/core`) begins a part of the path, a version never does.
  const hasVersion = at > 0 && path.charAt(at - 1) !== '/'
  const coordinates = decoded(hasVersion ? path.slice(0, at) : path)
  const [type = '', ...rest] = coordinates.split('/')
  const version = installedVersion ?? (hasVersion ? decoded(path.slice(at + 1)) : null)
  return {
    purl: rest.length === 0 ? null : [type.toLowerCase(), ...rest].join('/'),
    name,
    version: version === null ? null : version.replace(/^v(?=\d)/, ''),
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
