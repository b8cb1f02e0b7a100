import { refused } from './refused.ts'

/** A pattern of paths, read. */
export interface PathPattern {
  /** As it was written. */
  readonly text: string
  /** True for a path with `/` between its parts; any other path gives an answer too, and never an error. */
  readonly matches: (path: string) => boolean
}

const maxLength = 1000

/**
 * Reads a pattern of paths: `*` is any part of a name, `?` one character of a name, `**` as a whole name any number of
 * directories. A pattern without a slash matches the last name of a path, wherever it is; one that ends in a slash
 * everything below that directory. `\` stands for `/` in patterns and paths, and a leading `./` or `/` for nothing.
 * Braces, brackets and `!` are plain characters.
 *
 * The work grows at most with the length of the pattern times that of the path, whatever both hold.
 *
 * @throws AnalysisError `invalid-argument` for the empty text, for `**` beside other characters of a name, and for more
 *   than 1000 characters.
 * @example
 * ```ts
 * parsePathPattern('src/**\/*.ts').matches('src/a/b.ts') // true
 * parsePathPattern('*.test.ts').matches('src/a.test.ts') // true
 * parsePathPattern('src/*').matches('src/a/b.ts') // false
 * ```
 */
export function parsePathPattern(text: string): PathPattern {
  const plain = partsOf(text.trim())
  const below = plain.length > 1 && plain.at(-1) === '' ? [...plain.slice(0, -1), '**'] : plain
  const parts = below.length === 1 && below[0] !== '**' ? ['**', ...below] : below
  const isWrong = (part: string): boolean => part === '' || (part.includes('**') && part !== '**')
  if (text.length > maxLength || parts.some(isWrong)) {
    throw refused('path pattern', "a pattern of paths such as 'src/**/*.ts'", text.slice(0, 80))
  }
  return { text, matches: (path) => matchesAll(parts, partsOf(path), (part) => part === '**', matchesName) }
}

function partsOf(path: string): readonly string[] {
  return path
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .split('/')
}

function matchesName(pattern: string, name: string): boolean {
  return matchesAll(
    Array.from(pattern),
    Array.from(name),
    (one) => one === '*',
    (one, other) => one === '?' || one === other,
  )
}

/**
 * Matches a list of wanted things, some of which stand for any number of things. On a mismatch only the last of those is
 * tried further: what an earlier one could reach, the last one can too. That keeps the work to wanted × given.
 */
function matchesAll(
  wanted: readonly string[],
  given: readonly string[],
  isAny: (wanted: string) => boolean,
  isMatch: (wanted: string, given: string) => boolean,
): boolean {
  let [at, to] = [0, 0]
  let lastAny: { at: number; to: number } | null = null
  while (to < given.length) {
    const want = wanted[at]
    const have = given[to]
    if (want !== undefined && isAny(want)) {
      lastAny = { at, to }
      at += 1
    } else if (want !== undefined && have !== undefined && isMatch(want, have)) {
      at += 1
      to += 1
    } else if (lastAny !== null) {
      lastAny.to += 1
      at = lastAny.at + 1
      to = lastAny.to
    } else return false
  }
  return wanted.slice(at).every(isAny)
}
