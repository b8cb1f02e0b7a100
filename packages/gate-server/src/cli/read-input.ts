import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { CommandIo } from './command-io.ts'
import { UsageError } from './usage-error.ts'

/** A file that the caller named, with the time when it was last written, milliseconds since the epoch. */
export interface InputFile {
  readonly bytes: Uint8Array
  readonly writtenAt: number
}

/**
 * Reads a file that the caller named, relative to the command's folder.
 *
 * @param what - what the file was expected to be, for the message: `report`, `policy`.
 * @throws UsageError where it cannot be read.
 */
export async function readInput(path: string, what: string, io: CommandIo): Promise<InputFile> {
  const full = resolve(io.cwd, path)
  try {
    const [bytes, { mtimeMs }] = await Promise.all([readFile(full), stat(full)])
    return { bytes, writtenAt: Math.round(mtimeMs) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const why = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' }[code]
    throw new UsageError(`Expected a ${what} at '${path}': ${why ?? (error instanceof Error ? error.message : code)}`)
  }
}

/**
 * Reads a text file in UTF-8.
 *
 * @throws UsageError where it cannot be read, or is no UTF-8.
 */
export async function readInputText(path: string, what: string, io: CommandIo): Promise<string> {
  const { bytes } = await readInput(path, what, io)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError(`Expected a ${what} in UTF-8 at '${path}', got other bytes`)
  }
}
