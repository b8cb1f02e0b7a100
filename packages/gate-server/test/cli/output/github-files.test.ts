import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeGithubFiles } from '../../../src/cli/output/github-files.ts'
import { memoryIo } from '../memory-io.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kosmos-github-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('the summary and the values go to the files that the step names', async () => {
  const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary'), GITHUB_OUTPUT: join(folder, 'output') }
  await writeGithubFiles(memoryIo({ env }), { markdown: '## promote\n\n', values: { verdict: 'promote' } })
  expect(await readFile(env.GITHUB_STEP_SUMMARY, 'utf8')).toBe('## promote\n')
  expect(await readFile(env.GITHUB_OUTPUT, 'utf8')).toMatch(/^verdict<<(kosmos-[\w-]+)\npromote\n\1\n$/)
})

test('a value with line breaks stays one value', async () => {
  const env = { GITHUB_OUTPUT: join(folder, 'hostile') }
  await writeGithubFiles(memoryIo({ env }), { markdown: '', values: { reason: 'a\nverdict=promote\nEOF' } })
  const [first = '', ...rest] = (await readFile(env.GITHUB_OUTPUT, 'utf8')).trimEnd().split('\n')
  const delimiter = first.replace('reason<<', '')
  expect(rest.indexOf(delimiter)).toBe(rest.length - 1)
})

test('a file that cannot be written is said and changes nothing else', async () => {
  const io = memoryIo({ env: { GITHUB_OUTPUT: join(folder, 'no', 'such', 'folder') } })
  await writeGithubFiles(io, { markdown: '', values: {} })
  await writeGithubFiles(io, { markdown: '', values: { a: 'b' } })
  expect(io.err()).toContain('Could not write')
})
