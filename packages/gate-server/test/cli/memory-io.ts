import type { CommandIo } from '../../src/cli/index.ts'

/** A process's surroundings in memory. */
export interface MemoryIo extends CommandIo {
  readonly out: () => string
  readonly err: () => string
  readonly interrupt: () => void
}

export function memoryIo(
  given: { readonly env?: CommandIo['env']; readonly cwd?: string; readonly isTTY?: boolean } = {},
): MemoryIo {
  const written = { out: '', err: '' }
  const controller = new AbortController()
  const isTTY = given.isTTY ?? false
  return {
    stdout: { write: (text) => void (written.out += text), isTTY, columns: 100 },
    stderr: { write: (text) => void (written.err += text), isTTY, columns: 100 },
    env: given.env ?? {},
    cwd: given.cwd ?? process.cwd(),
    interrupted: controller.signal,
    out: () => written.out,
    err: () => written.err,
    interrupt: () => controller.abort(),
  }
}
