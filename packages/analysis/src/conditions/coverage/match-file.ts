import type { CoverageEvidence, FileCoverage } from '../../evidence/index.ts'
import { isAbsolute, plainPath } from './plain-path.ts'

/** What a report knows of a file of the repository. */
export type FileMatch =
  | { readonly kind: 'found'; readonly file: FileCoverage; readonly exact: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ambiguous'; readonly paths: readonly string[] }

/** Finds the files of a report by the paths of the repository. */
export interface FileMatcher {
  readonly find: (path: string) => FileMatch
}

/**
 * Matches paths of the repository with those of a report, which may be absolute, start with a module's name, or start
 * below a source root. Two paths match where they are equal, or one is the other with parts before it; a report's path
 * that its source root completes is only compared completed. Of several that match the one with most parts in common
 * holds; where two have as many, the answer is `ambiguous`, never a guess.
 */
export function matchFiles({ files, roots = [] }: Pick<CoverageEvidence, 'files' | 'roots'>): FileMatcher {
  const byName = new Map<
    string,
    { readonly parts: readonly string[]; readonly absolute: boolean; readonly file: FileCoverage }[]
  >()
  for (const file of files) {
    for (const path of completed(file.path, roots)) {
      const parts = partsOf(path)
      const name = parts.at(-1) ?? ''
      const known = byName.get(name) ?? []
      known.push({ parts, absolute: isAbsolute(path), file })
      byName.set(name, known)
    }
  }
  return {
    find: (path) => {
      const wanted = partsOf(path)
      let most = 0
      let best = new Set<FileCoverage>()
      for (const { parts, absolute, file } of byName.get(wanted.at(-1) ?? '') ?? []) {
        const score = scoreOf(parts, absolute, wanted)
        if (score > most) {
          most = score
          best = new Set([file])
        } else if (score === most && score > 0) best.add(file)
      }
      const [first, ...others] = best
      if (first === undefined) return { kind: 'unknown' }
      return others.length === 0
        ? { kind: 'found', file: first, exact: most === Number.POSITIVE_INFINITY }
        : { kind: 'ambiguous', paths: [...best].map((file) => file.path) }
    },
  }
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
function scoreOf(parts: readonly string[], absolute: boolean, wanted: readonly string[]): number {
  const shorter = Math.min(parts.length, wanted.length)
  for (let at = 1; at <= shorter; at += 1) if (parts.at(-at) !== wanted.at(-at)) return 0
  if (parts.length === wanted.length) return Number.POSITIVE_INFINITY
  return absolute && parts.length < wanted.length ? 0 : shorter
}
