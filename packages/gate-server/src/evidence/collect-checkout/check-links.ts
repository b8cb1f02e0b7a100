import { posix } from 'node:path'
import type { CheckoutEvidence } from '@kosmos/analysis/evidence'
import { markdownAnchors } from './markdown-anchors.ts'
import { markdownLinks } from './markdown-links.ts'

/** Asks whether an address on the web leads somewhere. */
export type AskAddress = (address: URL) => Promise<'found' | 'unknown' | { readonly broken: string }>

type BrokenLink = CheckoutEvidence['brokenLinks'][number]

/** What was found of the links of some documents. */
export type CheckedLinks = Pick<CheckoutEvidence, 'brokenLinks' | 'links'>

/**
 * Checks the links of Markdown documents: those within the repository against the files of the same commit (letter by
 * letter, whatever the file system thinks of case) and the anchors of Markdown documents; those to the web where they may
 * be asked. Other schemes, and paths that leave the repository, cannot be checked.
 *
 * @param files - every file of the commit, by its path.
 * @param documents - text of the Markdown documents by path.
 * @param ask - `null` where the web is not to be asked.
 */
export async function checkLinks(
  files: readonly string[],
  documents: ReadonlyMap<string, string>,
  ask: AskAddress | null,
): Promise<CheckedLinks> {
  const repository = {
    files: new Set(files),
    folders: new Set(files.flatMap(foldersOf)),
    anchorsOf: remembered((path) => markdownAnchors(documents.get(path) ?? '')),
    isDocument: (path: string) => documents.has(path),
  }
  const links = Array.from(documents, ([file, text]) => markdownLinks(text).map((link) => ({ ...link, file }))).flat()
  const answers = await answersOf(
    links.flatMap(({ target }) => webAddress(target) ?? []),
    ask,
  )
  const brokenLinks: BrokenLink[] = []
  let [checked, unchecked] = [0, 0]
  for (const { file, line, target } of links) {
    const address = webAddress(target)
    const finding = address === null ? inRepository(file, target, repository) : (answers.get(address) ?? 'unknown')
    if (finding === 'unknown') unchecked += 1
    else {
      checked += 1
      if (finding !== 'found') brokenLinks.push({ file, line, target: target.slice(0, 300), reason: finding.broken })
    }
  }
  return { brokenLinks, links: { checked, unchecked } }
}

/** What each address answers; each is asked once. */
async function answersOf(addresses: readonly string[], ask: AskAddress | null): Promise<ReadonlyMap<string, Finding>> {
  if (ask === null) return new Map()
  return new Map(
    await Promise.all([...new Set(addresses)].map(async (address) => [address, await ask(new URL(address))] as const)),
  )
}

interface Repository {
  readonly files: ReadonlySet<string>
  readonly folders: ReadonlySet<string>
  readonly anchorsOf: (path: string) => ReadonlySet<string>
  readonly isDocument: (path: string) => boolean
}
type Finding = Awaited<ReturnType<AskAddress>>

function inRepository(file: string, target: string, { files, folders, anchorsOf, isDocument }: Repository): Finding {
  if (target === '') return { broken: 'it has no target' }
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return 'unknown'
  const [beforeAnchor = '', ...anchorParts] = target.split('#')
  const path = decoded(beforeAnchor.split('?', 1)[0] ?? '')
  const anchor = decoded(anchorParts.join('#'))
  if (path === null || anchor === null) return { broken: 'its percent signs are no escapes' }
  const found =
    path === '' ? file : posix.normalize(path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(file), path))
  if (found === '..' || found.startsWith('../')) return 'unknown'
  const plain = found.replace(/\/$/, '')
  if (plain !== '.' && plain !== '' && !files.has(plain) && !folders.has(plain)) {
    return { broken: `there is no ${plain} in the repository` }
  }
  if (anchor === '' || !isDocument(plain)) return 'found'
  const wanted = anchor.toLowerCase().replace(/^user-content-/, '')
  if (wanted === 'top' || wanted.startsWith(':~:') || anchorsOf(plain).has(wanted)) return 'found'
  return { broken: `there is no anchor #${anchor.slice(0, 100)} in ${plain}` }
}

/** An address on the web without its anchor, which only a browser knows; `null` for another target. */
function webAddress(target: string): string | null {
  const text = target.startsWith('//') ? `https:${target}` : target
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return null
  const address = new URL(text)
  address.hash = ''
  return address.href
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function foldersOf(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1)
  return names.map((_, at) => names.slice(0, at + 1).join('/'))
}

function remembered<Value>(make: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>()
  return (key) => {
    const value = known.get(key) ?? make(key)
    known.set(key, value)
    return value
  }
}
