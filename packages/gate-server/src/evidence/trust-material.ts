import { createPublicKey } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { ServerError } from '../errors.ts'

/** Whom the operator trusts to sign, as texts: what the thread that reads reports is given. */
export interface TrustFiles {
  /** Trusted roots of Sigstore, as JSON. */
  readonly roots: readonly string[]
  /** Public keys as PEM, each under the name of its file without the ending: the identity of who signs with it. */
  readonly keys: readonly { readonly name: string; readonly pem: string }[]
}

/**
 * Reads the trust material that the settings name, once, at the start; nothing is ever fetched.
 *
 * @param trustedRoot - file with one trusted root, or one per line.
 * @param keys - file with one public key in PEM, or a folder of such files (`.pem`, `.pub`, `.key`).
 * @returns `null` where neither is named.
 * @throws ServerError `request-invalid` for a file that cannot be read or is no such thing, and for a folder without a key.
 */
export function readTrustFiles(trustedRoot: string | null, keys: string | null): TrustFiles | null {
  if (trustedRoot === null && keys === null) return null
  return {
    roots: trustedRoot === null ? [] : rootsIn(trustedRoot),
    keys: keys === null ? [] : keysIn(keys),
  }
}

function rootsIn(file: string): readonly string[] {
  const text = orRefuse('KOSMOS_SIGSTORE_TRUSTED_ROOT', file, () => readFileSync(file, 'utf8').trim())
  const roots = isRoot(text) ? [text] : text.split('\n').filter((line) => line.trim() !== '')
  if (roots.length > 0 && roots.every(isRoot)) return roots
  throw refused('KOSMOS_SIGSTORE_TRUSTED_ROOT', file, "holds no trusted root of Sigstore as 'trusted_root.json' does")
}

function isRoot(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return (
      typeof value === 'object' &&
      value !== null &&
      'certificateAuthorities' in value &&
      Array.isArray(value.certificateAuthorities)
    )
  } catch {
    return false
  }
}

function keysIn(path: string): TrustFiles['keys'] {
  const name = 'KOSMOS_SIGSTORE_KEYS'
  const files = orRefuse(name, path, () =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((file) => ['.pem', '.pub', '.key'].includes(extname(file)))
          .sort()
          .map((file) => join(path, file))
      : [path],
  )
  if (files.length === 0) throw refused(name, path, 'holds no file that ends in .pem, .pub or .key')
  return files.map((file) => {
    const pem = orRefuse(name, file, () => readFileSync(file, 'utf8'))
    // A private key would be taken as well: nobody means to leave one here.
    if (pem.includes('PRIVATE KEY')) throw refused(name, file, 'is a private key; a public one is expected')
    orRefuse(name, file, () => createPublicKey(pem))
    return { name: basename(file, extname(file)), pem }
  })
}

function orRefuse<Value>(setting: string, path: string, work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    throw refused(setting, path, `cannot be used: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function refused(setting: string, path: string, why: string): ServerError {
  return new ServerError('request-invalid', `The settings are not valid: ${setting} '${path}' ${why}`, {
    faults: [{ pointer: setting, detail: `'${path}' ${why}` }],
  })
}
