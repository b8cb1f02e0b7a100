#!/usr/bin/env node
import { exitCodes, runCommand } from './cli/index.ts'

// The process and nothing else: what the command needs of the world goes in, its exit code comes out. The first signal
// asks; a second one of the same kind ends the process as it always does.
const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort())

// Node would end with 1, and 1 is a verdict here.
process.on('uncaughtException', (error) => {
  process.stderr.write(`The command failed: ${error.message}\n`)
  process.exit(exitCodes.couldNotAsk)
})
// A reader that has gone away, as `head` does, changes no verdict.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  interrupted: interruption.signal,
})
