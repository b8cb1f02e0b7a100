#!/usr/bin/env node
import { runCommand } from './cli/index.ts'

// The process and nothing else: what the command needs of the world goes in, its exit code comes out. The first signal
// asks; a second one of the same kind ends the process as it always does.
const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort())

process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  interrupted: interruption.signal,
})
