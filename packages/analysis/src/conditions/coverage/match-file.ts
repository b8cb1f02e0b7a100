import type { CoverageEvidence, FileCoverage } from '../../evidence/index.ts'
import { someNames } from './coverage-text.ts'
import { isAbsolute, plainPath } from './plain-path.ts'

/** What a report knows of a file of the repository. */
export type FileMatch =
  | { readonly kind: 'found'; readonly file: FileCoverage; readonly exact: boolean }
  | { readonly kind: 'unknown' }
  /** `why` is a sentence without its full stop. */
  | { readonly kind: 'ambiguous'; readonly why: string }

/** Finds the files of a report by the paths of the repository. */
export interface FileMatcher {
  readonly find: (path: string) => FileMatch
}

/** A path that a file of a report may have, cut into its parts. */
interface Candidate {
  readonly parts: readonly string[]
  readonly absolute: boolean
  readonly file: FileCoverage
}

/**
 * Matches paths of the repository with those of a report, which may be absolute, start with a module's name, or start
 * below a source root. Two paths match where they are equal, or one is the other with parts before it; a report's path
 * that its source root completes is only compared completed. Of several that match the one with most parts in common
 * holds; where two have as many, the answer is `ambiguous`, never a guess.
 *
 * @param tracked - every file of the repository, where that is known: a report's `src/a.ts` is not `one/src/a.ts` where
 *   `src/a.ts` exists, and may be either where there is `two/src/a.ts` as well.
 */
export function matchFiles(
  { files, roots = [] }: Pick<CoverageEvidence, 'files' | 'roots'>,
  tracked: readonly string[] = [],
): FileMatcher {
  const candidates = byName(
    files.flatMap((file) =>
      completed(file.path, roots).map((path) => ({ parts: partsOf(path), absolute: isAbsolute(path), file })),
    ),
  )
  const repository = byName(tracked.map((path) => ({ parts: partsOf(path), path })))
  return {
    find: (path) => {
      const wanted = partsOf(path)
      let most = 0
      let best: Candidate[] = []
      for (const candidate of candidates.get(wanted.at(-1) ?? '') ?? []) {
        const score = scoreOf(candidate, wanted)
        if (score > most) {
          most = score
          best = [candidate]
        } else if (score === most && score > 0 && best.every(({ file }) => file !== candidate.file))
          best.push(candidate)
      }
      const [first, ...others] = best
      if (first === undefined) return { kind: 'unknown' }
      if (others.length > 0) {
        const why = `The changed file ${path} may be any of ${someNames(best.map(({ file }) => file.path))} of the report`
        return { kind: 'ambiguous', why }
      }
      const found: FileMatch = { kind: 'found', file: first.file, exact: first.parts.length === wanted.length }
      return first.parts.length < wanted.length ? (otherOwner(first, repository) ?? found) : found
    },
  }
}

/** What speaks against a report's short path being the longer one: another file of the repository that it may be. */
function otherOwner(
  { parts, file }: Candidate,
  repository: ReadonlyMap<string, readonly { readonly parts: readonly string[]; readonly path: string }[]>,
): FileMatch | null {
  const owners = (repository.get(parts.at(-1) ?? '') ?? []).filter((one) => endsIn(one.parts, parts))
  if (owners.some((one) => one.parts.length === parts.length)) return { kind: 'unknown' }
  if (owners.length < 2) return null
  const why = `The report's file ${file.path} may be any of ${someNames(owners.map(({ path }) => path))} of the repository`
  return { kind: 'ambiguous', why }
}

function byName<One extends { readonly parts: readonly string[] }>(all: readonly One[]): ReadonlyMap<string, One[]> {
  const map = new Map<string, One[]>()
  for (const one of all) {
    const name = one.parts.at(-1) ?? ''
    const known = map.get(name)
    if (known === undefined) map.set(name, [one])
    else known.push(one)
  }
  return map
}

function completed(path: string, roots: readonly string[]): readonly string[] {
  const plain = plainPath(path)
  if (isAbsolute(path) || roots.length === 0) return [plain]
  return roots.map((root) => plainPath(`${root}/${path}`))
}

function partsOf(path: string): readonly string[] {
  return plainPath(path).replace(/^\//, '').split('/')
}

/** How many parts two paths have in common from the end, where that is the whole of one of them; equal ones come first. */
function scoreOf({ parts, absolute }: Candidate, wanted: readonly string[]): number {
  if (parts.length === wanted.length) return endsIn(parts, wanted) ? Number.POSITIVE_INFINITY : 0
  if (parts.length > wanted.length) return endsIn(parts, wanted) ? wanted.length : 0
  return !absolute && endsIn(wanted, parts) ? parts.length : 0
}

function endsIn(parts: readonly string[], end: readonly string[]): boolean {
  return end.length <= parts.length && end.every((part, at) => parts[parts.length - end.length + at] === part)
}
