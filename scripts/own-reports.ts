// Writes the reports of this repository's own checks into reports/: tests (JUnit), coverage (Cobertura and lcov), lint
// (SARIF), format and types (what the tools print). What the tools found is for the gate to judge, so a tool that found something does not end this; a
// report that did not come does.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { access, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'reports')
const reports = ['junit.xml', 'cobertura-coverage.xml', 'lcov.info', 'oxlint.sarif', 'prettier.txt', 'tsc.txt'].map(
  (name) => join(folder, name),
)

// What an earlier run left behind must not be taken for this one's.
await Promise.all(reports.map((path) => rm(path, { force: true })))
await mkdir(folder, { recursive: true })

await run('vitest', [
  'run',
  '--reporter=default',
  '--reporter=junit',
  `--outputFile.junit=${join(folder, 'junit.xml')}`,
  '--coverage',
  '--coverage.include=packages/*/src/**/*.ts',
  '--coverage.reporter=cobertura',
  '--coverage.reporter=lcovonly',
  `--coverage.reportsDirectory=${folder}`,
  '--coverage.clean=false',
  '--coverage.reportOnFailure',
])
await run('oxlint', ['--type-aware', '--format=sarif', 'packages', 'test', 'scripts'], join(folder, 'oxlint.sarif'))
await run('prettier', ['--check', '.'], join(folder, 'prettier.txt'), 'all')
// The numbers of files and errors tell a compiler that found nothing from one that did not run.
await run(
  'tsc',
  ['-p', 'packages/gate-server/tsconfig.json', '--noEmit', '--diagnostics'],
  join(folder, 'tsc.txt'),
  'all',
)
await Promise.all(reports.map((path) => access(path)))

/** Runs a tool of this repository. What it prints goes to a file where one is named: all of it, or its stdout alone. */
async function run(
  tool: string,
  args: readonly string[],
  file?: string,
  kept: 'all' | 'stdout' = 'stdout',
): Promise<void> {
  const output = file === undefined ? 'inherit' : openSync(file, 'w')
  const child = spawn(join(root, 'node_modules/.bin', tool), args, {
    cwd: root,
    stdio: ['ignore', output, kept === 'all' ? output : 'inherit'],
  })
  await once(child, 'exit')
  if (typeof output === 'number') closeSync(output)
}
