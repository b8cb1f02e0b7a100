import { markdownText } from './markdown-text.ts'

/**
 * The anchors that links into a Markdown document may name, in lower case: those of headings as GitHub makes them, and as
 * other renderers do where they differ (several hyphens in one, emphasis by underscores, signs by name), and `id` and
 * `name` of HTML. Headings that are equal get `-1`, `-2`.
 */
export function markdownAnchors(document: string): ReadonlySet<string> {
  const { blocks } = markdownText(document)
  const anchors = new Set<string>()
  const uses = new Map<string, number>()
  for (const heading of headings(blocks)) {
    const [, text = heading, own] = /^(.*?)\s*\{#([^{}\s]+)\}\s*$/.exec(heading) ?? []
    if (own !== undefined) anchors.add(own.toLowerCase())
    const slug = slugOf(plainText(text))
    const earlier = uses.get(slug) ?? 0
    uses.set(slug, earlier + 1)
    const suffix = earlier === 0 ? '' : `-${earlier}`
    for (const one of variants(text)) anchors.add(`${one}${suffix}`)
  }
  for (const [, quoted, single, bare] of blocks.matchAll(
    /<[a-z][^<>]{0,2000}?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/gi,
  )) {
    anchors.add((quoted ?? single ?? bare ?? '').toLowerCase())
  }
  return anchors
}

function* headings(blocks: string): Generator<string> {
  const lines = blocks.split('\n')
  for (const [at, line] of lines.entries()) {
    const [, text] =
      /^[\s>]{0,8}(?:[-*+]\s+|\d{1,9}[.)]\s+)?#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*\r?$/.exec(line) ?? []
    if (text !== undefined) yield text
    else if (/^ {0,3}(?:=+|-+)[ \t]*\r?$/.test(line) && (lines[at - 1] ?? '').trim() !== '')
      yield (lines[at - 1] ?? '').trim()
  }
}

function variants(text: string): readonly string[] {
  const read = plainText(text)
  const all = [read, read.replace(/\b_+|_+\b/g, ''), read.replace(/:[a-z0-9_+-]+:/g, '')]
  return all.flatMap((one) => [slugOf(one), slugOf(one).replace(/-{2,}/g, '-'), slugOf(one.trim())])
}

/** A heading without the marks of links, images and tags. */
function plainText(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&(?:amp|lt|gt|quot);/g, '')
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}
