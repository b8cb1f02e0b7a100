import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { runCommand } from '../../src/cli/index.ts'
import { memoryIo } from './memory-io.ts'

const policy = `version: 1
name: mine
gates:
  merge:
    - { id: docs, kind: docs, changes: [{ code: 'src/**', docs: ['*.md'] }] }
`
const merge = ['evaluate', '--policy', 'policy.yaml', '--gate', 'merge', '--service', 'shop', '--json']
const answer = z.looseObject({
  verdict: z.looseObject({
    subject: z.looseObject({ commit: z.string().nullable() }),
    outcome: z.string(),
    parts: z.array(z.looseObject({ reasons: z.array(z.looseObject({ code: z.string() })) })),
  }),
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-checkout-'))
  write('policy.yaml', policy)
  git('init', '-q', '-b', 'main')
  write('README.md', '# Shop\n[up](#shop)\n')
  commit()
  git('checkout', '-q', '-b', 'feature')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text)
}
function git(...args: readonly string[]): string {
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@b.invalid', '-c', 'commit.gpgsign=false']
  return execFileSync('git', [...author, ...args], { cwd: folder, encoding: 'utf8' }).trim()
}
function commit(): void {
  git('add', '-A')
  git('commit', '-q', '-m', 'change')
}
function addCode(): void {
  execFileSync('mkdir', ['-p', join(folder, 'src')])
  write('src/a.ts', 'export {}\n')
  commit()
}
async function run(...args: readonly string[]) {
  const io = memoryIo({ cwd: folder, env: { PATH: process.env['PATH'], KOSMOS_PARSE_TIMEOUT: '2m' } })
  const exitCode = await runCommand(args, io)
  return { exitCode, out: io.out(), err: io.err() }
}
async function judge(...args: readonly string[]) {
  const { exitCode, out, err } = await run(...merge, ...args)
  const said = answer.safeParse(out === '' ? null : JSON.parse(out))
  const verdict = said.success ? said.data.verdict : null
  return { exitCode, err, commit: verdict?.subject.commit, codes: verdict?.parts[0]?.reasons.map(({ code }) => code) }
}

test('a checkout is judged, and says which commit it is', async () => {
  const { exitCode, commit: judged, codes } = await judge('--checkout', '.', '--base', 'main')
  expect(codes).toEqual(['docs-complete', 'docs-complete', 'docs-code-unchanged'])
  expect(exitCode).toBe(0)
  expect(judged).toBe(git('rev-parse', 'HEAD'))
})

test('code without a document fails', async () => {
  addCode()
  expect(await judge('--checkout', '.', '--base', 'main')).toMatchObject({ exitCode: 1 })
})

test('a checkout of another commit is an error, and without a base nothing is known of changes', async () => {
  expect(await judge('--checkout', '.', '--base', 'main', '--commit', 'a'.repeat(40))).toMatchObject({ exitCode: 3 })
  expect(await judge('--checkout', '.')).toMatchObject({ exitCode: 3 })
})

test('what was collected into files is judged elsewhere', async () => {
  addCode()
  const collected = await run('collect', '--checkout', '.', '--base', 'main', '--out', 'facts.json')
  expect(collected).toMatchObject({ exitCode: 0, err: 'The changes are in facts.json.diff\n' })
  const reports = ['--report', 'facts.json', '--report', 'facts.json.diff']
  const { exitCode, codes } = await judge(...reports, '--commit', git('rev-parse', 'HEAD'))
  expect(exitCode).toBe(1)
  expect(codes?.[0]).toBe('docs-not-changed')
  expect(readFileSync(join(folder, 'facts.json'), 'utf8')).toContain('"kosmos-checkout"')
  await run('collect', '--checkout', '.', '--base', 'HEAD', '--out', 'facts.json')
  expect(existsSync(join(folder, 'facts.json.diff'))).toBe(false)
})

test.each([
  ['a folder that is none', ['--checkout', 'none'], "Expected a checkout of git at 'none'"],
  ['a base that is none', ['--checkout', '.', '--base', 'none'], "git knows no commit 'none' here"],
  ['a base without a checkout', ['--base', 'main'], 'Expected --checkout beside --base'],
  ['links without a checkout', ['--external-links'], 'Expected --checkout beside --external-links'],
])('%s is a wrong call', async (_, args, said) => {
  const { exitCode, err } = await judge(...args)
  expect(exitCode).toBe(2)
  expect(err).toContain(said)
})
