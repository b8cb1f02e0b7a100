import { stringEnd } from './scan-json.ts'

/** JSON's white space, then one token: a bracket, a comma, a colon, a word or a number. Texts are walked apart. */
const token = /[ \t\n\r]*(?:[{}[\],:]|true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-]))/y
const space = /[ \t\n\r]*/y
const faulty = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[\\\p{Cc}]/gu

/**
 * The offset at which a text stops being JSON, for the message about it: engines do not always say. The text's length
 * where it ends too early.
 *
 * @example
 * ```ts
 * jsonFault('{"a": NaN}') // 6
 * ```
 */
export function jsonFault(text: string): number {
  /** What closes each open list or object. */
  const open: string[] = []
  let expects: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' = 'value'
  let at = 0
  for (;;) {
    space.lastIndex = at
    space.test(text)
    at = space.lastIndex
    const first = text.charAt(at)
    const ended = expects === 'comma or end' && open.length === 0
    if (first === '' || ended) return at
    if (first === '"') {
      if (expects === 'colon' || expects === 'comma or end') return at
      const end = stringEnd(text, at)
      const fault = textFault(text, at, end)
      if (fault !== null) return fault
      at = end
      expects = expects.startsWith('key') ? 'colon' : 'comma or end'
      continue
    }
    token.lastIndex = at
    if (!token.test(text)) return at
    const end = token.lastIndex
    if (first === '}' || first === ']') {
      if (open.pop() !== first || !expects.endsWith('end')) return at
      expects = 'comma or end'
    } else if (first === ',') {
      if (expects !== 'comma or end') return at
      expects = open.at(-1) === '}' ? 'key' : 'value'
    } else if (first === ':') {
      if (expects !== 'colon') return at
      expects = 'value'
    } else if (!expects.startsWith('value')) {
      return at
    } else if (first === '{' || first === '[') {
      open.push(first === '{' ? '}' : ']')
      expects = first === '{' ? 'key or end' : 'value or end'
    } else {
      expects = 'comma or end'
    }
    at = end
  }
}

/** Where a quoted text holds what JSON does not allow in one; `null` where it is sound. */
function textFault(text: string, from: number, end: number): number | null {
  if (text.charAt(end - 1) !== '"' || end - from < 2) return text.length
  for (const { 0: found, index } of text.slice(from + 1, end - 1).matchAll(faulty))
    if (found.length === 1 && found !== '\u007f' && !/[\u0080-\u009f]/.test(found)) return from + 1 + index
  return null
}
