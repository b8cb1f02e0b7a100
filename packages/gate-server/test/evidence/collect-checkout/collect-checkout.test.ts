import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseReport } from '@kosmos/analysis/parsers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { collectCheckout } from '../../../src/evidence/index.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkout-'))
  git('init', '-q', '-b', 'main')
  write({ 'README.md': '# Top\n[guide](docs/ä%20b.md) [none](none.md)\n', 'docs/ä b.md': '[up](../README.md#top)' })
  commit()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function git(...args: readonly string[]): string {
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@b.invalid', '-c', 'commit.gpgsign=false']
  return execFileSync('git', [...author, ...args], { cwd: folder, encoding: 'utf8' }).trim()
}
function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
function commit(): string {
  git('add', '-A')
  git('commit', '-q', '-m', 'change')
  return git('rev-parse', 'HEAD')
}
async function evidenceOf(base: string | null = null) {
  const { commit: id, reports } = await collectCheckout(folder, { base, ask: null, env: process.env })
  const evidence = reports.flatMap(({ bytes, format }) => parseReport(bytes, { format }).evidence)
  return {
    id,
    formats: reports.map(({ format }) => format),
    checkout: evidence.find((one) => one.kind === 'checkout'),
    changes: evidence.find((one) => one.kind === 'changes'),
  }
}

test('the commit, its files and its broken links are collected', async () => {
  const { id, checkout, changes, formats } = await evidenceOf()
  expect(id).toBe(git('rev-parse', 'HEAD'))
  expect(formats).toEqual(['checkout'])
  expect(changes).toBeUndefined()
  expect(checkout).toEqual({
    kind: 'checkout',
    commit: id,
    dirty: false,
    files: ['README.md', 'docs/ä b.md'],
    brokenLinks: [{ file: 'README.md', line: 2, target: 'none.md', reason: 'there is no none.md in the repository' }],
    links: { checked: 3, unchecked: 0 },
  })
})

test('facts are those of the commit, whatever stands in the folder', async () => {
  write({ 'README.md': 'changed', 'none.md': 'not tracked' })
  const { checkout } = await evidenceOf()
  expect(checkout).toMatchObject({ dirty: true, brokenLinks: [{ target: 'none.md' }] })
  git('checkout', '-q', '--', 'README.md')
  expect((await evidenceOf()).checkout).toMatchObject({ dirty: false })
})

test('changes are those since the merge base, with both commits', async () => {
  const base = git('rev-parse', 'HEAD')
  git('checkout', '-q', '-b', 'feature')
  write({ 'src/new file.ts': 'one\ntwo\n', 'README.md': '# Top\nother\n' })
  mkdirSync(join(folder, 'guides'))
  renameSync(join(folder, 'docs/ä b.md'), join(folder, 'guides/c.md'))
  const head = commit()
  git('checkout', '-q', 'main')
  write({ 'other.ts': 'not on the branch' })
  commit()
  git('checkout', '-q', 'feature')
  const { changes, formats } = await evidenceOf('main')
  expect(formats).toEqual(['checkout', 'unified-diff'])
  expect(changes).toMatchObject({ base, head })
  const files = changes?.files.map(({ path, previousPath, change }) => [path, previousPath, change])
  expect(files?.toSorted()).toEqual([
    ['README.md', null, 'modified'],
    ['guides/c.md', 'docs/ä b.md', 'renamed'],
    ['src/new file.ts', null, 'added'],
  ])
  expect(changes?.files.find(({ change }) => change === 'added')?.changedLines).toEqual(new Set([1, 2]))
})

test('no changes are said as such', async () => {
  const { changes, formats, id } = await evidenceOf('HEAD')
  expect(formats).toEqual(['checkout'])
  expect(changes).toEqual({ kind: 'changes', files: [], base: id, head: id })
})

test("a repository's own settings run nothing", async () => {
  write({ '.gitattributes': '*.md diff=x\n', 'README.md': 'changed' })
  commit()
  const ran = join(folder, 'ran')
  for (const name of ['core.fsmonitor', 'diff.external', 'diff.x.command', 'diff.x.textconv', 'core.pager']) {
    git('config', name, `touch '${ran}' #`)
  }
  await evidenceOf('HEAD~1')
  expect(existsSync(ran)).toBe(false)
  // The same settings run where git is left to itself.
  git('diff', 'HEAD~1', 'HEAD')
  expect(existsSync(ran)).toBe(true)
})

test('what is no checkout, and a base that is not there, are named', async () => {
  const collect = (of: string, base: string | null): Promise<unknown> =>
    collectCheckout(of, { base, ask: null, env: process.env })
  await expect(collect(join(folder, 'none'), null)).rejects.toThrow(/git cannot be run in/)
  await expect(collect(tmpdir(), null)).rejects.toThrow(/not a git repository/)
  await expect(collect(folder, 'origin/none')).rejects.toThrow(
    "git knows no commit 'origin/none' here; was it fetched?",
  )
  await expect(collect(folder, '--output=x')).rejects.toThrow(/git knows no commit '--output=x'/)
})
