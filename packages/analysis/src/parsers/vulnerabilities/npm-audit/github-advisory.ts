/**
 * The GHSA id at the end of an advisory's address; `null` where there is none.
 *
 * @example
 * ```ts
 * githubAdvisory('https://github.com/advisories/GHSA-gxpj-cx7g-858c') // 'GHSA-gxpj-cx7g-858c'
 * ```
 */
export function githubAdvisory(address: string | null): string | null {
  return /\bGHSA(?:-[0-9a-z]{4}){3}\b/i.exec(address ?? '')?.[0] ?? null
}
