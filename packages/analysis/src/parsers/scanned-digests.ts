import { text } from './json-value.ts'

const digestPattern = /(?:^|@)(sha256:[0-9a-f]{64})$/i

/**
 * The digests of the image that a report says it scanned: of its manifest, as they stand alone or behind the `@` of a
 * name, and the id of the image beside them. An id alone decides nothing (it is the digest of a configuration, which no
 * registry gives as that of the image), so that without a digest of a manifest there are none.
 *
 * @example
 * ```ts
 * scannedDigests([`shop@sha256:${'a'.repeat(64)}`], null)[0]?.slice(0, 10) // 'sha256:aaa'
 * scannedDigests(['shop:1'], `sha256:${'a'.repeat(64)}`) // []
 * ```
 */
export function scannedDigests(names: readonly unknown[], imageId: unknown): readonly string[] {
  const manifests = names.flatMap(digestIn)
  return manifests.length === 0 ? [] : [...new Set([...manifests, ...digestIn(imageId)])]
}

function digestIn(name: unknown): readonly string[] {
  const digest = digestPattern.exec(text(name) ?? '')?.[1]
  return digest === undefined ? [] : [digest.toLowerCase()]
}
