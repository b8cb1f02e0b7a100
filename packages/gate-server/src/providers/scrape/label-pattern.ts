import { ServerError } from '../../errors.ts'

interface Fork {
  readonly kind: 'fork'
  readonly to: number[]
}

/** One move of the matcher: over a character, to several places at once, or to the end. */
type Step =
  { readonly kind: 'over'; readonly accepts: (character: string) => boolean } | Fork | { readonly kind: 'end' }

const longestPattern = 200
const classOf: Readonly<Record<string, RegExp>> = { d: /\d/, D: /\D/, w: /\w/, W: /\W/, s: /\s/, S: /\S/ }

/**
 * A regular expression as label matchers use it: it has to fit the whole value. Literals, `.`, classes, groups, `|`,
 * `*`, `+`, `?` are read. All places that a value may have reached are followed at once, so that the time grows with
 * the length of the value times the length of the pattern, whatever both are.
 *
 * Source of the method: K. Thompson, "Regular Expression Search Algorithm", Communications of the ACM 11 (6), 1968.
 *
 * @throws ServerError `request-invalid` for what is not read: counted repeats, look-around, flags, anchors.
 * @example
 * ```ts
 * labelPattern('(4|5)..')('503') // true
 * ```
 */
export function labelPattern(pattern: string): (value: string) => boolean {
  const steps = compile(Array.from(pattern))
  return (value) => {
    let places = reach(steps, [0])
    for (const character of value) {
      const next: number[] = []
      for (const place of places) {
        const step = steps[place]
        if (step?.kind === 'over' && step.accepts(character)) next.push(place + 1)
      }
      places = reach(steps, next)
      if (places.size === 0) return false
    }
    return places.has(steps.length - 1)
  }
}

/** Every place that is reached without another character. */
function reach(steps: readonly Step[], from: readonly number[]): ReadonlySet<number> {
  const reached = new Set<number>()
  const open = [...from]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (reached.has(place)) continue
    reached.add(place)
    const step = steps[place]
    if (step?.kind === 'fork') open.push(...step.to)
  }
  return reached
}

function compile(pattern: readonly string[]): readonly Step[] {
  const steps: Step[] = []
  let at = 0
  const refused = (): ServerError =>
    new ServerError(
      'request-invalid',
      "Expected a pattern of literals, '.', '[…]', '(…)', '|', '*', '+' and '?' for '=~', got another at " +
        `'${pattern.slice(at, at + 20).join('')}'`,
    )
  if (pattern.length > longestPattern) {
    throw new ServerError('request-invalid', `Expected a pattern of at most ${longestPattern} characters for '=~'`)
  }

  function alternatives(): void {
    const ends: Fork[] = []
    let first = steps.length
    for (;;) {
      while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') repeated()
      if (pattern[at] !== '|') break
      at += 1
      // The alternative so far moves one place on, behind a fork; at its end it goes on after the last alternative.
      insert(first, { kind: 'fork', to: [first + 1, steps.length + 2] })
      const end: Fork = { kind: 'fork', to: [] }
      steps.push(end)
      ends.push(end)
      first = steps.length
    }
    for (const end of ends) end.to.push(steps.length)
  }

  function repeated(): void {
    const start = steps.length
    one()
    const sign = pattern[at]
    if (sign !== '*' && sign !== '+' && sign !== '?') return
    at += 1
    if (sign === '+') {
      steps.push({ kind: 'fork', to: [start, steps.length + 1] })
      return
    }
    const after = steps.length + (sign === '*' ? 2 : 1)
    insert(start, { kind: 'fork', to: [start + 1, after] })
    if (sign === '*') steps.push({ kind: 'fork', to: [start, after] })
  }

  function one(): void {
    const character = pattern[at]
    if (character === undefined || /[*+?{}^$\])]/.test(character)) throw refused()
    if (character === '(') {
      at += pattern.slice(at, at + 3).join('') === '(?:' ? 3 : 1
      if (pattern[at] === '?') throw refused()
      alternatives()
      if (pattern[at] !== ')') throw refused()
      at += 1
    } else if (character === '[') {
      steps.push({ kind: 'over', accepts: characterClass() })
    } else if (character === '\\') {
      at += 1
      steps.push({ kind: 'over', accepts: escaped() })
    } else {
      at += 1
      steps.push({ kind: 'over', accepts: character === '.' ? () => true : (other) => other === character })
    }
  }

  function escaped(): (character: string) => boolean {
    const character = pattern[at]
    const known = character === undefined ? undefined : classOf[character]
    if (character === undefined || (known === undefined && /[\p{L}\p{N}]/u.test(character))) throw refused()
    at += 1
    return known === undefined ? (other) => other === character : (other) => known.test(other)
  }

  function characterClass(): (character: string) => boolean {
    at += 1
    const isNegated = pattern[at] === '^'
    if (isNegated) at += 1
    const tests: ((character: string) => boolean)[] = []
    while (pattern[at] !== ']') {
      const from = pattern[at]
      if (from === undefined || from === '[') throw refused()
      if (from === '\\') {
        at += 1
        tests.push(escaped())
        continue
      }
      const isRange = pattern[at + 1] === '-' && pattern[at + 2] !== ']'
      const to = isRange ? pattern[at + 2] : from
      if (to === undefined || to === '\\' || to < from) throw refused()
      at += isRange ? 3 : 1
      tests.push((character) => character >= from && character <= to)
    }
    if (tests.length === 0) throw refused()
    at += 1
    return (character) => tests.some((test) => test(character)) !== isNegated
  }

  /** Puts a step in between; forks that lead behind it move on with what they lead to. */
  function insert(place: number, step: Step): void {
    for (let index = place; index < steps.length; index += 1) {
      const moved = steps[index]
      if (moved?.kind === 'fork') moved.to.forEach((to, which) => (moved.to[which] = to + 1))
    }
    steps.splice(place, 0, step)
  }

  alternatives()
  if (at < pattern.length) throw refused()
  steps.push({ kind: 'end' })
  return steps
}
