#!/usr/bin/env node
import { runCommand } from './cli/index.ts'

// The process and nothing else: what the command needs of the world goes in, its exit code comes out.
process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
})
