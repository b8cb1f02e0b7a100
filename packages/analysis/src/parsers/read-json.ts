import { AnalysisError } from '../errors.ts'
import type { ReportLimits } from './limits.ts'
import { excerpt, malformed } from './malformed.ts'

/**
 * Reads JSON after a walk over its text that refuses what the reader would accept and others would break on: nesting
 * without end, and a key that stands twice in one object (the last would win, and the first might hold the finding).
 *
 * @throws AnalysisError `report-malformed` with line and column, or `report-over-limit`.
 */
export function readJson(text: string, limits: ReportLimits): unknown {
  checkStructure(text, limits)
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const position = /position (\d+)/.exec(message)?.[1]
    const offset = position === undefined ? text.length : Number(position)
    const received =
      offset >= text.trimEnd().length ? 'the end of the file' : `'${excerpt(text.slice(offset, offset + 40), 20)}'`
    throw malformed(null, 'JSON', received, placeOf(text, offset))
  }
}

/** 1-based line and column of an offset. */
function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}

function checkStructure(text: string, limits: ReportLimits): void {
  const keysOf: (Set<string> | null)[] = []
  const watchKeys = text.length <= limits.maxBytesForDuplicateKeys
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      const end = stringEnd(text, at)
      const keys = keysOf.at(-1)
      if (keys !== null && keys !== undefined && isKey(text, end)) {
        const key = keyText(text.slice(at, end))
        if (keys.has(key))
          throw malformed(null, 'each key once in an object', `'${excerpt(key)}' again`, placeOf(text, at))
        keys.add(key)
      }
      at = end
      continue
    }
    if (code === 0x7b || code === 0x5b) {
      keysOf.push(code === 0x7b && watchKeys ? new Set() : null)
      if (keysOf.length > limits.maxJsonDepth) {
        throw new AnalysisError(
          'report-over-limit',
          `Expected at most ${limits.maxJsonDepth} levels of nesting, got more`,
          {
            limit: 'depth',
            allowed: limits.maxJsonDepth,
            received: keysOf.length,
          },
        )
      }
    } else if (code === 0x7d || code === 0x5d) {
      keysOf.pop()
    }
    at += 1
  }
}

/** The offset behind the closing quote of the text that opens at `from`. */
function stringEnd(text: string, from: number): number {
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return text.length
    let slashes = 0
    while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes += 1
    if (slashes % 2 === 0) return quote + 1
    at = quote + 1
  }
}

function isKey(text: string, end: number): boolean {
  let at = end
  while (/\s/.test(text.charAt(at))) at += 1
  return text.charCodeAt(at) === 0x3a
}

function keyText(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted
  }
}
