/** A Markdown document with blanks for what is no text in it; offsets and lines are those of the document. */
export interface MarkdownText {
  /** Without blocks of code, comments and front matter. */
  readonly blocks: string
  /** Also without code within a line: what is left may hold links. */
  readonly prose: string
}

const fence = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(`{3,}|~{3,})(.*)$/
const listItem = /^\s*(?:[-*+]|\d{1,9}[.)])\s/

/** Blanks out what a reader of the rendered document sees as code, or not at all. */
export function markdownText(document: string): MarkdownText {
  const blocks = withoutComments(withoutCodeBlocks(document))
  return { blocks, prose: withoutCodeSpans(blocks) }
}

function withoutCodeBlocks(document: string): string {
  const lines = document.split('\n')
  let open: string | null = null
  let inList = false
  let afterBlank = true
  const frontMatterEnd = /^---\s*$/.test(lines[0] ?? '')
    ? lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)\s*$/.test(line))
    : -1
  return lines
    .map((line, at) => {
      if (at <= frontMatterEnd) return blank(line)
      const [, marks = '', info = ''] = fence.exec(line) ?? []
      if (open !== null) {
        if (marks.startsWith(open) && info.trim() === '') open = null
        return blank(line)
      }
      // A fence of backticks holds none in its own line: that is code within a line.
      if (marks !== '' && !(marks.startsWith('`') && info.includes('`'))) {
        open = marks
        return blank(line)
      }
      const isBlank = line.trim() === ''
      const isIndented = /^(?: {4}|\t)/.test(line)
      const isCode = isIndented && afterBlank && !inList
      if (listItem.test(line) && !isCode) inList = true
      else if (!isBlank && !/^\s/.test(line)) inList = false
      afterBlank = isBlank || isCode
      return isCode ? blank(line) : line
    })
    .join('\n')
}

function withoutComments(text: string): string {
  let result = ''
  let at = 0
  for (;;) {
    const start = text.indexOf('<!--', at)
    const end = start < 0 ? -1 : text.indexOf('-->', start + 4)
    if (end < 0) return result + text.slice(at)
    result += text.slice(at, start) + blank(text.slice(start, end + 3))
    at = end + 3
  }
}

/** Code within a line opens and closes with the same number of backticks, within one paragraph. */
function withoutCodeSpans(text: string): string {
  const runs = Array.from(text.matchAll(/(?<!\\)`+|\n[ \t]*\n/g), ({ 0: run, index }) => ({ run, index }))
  const closing = closingRuns(runs.map(({ run }) => run))
  const parts: string[] = []
  let at = 0
  for (let here = 0; here < runs.length; here += 1) {
    const opening = runs[here]
    const closes = closing[here] ?? null
    const close = closes === null ? undefined : runs[closes]
    if (opening === undefined || closes === null || close === undefined) continue
    const end = close.index + close.run.length
    parts.push(text.slice(at, opening.index), blank(text.slice(opening.index, end)))
    at = end
    here = closes
  }
  return parts.join('') + text.slice(at)
}

/** For each run of backticks the next one that is equally long, before the paragraph ends; `null` where there is none. */
function closingRuns(runs: readonly string[]): readonly (number | null)[] {
  const next = new Map<string, number>()
  return runs
    .map((run, at) => ({ run, at }))
    .toReversed()
    .map(({ run, at }) => {
      if (!run.startsWith('`')) {
        next.clear()
        return null
      }
      const closes = next.get(run) ?? null
      next.set(run, at)
      return closes
    })
    .toReversed()
}

/** As long, and on as many lines. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}
