import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readTrustFiles } from '../../src/evidence/trust-material.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const root = JSON.stringify({ certificateAuthorities: [], tlogs: [] })

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trust-'))
})
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('nothing is trusted where nothing is named', () => {
  expect(readTrustFiles(null, null)).toBeNull()
})

test('a key has the name of its file, and a folder is read in order without other files', () => {
  expect(readTrustFiles(null, file('release.pub', pem))).toEqual({ roots: [], keys: [{ name: 'release', pem }] })
  file('audit.pem', pem)
  file('README.md', 'no key')
  expect(readTrustFiles(null, folder)?.keys.map(({ name }) => name)).toEqual(['audit', 'release'])
})

test('a file holds one root, or one per line', () => {
  const pretty = JSON.stringify(JSON.parse(root), null, 2)
  expect(readTrustFiles(file('one.json', pretty), null)?.roots).toEqual([pretty])
  expect(readTrustFiles(file('two.jsonl', `${root}\n${root}\n`), null)?.roots).toHaveLength(2)
})

test('what cannot be used is refused by its setting', () => {
  const refuses = (trustedRoot: string | null, keys: string | null, text: RegExp): void => {
    expect(() => readTrustFiles(trustedRoot, keys)).toThrow(text)
  }
  refuses(join(folder, 'none.json'), null, /KOSMOS_SIGSTORE_TRUSTED_ROOT .*none\.json' cannot be used/)
  refuses(file('empty.json', ''), null, /holds no trusted root/)
  refuses(file('other.json', '{"a":1}'), null, /holds no trusted root/)
  refuses(null, folder, /KOSMOS_SIGSTORE_KEYS .* holds no file that ends in/)
  refuses(null, file('text.pem', 'hello'), /cannot be used/)
  const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  refuses(null, file('secret.pem', secret), /is a private key/)
})
