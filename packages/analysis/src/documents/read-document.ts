import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document, type YAMLMap } from 'yaml'
import type { PolicyIssue } from '../errors.ts'
import { documentRefused, type DocumentKind } from './document-refused.ts'
import { describe } from './issue-message.ts'

/** Longest text, in characters. */
const maxLength = 262_144
/** Deepest nesting of a line; a policy needs six. */
const maxDepth = 64

type Place = Pick<PolicyIssue, 'line' | 'column'>

/** A document's text, read: the plain value, and where each part of it stands. */
export interface DocumentText {
  readonly value: unknown
  readonly locate: (path: readonly PropertyKey[], key?: string) => Place
}

/**
 * Reads YAML 1.2 (of which JSON is a part) with every power removed that a policy does not need: no aliases, no tags, no
 * duplicate keys, no keys that are no text, no `__proto__`, bounded size and depth.
 *
 * @throws AnalysisError of the kind of document that it was to be.
 */
export function readDocument(text: string, kind: DocumentKind): DocumentText {
  const refused = (issues: readonly PolicyIssue[]): Error => documentRefused(kind, issues)
  if (text.length > maxLength)
    throw refused([
      at(
        null,
        null,
        `expected ${kind === 'policy' ? 'a policy' : 'waivers'} of at most ${maxLength} characters, got ${text.length}`,
      ),
    ])
  if (tooDeep(text)) throw refused([at(null, null, `expected at most ${maxDepth} levels of nesting`)])
  const lines = new LineCounter()
  const place = (offset: number | undefined): Place => {
    if (offset === undefined) return { line: null, column: null }
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    version: '1.2',
    schema: 'core',
    // The library compares every key with every other; `keyFaults` looks them up.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  })
  const faults = [
    ...document.errors.map((error) => ({ offset: error.pos[0], message: `expected YAML or JSON: ${error.message}` })),
    ...document.warnings.map(({ pos, message }) => ({ offset: pos[0], message: `expected plain YAML: ${message}` })),
    ...(document.errors.length === 0 ? nodeFaults(document) : []),
  ]
  if (faults.length > 0)
    throw refused(faults.map(({ offset, message }) => ({ pointer: '', ...place(offset), message })))
  return { value: document.toJS({ maxAliasCount: 0 }), locate: (path, key) => place(offsetOf(document, path, key)) }
}

interface Fault {
  readonly offset: number | undefined
  readonly message: string
}

/** What YAML allows and a document here does not. */
function nodeFaults(document: Document.Parsed): readonly Fault[] {
  const faults: Fault[] = []
  visit(document, (_, node) => {
    if (isAlias(node))
      faults.push({ offset: node.range?.[0], message: 'expected no aliases (*name): write the value out' })
    if (isMap(node)) faults.push(...keyFaults(node))
  })
  return faults
}

function keyFaults(map: YAMLMap): readonly Fault[] {
  const seen = new Set<unknown>()
  return map.items.flatMap(({ key }) => {
    const offset = isNode(key) ? key.range?.[0] : undefined
    if (!isScalar(key) || typeof key.value !== 'string') return [{ offset, message: 'expected a key that is a text' }]
    if (key.value === '__proto__') return [{ offset, message: "expected a known key, got '__proto__'" }]
    if (seen.has(key.value)) return [{ offset, message: `expected each key once, got ${describe(key.value)} again` }]
    seen.add(key.value)
    return []
  })
}

/** Where a path's value stands, or the key `key` in it; for what is missing, the nearest part around it. */
function offsetOf(
  document: Document.Parsed,
  path: readonly PropertyKey[],
  key: string | undefined,
): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (key !== undefined && length === path.length && isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
      if (isScalar(pair?.key)) return pair.key.range?.[0]
    }
    if (isNode(node) && node.range) return node.range[0]
  }
  return undefined
}

/** Counts open brackets, and lists opened in one line (`- - -`): a cheap bound before a recursive reader sees the text. */
function tooDeep(text: string): boolean {
  let open = 0
  for (const character of text) {
    if (character === '[' || character === '{') open += 1
    else if (character === ']' || character === '}') open -= 1
    if (open > maxDepth) return true
  }
  return text.split('\n').some((line) => (/^[-? ]*/.exec(line)?.[0].replaceAll(' ', '').length ?? 0) > maxDepth)
}

function at(line: number | null, column: number | null, message: string): PolicyIssue {
  return { pointer: '', line, column, message }
}
