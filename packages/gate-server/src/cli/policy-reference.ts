import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { CommandIo } from './command-io.ts'
import { readInputText } from './read-input.ts'

/** A policy as the caller gave it: a document from a file, or a name that somebody else has to know. */
export type GivenPolicy = { readonly document: string } | { readonly name: string }

/**
 * Tells a file from a name: what looks like a path or exists is a file.
 *
 * @throws UsageError for a path without a file.
 */
export async function givenPolicy(text: string, io: CommandIo): Promise<GivenPolicy> {
  const isPath = /[\\/]|\.(?:ya?ml|json)$/i.test(text) || (await exists(resolve(io.cwd, text)))
  return isPath ? { document: await readInputText(text, 'policy', io) } : { name: text }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
