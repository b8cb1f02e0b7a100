import { parsePathPattern } from '../units/index.ts'

/** What names a policy means: one, or those of a pattern. */
export interface NamePattern {
  readonly text: string
  readonly matches: (name: string) => boolean
}

/**
 * Reads a name or a pattern of names of suites, stages and the like. With `*` or `?` it is a pattern of paths (`shop.*`,
 * `e2e/**`), else it is the name itself, letter by letter.
 *
 * @throws AnalysisError `invalid-argument` for a pattern that is none.
 * @example
 * ```ts
 * parseNamePattern('test (*)').matches('test (node 24)') // true
 * parseNamePattern('test').matches('unit/test') // false
 * ```
 */
export function parseNamePattern(text: string): NamePattern {
  if (!/[*?]/.test(text)) return { text, matches: (name) => name === text }
  const pattern = parsePathPattern(text)
  return { text, matches: (name) => name === text || pattern.matches(name) }
}
