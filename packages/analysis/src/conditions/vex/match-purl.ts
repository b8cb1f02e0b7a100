import type { Purl } from './purl.ts'

/** In what a package is not the one that a statement names; from farthest to nearest. */

export type PurlDifference = 'package' | 'version' | 'qualifiers'

/**
 * How a package differs from the one that a statement names; `null` where it is that one. A statement without a version
 * means every version, and qualifiers and a subpath count only where the statement has them.
 *
 * @example
 * ```ts
 * purlDifference(parsePurl('pkg:deb/debian/bash'), parsePurl('pkg:deb/debian/bash@5.2?arch=amd64')) // null
 * purlDifference(parsePurl('pkg:deb/debian/bash@5.1'), parsePurl('pkg:deb/debian/bash@5.2')) // 'version'
 * purlDifference(parsePurl('pkg:deb/debian/bash'), null) // 'package'
 * ```
 */
export function purlDifference(stated: Purl | null, found: Purl | null): PurlDifference | null {
  if (stated === null || found === null) return 'package'
  if (stated.type !== found.type || stated.namespace !== found.namespace || stated.name !== found.name) return 'package'
  if (stated.version !== null && stated.version !== found.version) return 'version'
  const differs = [...stated.qualifiers].some(([key, value]) => found.qualifiers.get(key) !== value)
  return differs || (stated.subpath !== null && stated.subpath !== found.subpath) ? 'qualifiers' : null
}
