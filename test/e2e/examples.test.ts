import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCommand } from '../../packages/gate-server/src/cli/index.ts'

const examples = fileURLToPath(new URL('../../examples', import.meta.url))
const folders = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'policy.yaml')))
const judged = folders.filter((name) => existsSync(join(examples, name, 'expected.json')))

/** What a folder's `expected.json` promises. */
interface Expectation {
  readonly gate: string
  readonly reports: readonly string[]
  readonly exitCode: number
  readonly verdict: string
  readonly outcome: string
  readonly parts: Readonly<Record<string, string>>
}

async function expectationOf(name: string): Promise<Expectation> {
  const value: unknown = JSON.parse(await readFile(join(examples, name, 'expected.json'), 'utf8'))
  if (!isExpectation(value)) throw new Error(`examples/${name}/expected.json is not complete`)
  return value
}

function isExpectation(value: unknown): value is Expectation {
  const keys = ['gate', 'reports', 'exitCode', 'verdict', 'outcome', 'parts']
  return typeof value === 'object' && value !== null && keys.every((key) => Object.hasOwn(value, key))
}

async function run(argv: readonly string[], cwd: string): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  const code = await runCommand(argv, {
    stdout: { write: (text) => void (written.out += text) },
    stderr: { write: (text) => void (written.err += text) },
    env: {},
    cwd,
    interrupted: new AbortController().signal,
  })
  return { code, ...written }
}

describe('an example', () => {
  test('exists for every exit code that a gate can end with', async () => {
    const expected = await Promise.all(judged.map(expectationOf))
    expect(new Set(expected.map(({ exitCode }) => exitCode))).toEqual(new Set([0, 1, 3]))
  })

  test.each(folders)('%s has a policy without errors and warnings', async (name) => {
    const { code, out } = await run(['lint', 'policy.yaml'], join(examples, name))
    expect(out).toBe('1 checked, 0 errors, 0 warnings\n')
    expect(code).toBe(0)
  })

  test.each(judged)('%s gives the verdict that it promises', async (name) => {
    const folder = join(examples, name)
    const expected = await expectationOf(name)
    const reports = expected.reports.flatMap((report) => ['--report', report])
    const base = ['evaluate', '--policy', 'policy.yaml', '--gate', expected.gate, '--service', 'bakery']
    const { code, out, err } = await run([...base, ...reports, '--json'], folder)
    const { exitCode, verdict, outcome } = expected
    const parts = Object.entries(expected.parts).map(([id, of]) => ({ id, outcome: of }))
    expect(JSON.parse(out)).toMatchObject({ exitCode, verdict: { verdict, outcome, parts } })
    expect(code).toBe(expected.exitCode)
    expect(err).toContain(`Exit code ${expected.exitCode}:`)
  })
})
