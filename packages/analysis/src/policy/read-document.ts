import { isAlias, isMap, isPair, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'
import { AnalysisError, type PolicyIssue } from '../errors.ts'

/** Longest policy text, in characters. */
const maxLength = 1_000_000
/** Deepest nesting; a policy needs six. */
const maxDepth = 64

/** A policy's text, read: the plain value, and where each part of it stands. */
export interface PolicyText {
  readonly value: unknown
  readonly locate: (path: readonly PropertyKey[], key?: string) => Pick<PolicyIssue, 'line' | 'column'>
}

/**
 * Reads YAML 1.2 (of which JSON is a part) with every power removed that a policy does not need: no aliases, no tags, no
 * duplicate keys, no `__proto__`, bounded size and depth.
 *
 * @throws AnalysisError `policy-invalid`.
 */
export function readDocument(text: string): PolicyText {
  if (text.length > maxLength)
    throw refused([at(null, null, `expected a policy of at most ${maxLength} characters, got ${text.length}`)])
  if (tooDeep(text)) throw refused([at(null, null, `expected at most ${maxDepth} levels of nesting`)])
  const lines = new LineCounter()
  const place = (offset: number | undefined): Pick<PolicyIssue, 'line' | 'column'> => {
    if (offset === undefined) return { line: null, column: null }
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    prettyErrors: false,
  })
  const issues: PolicyIssue[] = document.errors.map((error) => ({
    pointer: '',
    ...place(error.pos[0]),
    message: `expected YAML or JSON: ${error.message}`,
  }))
  visit(document, (_, node) => {
    if (isAlias(node))
      issues.push({
        pointer: '',
        ...place(node.range?.[0]),
        message: 'expected no aliases (*name): write the value out',
      })
    if (isPair(node) && isScalar(node.key) && node.key.value === '__proto__') {
      issues.push({ pointer: '', ...place(node.key.range?.[0]), message: "expected a known key, got '__proto__'" })
    }
  })
  for (const warning of document.warnings)
    issues.push({ pointer: '', ...place(warning.pos[0]), message: `expected plain YAML: ${warning.message}` })
  if (issues.length > 0) throw refused(issues)
  return { value: document.toJS({ maxAliasCount: 0 }), locate: (path, key) => place(offsetOf(document, path, key)) }
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
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const [start] = node.range
      if (typeof start === 'number') return start
    }
  }
  return undefined
}

/** Counts open brackets and indentation: a cheap bound that holds before a recursive reader sees the text. */
function tooDeep(text: string): boolean {
  let open = 0
  for (const character of text) {
    if (character === '[' || character === '{') open += 1
    else if (character === ']' || character === '}') open -= 1
    if (open > maxDepth) return true
  }
  return text.split('\n').some((line) => dashes(line) > maxDepth)
}

/** How many sequences a line opens at once (`- - - -`). */
function dashes(line: string): number {
  return /^(?:\s*-\s)*/.exec(line)?.[0].replace(/[^-]/g, '').length ?? 0
}

function at(line: number | null, column: number | null, message: string): PolicyIssue {
  return { pointer: '', line, column, message }
}

/** The error for a policy with these issues; its message names the first. */
export function refused(issues: readonly PolicyIssue[]): AnalysisError<'policy-invalid'> {
  const [first] = issues
  const place = first?.line == null ? (first?.pointer ?? '') : `line ${first.line}, column ${first.column}`
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  return new AnalysisError(
    'policy-invalid',
    `The policy is not valid: ${place === '' ? '' : `${place}: `}${first?.message ?? ''}${more}`,
    { issues },
  )
}
