import { isFromTool } from '../conditions/index.ts'
import type { AffectedPackage } from '../evidence/index.ts'
import { parsePathPattern, plainPath } from '../units/index.ts'
import type { Waiver } from './waiver.ts'

/** What a waiver is held against, whatever kind of evidence it stands in. */
export interface NamedFinding {
  /** Id, aliases and fingerprints: one of them is what the waiver names. */
  readonly ids: readonly string[]
  /** Ids that name a whole class of findings (a rule): they need a path beside them. */
  readonly classes: readonly string[]
  readonly package: AffectedPackage | null
  readonly path: string | null
  readonly tool: string
}

/** An id as it is compared: ids of advisories are written in either case. */
export function comparedId(id: string): string {
  return id.toLowerCase()
}

/** True where a waiver names the finding and all that it is limited to holds. What is not known is not the same. */
export function matchesFinding({ id, scope }: Waiver, finding: NamedFinding): boolean {
  if (!isNamed(id, finding.ids) && !(scope.path !== null && isNamed(id, finding.classes))) return false
  if (scope.tool !== null && !isFromTool(finding.tool, scope.tool)) return false
  if (scope.path !== null && !isAt(finding.path, scope.path)) return false
  if (scope.package === null) return true
  if (finding.package === null || !isPackage(finding.package, scope.package)) return false
  return scope.version === null || finding.package.installedVersion === scope.version
}

/** True where a waiver names nothing but the finding's class and says no path: it would permit the next one too. */
export function lacksPath({ id, scope }: Waiver, { ids, classes }: NamedFinding): boolean {
  return scope.path === null && isNamed(id, classes) && !isNamed(id, ids)
}

function isNamed(id: string, among: readonly string[]): boolean {
  return among.some((one) => comparedId(one) === comparedId(id))
}

/** Reports write a line and a column behind a path. A path that leads out of its root is nowhere. */
function isAt(path: string | null, asked: string): boolean {
  if (path === null) return false
  const plain = plainPath(path)
  if (plain === null) return false
  const { matches } = parsePathPattern(asked)
  return matches(plain) || matches(plain.replace(/(?::\d+){1,2}$/, ''))
}

function isPackage({ name, purl }: AffectedPackage, asked: string): boolean {
  if (!asked.startsWith('pkg:')) return name === asked
  if (purl === null) return false
  const [have, want] = [purlParts(purl), purlParts(asked)]
  return (
    have.path === want.path &&
    (want.version === null || have.version === want.version) &&
    (want.qualifiers === null || have.qualifiers === want.qualifiers)
  )
}

/** The parts of a purl as far as they are compared; the version of `pkg:npm/@scope/name` is none. */
function purlParts(purl: string): { path: string; version: string | null; qualifiers: string | null } {
  const [whole = ''] = purl.split('#')
  const [plain = '', qualifiers = null] = whole.split('?')
  const at = plain.indexOf('@', plain.lastIndexOf('/') + 2)
  const path = decoded(at < 0 ? plain : plain.slice(0, at))
  // The type has no case; the name's case is the ecosystem's business.
  const type = /^pkg:[^/]*/.exec(path)?.[0] ?? ''
  return {
    path: `${type.toLowerCase()}${path.slice(type.length)}`,
    version: at < 0 ? null : decoded(plain.slice(at + 1)),
    qualifiers,
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
