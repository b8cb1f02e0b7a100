import { gitIn, GitFault, type Git } from './git.ts'
import { checkLinks, type AskAddress } from './check-links.ts'

/** A report that was collected here: what is sent on. */
export interface CollectedReport {
  readonly format: 'checkout' | 'unified-diff'
  readonly bytes: Uint8Array
}

/** What was collected of one commit. */
export interface CollectedCheckout {
  readonly commit: string
  readonly reports: readonly CollectedReport[]
}

/** One file of a commit. */
interface TreeFile {
  readonly path: string
  readonly blob: string
  /** False for links of the file system and for other repositories. */
  readonly isPlain: boolean
}

/**
 * Collects facts of a checkout: its commit, its files, where the links of its Markdown documents lead, and how it differs
 * from the merge base with another commit. Everything is taken from the commit, not from the files in the folder, so that
 * it is true of what is judged; whether those differ is a fact of its own. No fact is weighed here.
 *
 * @param options.base - commit or branch to compare with; `null` compares with nothing.
 * @param options.ask - how addresses on the web are asked; `null` leaves them unchecked.
 * @param options.env - environment of git: where it is found, and whose settings it takes.
 * @returns a report of format `checkout`, and one of format `unified-diff` where something differs.
 * @throws GitFault for a folder that is no checkout, an unknown base, and a history too shallow for a merge base.
 */
export async function collectCheckout(
  folder: string,
  options: {
    readonly base: string | null
    readonly ask: AskAddress | null
    readonly env: Readonly<Record<string, string | undefined>>
  },
): Promise<CollectedCheckout> {
  const git = gitIn(folder, options.env)
  const commit = await commitOf(git, 'HEAD')
  const tree = treeFiles(await git(['ls-tree', '-r', '-z', '--full-tree', commit]))
  const dirty = (await git(['status', '--porcelain', '-z', '--untracked-files=no'])).length > 0
  const files = tree.map(({ path }) => path)
  const documents = tree.filter(({ path, isPlain }) => isPlain && /\.(?:md|markdown)$/i.test(path))
  const found = await checkLinks(files, await contentsOf(git, documents), options.ask)
  const base = options.base === null ? null : await mergeBase(git, options.base, commit)
  const diff = base === null ? null : await diffText(git, base, commit)
  const checkout = {
    format: 'kosmos-checkout',
    version: 1,
    commit,
    dirty,
    files,
    links: found.links,
    brokenLinks: found.brokenLinks,
    ...(base === null ? {} : { comparedWith: { commit: base, changedFiles: await changedFiles(git, base, commit) } }),
  }
  const report: CollectedReport = { format: 'checkout', bytes: Buffer.from(`${JSON.stringify(checkout, null, 1)}\n`) }
  return { commit, reports: diff === null ? [report] : [report, { format: 'unified-diff', bytes: diff }] }
}

async function commitOf(git: Git, name: string): Promise<string> {
  const id = (
    await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]).catch((error: unknown) => {
      // Quiet, so there is nothing to repeat.
      if (error instanceof GitFault && error.message.endsWith('it was stopped')) {
        throw new GitFault(`git knows no commit '${name}' here; was it fetched?`)
      }
      throw error
    })
  )
    .toString('utf8')
    .trim()
  return id
}

async function mergeBase(git: Git, base: string, head: string): Promise<string> {
  const id = await commitOf(git, base)
  try {
    const [first = ''] = (await git(['merge-base', id, head])).toString('utf8').split('\n')
    return first
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new GitFault(
      `There is no common commit of '${base}' and HEAD; is the history complete (fetch-depth: 0)? ${why}`,
    )
  }
}

const diffOptions = [
  '--no-ext-diff',
  '--no-textconv',
  '--find-renames',
  '--no-color',
  '--ignore-submodules=none',
] as const

/** What changed, with the commits above it; `null` where nothing did. */
async function diffText(git: Git, base: string, head: string): Promise<Uint8Array | null> {
  const prefixes = ['--src-prefix=a/', '--dst-prefix=b/', '--unified=0']
  const diff = await git(['diff', ...diffOptions, ...prefixes, base, head, '--'])
  return diff.length === 0 ? null : Buffer.concat([Buffer.from(`commit ${head}\nbase-commit: ${base}\n\n`), diff])
}

async function changedFiles(git: Git, base: string, head: string): Promise<number> {
  const names = await git(['diff', ...diffOptions, '--name-only', '-z', base, head, '--'])
  return names.toString('utf8').split('\0').length - 1
}

function treeFiles(listing: Buffer): readonly TreeFile[] {
  return listing
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => {
      const [, mode = '', blob = '', path] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(entry) ?? []
      return path === undefined ? [] : [{ path, blob, isPlain: mode.startsWith('100') }]
    })
}

/** The texts of some files, by path. */
async function contentsOf(git: Git, files: readonly TreeFile[]): Promise<ReadonlyMap<string, string>> {
  const contents = new Map<string, string>()
  if (files.length === 0) return contents
  const answer = await git(['cat-file', '--batch'], files.map(({ blob }) => `${blob}\n`).join(''))
  let at = 0
  for (const { path } of files) {
    const lineEnd = answer.indexOf(0x0a, at)
    const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(answer.toString('latin1', at, lineEnd))?.[1])
    if (lineEnd < 0 || !Number.isSafeInteger(size)) throw new GitFault(`git has no content of ${path}`)
    contents.set(path, answer.toString('utf8', lineEnd + 1, lineEnd + 1 + size))
    at = lineEnd + 1 + size + 1
  }
  return contents
}
