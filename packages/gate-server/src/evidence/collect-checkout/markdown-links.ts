import { markdownText } from './markdown-text.ts'

/** A link as it stands in a document. */
export interface MarkdownLink {
  /** 1-based. */
  readonly line: number
  /** As written, without escapes of Markdown. */
  readonly target: string
}

/** Of a link's target with its title, in characters. */
const longestText = 1000

/**
 * The links of a Markdown document, in its order: `[text](target)`, images, definitions `[name]: target`, `<https://…>`,
 * and `href` and `src` of HTML. Code and comments hold no links. Addresses without any mark around them are text.
 */
export function markdownLinks(document: string): readonly MarkdownLink[] {
  const { prose } = markdownText(document)
  const found = [...inlineLinks(prose), ...definitions(prose), ...autolinks(prose), ...htmlLinks(prose)]
  found.sort((one, other) => one.at - other.at)
  let line = 1
  let counted = 0
  return found.map(({ at, target }) => {
    for (let next = prose.indexOf('\n', counted); next >= 0 && next < at; next = prose.indexOf('\n', next + 1)) {
      line += 1
      counted = next + 1
    }
    return { line, target: plain(target) }
  })
}

interface Found {
  readonly at: number
  readonly target: string
}

function* inlineLinks(prose: string): Generator<Found> {
  // Brackets that are open; a paragraph leaves none open behind it.
  let open = 0
  for (const { 0: mark, index } of prose.matchAll(/\\[^\n]|[[\]]|\n[ \t]*(?=\n)/g)) {
    if (mark.startsWith('\n')) open = 0
    else if (mark === '[') open += 1
    else if (mark === ']' && open > 0) {
      open -= 1
      const target = prose.charAt(index + 1) === '(' ? destination(prose, index + 2) : null
      if (target !== null) yield { at: index, target }
    }
  }
}

/** The target that begins at an offset, followed by nothing or a title, and the closing bracket; `null` for another text. */
function destination(prose: string, from: number): string | null {
  const rest = prose.slice(from, from + longestText)
  const [space = ''] = /^\s*/.exec(rest) ?? []
  const body = rest.slice(space.length)
  const [all, inAngles] = /^<([^<>\n]*)>/.exec(body) ?? []
  const target = inAngles ?? bareTarget(body)
  const behind = body.slice(all?.length ?? target.length)
  return /^\s*\)|^\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))\s*\)/.test(behind) ? target : null
}

/** Up to white space or a bracket that was not opened in it. */
function bareTarget(body: string): string {
  let depth = 0
  for (let at = 0; at < body.length; at += 1) {
    const one = body.charAt(at)
    if (one === '\\') at += 1
    else if (/\s/.test(one)) return body.slice(0, at)
    else if (one === '(') depth += 1
    else if (one === ')') {
      if (depth === 0) return body.slice(0, at)
      depth -= 1
    }
  }
  return body
}

function* definitions(prose: string): Generator<Found> {
  // A name that begins with ^ is a footnote: what follows is text.
  for (const match of prose.matchAll(/^ {0,3}\[(?!\^)[^\]\n]{1,999}\]:[ \t]*(?:<([^<>\n]*)>|([^\s<]\S*))/gm)) {
    yield { at: match.index, target: match[1] ?? match[2] ?? '' }
  }
}

function* autolinks(prose: string): Generator<Found> {
  for (const match of prose.matchAll(/(?<!\]\(|\]:[ \t]?)<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>/gi)) {
    yield { at: match.index, target: match[1] ?? '' }
  }
}

function* htmlLinks(prose: string): Generator<Found> {
  for (const { 0: tag, index } of prose.matchAll(/<(?:a|area|img|link|source|video|audio)\s[^<>]{0,4000}>/gi)) {
    const [, name, quoted, single] = /\s(href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag) ?? []
    if (name !== undefined) yield { at: index, target: quoted ?? single ?? '' }
  }
}

function plain(target: string): string {
  return target
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&amp;', '&')
    .trim()
}
