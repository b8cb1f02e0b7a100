export { runCommand } from './run-command.ts'
export type { CommandIo, TextSink } from './command-io.ts'
export { exitCodes, type ExitCode } from './exit-code.ts'
