// Writes the reports of this repository's own checks into reports/: tests (JUnit), coverage (Cobertura and lcov) and
// lint (SARIF). What the tools found is for the gate to judge, so a tool that found something does not end this; a
// report that did not come does.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { access, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'reports')
const reports = ['junit.xml', 'cobertura-coverage.xml', 'lcov.info', 'oxlint.sarif'].map((name) => join(folder, name))

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
await Promise.all(reports.map((path) => access(path)))

/** Runs a tool of this repository; its stdout goes to a file where one is named. */
async function run(tool: string, args: readonly string[], file?: string): Promise<void> {
  const child = spawn(join(root, 'node_modules/.bin', tool), args, {
    cwd: root,
    stdio: ['ignore', file === undefined ? 'inherit' : 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  if (file !== undefined && child.stdout !== null) await pipeline(child.stdout, createWriteStream(file))
  await ended
}
