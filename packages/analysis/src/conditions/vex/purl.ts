/** A package URL, taken apart and with its escapes read. Names are as their type compares them. */
export interface Purl {
  readonly type: string
  /** Segments joined by `/`; empty where there is none. */
  readonly namespace: string
  readonly name: string
  readonly version: string | null
  readonly qualifiers: ReadonlyMap<string, string>
  readonly subpath: string | null
}

/** Types whose names are the same whatever their case. */
const caseless: ReadonlySet<string> = new Set([
  'alpm',
  'apk',
  'bitbucket',
  'composer',
  'deb',
  'docker',
  'gem',
  'github',
  'gitlab',
  'golang',
  'hex',
  'npm',
  'nuget',
  'oci',
  'pub',
  'pypi',
  'rpm',
])

/**
 * Reads a package URL, strictly: `null` for anything that is none, and for escapes that mean nothing.
 *
 * @example
 * ```ts
 * parsePurl('pkg:npm/%40angular/core@17.0.0')?.namespace // '@angular'
 * parsePurl('pkg:oci/alpine@sha256%3A12ab')?.version // 'sha256:12ab'
 * parsePurl('alpine:3.18') // null
 * ```
 */
export function parsePurl(text: string): Purl | null {
  const found = /^pkg:\/*([a-zA-Z][a-zA-Z0-9.+-]*)\/([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text.trim())
  if (found === null) return null
  const [, written = '', path = '', query = '', fragment = ''] = found
  const type = written.toLowerCase()
  const at = path.lastIndexOf('@')
  // An `@` at the beginning of a segment belongs to a name: writers forget to escape that of npm's scopes.
  const hasVersion = at > 0 && path.charAt(at - 1) !== '/'
  const segments = decodedAll((hasVersion ? path.slice(0, at) : path).split('/').filter((part) => part !== ''))
  const version = hasVersion ? decoded(path.slice(at + 1)) : ''
  const qualifiers = qualifiersOf(query)
  const subpath = decodedAll(fragment.split('/').filter((part) => part !== '' && part !== '.' && part !== '..'))
  const name = segments?.at(-1)
  if (segments === null || name === undefined || version === null || qualifiers === null || subpath === null)
    return null
  const comparableName = comparable(type, name)
  return {
    type,
    namespace: comparable(type, segments.slice(0, -1).join('/')),
    name: comparableName,
    version: version === '' ? null : version,
    qualifiers: type === 'oci' ? withRepository(qualifiers, comparableName) : qualifiers,
    subpath: subpath.length === 0 ? null : subpath.join('/'),
  }
}

function comparable(type: string, name: string): string {
  const lower = caseless.has(type) ? name.toLowerCase() : name
  return type === 'pypi' ? lower.replace(/[-_.]+/g, '-') : lower
}

function qualifiersOf(query: string): ReadonlyMap<string, string> | null {
  const qualifiers = new Map<string, string>()
  for (const part of query.split('&')) {
    const equals = part.indexOf('=')
    if (equals <= 0) {
      if (part === '') continue
      return null
    }
    const value = decoded(part.slice(equals + 1))
    if (value === null) return null
    if (value !== '') qualifiers.set(part.slice(0, equals).toLowerCase(), value)
  }
  return qualifiers
}

/**
 * The repository of an image as one text, however it is written: with the image's name at its end or without, by any of the
 * names of Docker's registry, with a scheme or without.
 */
function withRepository(qualifiers: ReadonlyMap<string, string>, name: string): ReadonlyMap<string, string> {
  const written = qualifiers.get('repository_url')
  if (written === undefined) return qualifiers
  const plain = written
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^(?:index|registry-1)\.docker\.io(?=\/|$)/, 'docker.io')
    .replace(/\/$/, '')
  const whole = plain === name || plain.endsWith(`/${name}`) ? plain : `${plain}/${name}`
  return new Map([...qualifiers, ['repository_url', whole]])
}

function decodedAll(parts: readonly string[]): readonly string[] | null {
  const read = parts.map(decoded)
  return read.every((part) => part !== null) ? read : null
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
