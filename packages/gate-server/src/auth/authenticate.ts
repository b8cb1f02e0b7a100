import { ServerError } from '../errors.ts'
import type { TokenStore } from '../storage/index.ts'
import { isLoopbackAddress, isLoopbackHost } from './loopback.ts'
import { isSecretOf, readToken, scopes, type Scope } from './token.ts'

/** Who is asking. */
export interface Principal {
  /** `token:<id>`, or `local` for a caller on the same machine while no token exists. */
  readonly id: string
  readonly name: string
  readonly scope: Scope
}

/** What a request says about its caller. */
export interface Credentials {
  readonly authorization: string | undefined
  /** The peer's address of the connection, not of any header. */
  readonly remoteAddress: string | undefined
  readonly host: string | undefined
}

/** A token's last use is written down at most this often. */
const touchEveryMs = 60_000

/**
 * Finds out who is asking. With a bearer token: its owner. Without one: the local principal, while no usable token
 * exists and the caller is on the same machine and has asked for a loopback name (a page of another site that a browser
 * shows cannot have).
 *
 * @throws ServerError `unauthenticated`.
 */
export async function authenticate(given: Credentials, tokens: TokenStore, now: number): Promise<Principal> {
  if (given.authorization === undefined) return localPrincipal(given, tokens, now)
  const bearer = /^Bearer +(\S+)$/i.exec(given.authorization)?.[1]
  const parts = bearer === undefined ? null : readToken(bearer)
  if (parts === null) throw refused("Expected 'Authorization: Bearer kosmos_…', got another form")
  const stored = await tokens.find(parts.id)
  if (stored === null || !isSecretOf(stored, parts.secret)) throw refused('The token is not known')
  if (stored.revokedAt !== null) throw refused('The token has been revoked')
  if (!(now < stored.expiresAt)) throw refused('The token has expired')
  const isRecent = stored.lastUsedAt !== null && now - stored.lastUsedAt < touchEveryMs
  if (!isRecent) await tokens.touch(stored.id, now)
  const scope = scopes.findLast((one) => stored.scopes.includes(one))
  if (scope === undefined) throw refused('The token has no scope that is known here')
  return { id: `token:${stored.id}`, name: stored.name, scope }
}

async function localPrincipal(given: Credentials, tokens: TokenStore, now: number): Promise<Principal> {
  if (await tokens.anyUsable(now)) throw refused('Expected a bearer token, got none')
  if (!isLoopbackAddress(given.remoteAddress) || !isLoopbackHost(given.host)) {
    throw refused('Without a token only callers on the same machine are served, by a loopback name')
  }
  return { id: 'local', name: 'local', scope: 'submit' }
}

/**
 * @throws ServerError `forbidden` where the principal's scope does not include the one that is needed.
 */
export function requireScope(principal: Principal, needed: Scope): void {
  if (!(scopes.indexOf(principal.scope) >= scopes.indexOf(needed))) {
    throw new ServerError(
      'forbidden',
      `This needs the scope '${needed}', the token '${principal.name}' has '${principal.scope}'`,
    )
  }
}

function refused(message: string): ServerError {
  return new ServerError('unauthenticated', message)
}
