import { createHash, timingSafeEqual } from 'node:crypto'
import type { StoredToken } from '../storage/index.ts'

/** What a token lets its bearer do; each includes those before it. */
export const scopes = ['read', 'submit', 'admin'] as const
export type Scope = (typeof scopes)[number]

const pattern = /^kosmos_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/

/**
 * Makes a token: `kosmos_<id>_<secret>`. Only the hash of the secret is kept; 256 random bits need no slow hash.
 *
 * @param given.random - gives that many random bytes.
 * @returns the token to hand out once, and what to store.
 */
export function issueToken(given: {
  readonly name: string
  readonly scope: Scope
  readonly now: number
  readonly expiresAt: number
  readonly random: (size: number) => Uint8Array
}): { readonly token: string; readonly stored: StoredToken } {
  const id = Buffer.from(given.random(6)).toString('hex')
  const secret = Buffer.from(given.random(32)).toString('base64url')
  return {
    token: `kosmos_${id}_${secret}`,
    stored: {
      id,
      name: given.name,
      secretHash: hashOf(secret),
      scopes: [given.scope],
      createdAt: given.now,
      expiresAt: given.expiresAt,
      revokedAt: null,
      lastUsedAt: null,
    },
  }
}

/** The parts of a token's text, or `null` where it is none. */
export function readToken(text: string): { readonly id: string; readonly secret: string } | null {
  const found = pattern.exec(text)
  const [, id, secret] = found ?? []
  return id === undefined || secret === undefined ? null : { id, secret }
}

/** Compares in constant time. */
export function isSecretOf(stored: StoredToken, secret: string): boolean {
  const [one, other] = [Buffer.from(hashOf(secret), 'hex'), Buffer.from(stored.secretHash, 'hex')]
  return one.length === other.length && timingSafeEqual(one, other)
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}
