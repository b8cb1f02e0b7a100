import type { ReportLimits } from './limits.ts'
import { jsonFault } from './json-fault.ts'
import { excerpt, malformed } from './malformed.ts'
import { scanJson, stringEnd, type JsonScan } from './scan-json.ts'

/**
 * Reads JSON after a walk over its text that refuses what the reader would accept and others would break on: nesting and
 * values without end, and a key that stands twice in one object (the last would win, and the first might hold the finding).
 *
 * @param scan - what `scanJson` says of the text's first value, where that was asked before.
 * @throws AnalysisError `report-malformed` with line and column, or `report-over-limit`.
 */
export function readJson(
  text: string,
  limits: ReportLimits,
  { colons }: JsonScan = scanJson(text, 0, limits),
): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw notJson(text)
  }
  if (text.length <= limits.maxBytesForDuplicateKeys && colons !== countKeys(value)) throw keyAgain(text)
  return value
}

/** The error for a text that is no JSON, with the place where it stops being so. */
function notJson(text: string) {
  const at = jsonFault(text)
  const received = at >= text.trimEnd().length ? 'the end of the file' : `'${excerpt(text.slice(at, at + 40), 20)}'`
  return malformed(null, 'JSON', received, placeOf(text, at))
}

/** 1-based line and column of an offset. */
function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1
  let start = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1
    start = at + 1
  }
  return { line, column: offset - start + 1 }
}

/** Keys of all objects of a value: fewer than the text has colons where one stands twice. */
function countKeys(value: unknown): number {
  const open: object[] = []
  let count = 0
  const visit = (one: unknown): void => {
    if (typeof one === 'object' && one !== null) open.push(one)
  }
  visit(value)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const inner: readonly unknown[] = Object.values(next)
    if (!Array.isArray(next)) count += inner.length
    for (const one of inner) visit(one)
  }
  return count
}

/** The error for the first key that stands twice in one object. */
function keyAgain(text: string) {
  const keysOf: Set<string>[] = []
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      const end = stringEnd(text, at)
      const keys = keysOf.at(-1)
      if (keys !== undefined && isKey(text, end)) {
        const key = String(JSON.parse(text.slice(at, end)))
        if (keys.has(key))
          return malformed(null, 'each key once in an object', `'${excerpt(key)}' again`, placeOf(text, at))
        keys.add(key)
      }
      at = end - 1
    } else if (code === 0x7b || code === 0x5b) keysOf.push(new Set())
    else if (code === 0x7d || code === 0x5d) keysOf.pop()
  }
  return malformed(null, 'each key once in an object', 'one again')
}

const behindKey = /[ \t\n\r]*:/y

function isKey(text: string, end: number): boolean {
  behindKey.lastIndex = end
  return behindKey.test(text)
}
