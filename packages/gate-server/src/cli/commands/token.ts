import { randomBytes } from 'node:crypto'
import { plainText } from '@kosmos/analysis/gates'
import { parseDuration } from '@kosmos/analysis/units'
import { issueToken, scopes, type Scope } from '../../auth/index.ts'
import { loadConfig } from '../../config/index.ts'
import { openStore, type Store } from '../../storage/index.ts'
import type { CommandIo } from '../command-io.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import { UsageError } from '../usage-error.ts'

export interface TokenOptions {
  readonly store?: string
  readonly json?: true
}

export interface CreateTokenOptions extends TokenOptions {
  readonly name: string
  readonly scope: string
  readonly expiresIn: string
}

/** Makes a token. Its secret is shown here and nowhere again. */
export async function createToken(options: CreateTokenOptions, io: CommandIo): Promise<ExitCode> {
  const scope = scopeOf(options.scope)
  const now = Date.now()
  const expiresAt = now + parseDuration(options.expiresIn)
  if (!(expiresAt > now)) throw new UsageError(`Expected --expires-in above 0s, got '${options.expiresIn}'`)
  const { token, stored } = issueToken({ name: options.name, scope, now, expiresAt, random: randomBytes })
  await withStore(options, io, (store) => store.tokens.add(stored))
  const until = new Date(expiresAt).toISOString()
  if (options.json === true) {
    io.stdout.write(`${JSON.stringify({ exitCode: 0, id: stored.id, token, scope, expiresAt: until })}\n`)
  } else {
    // The token alone on stdout, so that it can be piped into a secret store without being seen.
    io.stderr.write(`Token ${stored.id}, scope ${scope}, holds until ${until}. It is shown only this once:\n`)
    io.stdout.write(`${token}\n`)
  }
  return exitCodes.promote
}

/** Lists the tokens that were made, without anything secret. */
export async function listTokens(options: TokenOptions, io: CommandIo): Promise<ExitCode> {
  const tokens = await withStore(options, io, (store) => store.tokens.list())
  const now = Date.now()
  const shown = tokens.map(({ id, name, scopes: held, expiresAt, revokedAt, lastUsedAt }) => ({
    id,
    name,
    scopes: held,
    state: revokedAt !== null ? 'revoked' : now < expiresAt ? 'usable' : 'expired',
    expiresAt: new Date(expiresAt).toISOString(),
    lastUsedAt: lastUsedAt === null ? 'never' : new Date(lastUsedAt).toISOString(),
  }))
  if (options.json === true) io.stdout.write(`${JSON.stringify({ exitCode: 0, tokens: shown })}\n`)
  else {
    for (const { id, state, scopes: held, name, expiresAt, lastUsedAt } of shown) {
      io.stdout.write(
        `${id}  ${state.padEnd(7)}  ${held.join(',').padEnd(6)}  until ${expiresAt}  last used ${lastUsedAt}  ${plainText(name)}\n`,
      )
    }
    if (shown.length === 0) io.stdout.write('No token was made yet: only loopback is served\n')
  }
  return exitCodes.promote
}

/** Ends a token at once; one that has ended before stays ended. */
export async function revokeToken(id: string, options: TokenOptions, io: CommandIo): Promise<ExitCode> {
  const isKnown = await withStore(options, io, (store) => store.tokens.revoke(id, Date.now()))
  if (!isKnown) throw new UsageError(`There is no token '${id}'; 'kosmos-gate token list' shows those there are`)
  io.stdout.write(`Token ${plainText(id)} is revoked\n`)
  return exitCodes.promote
}

function scopeOf(text: string): Scope {
  const scope = scopes.find((one) => one === text)
  if (scope === undefined) throw new UsageError(`Expected --scope ${scopes.join(', ')}, got '${text}'`)
  return scope
}

async function withStore<Result>(
  options: TokenOptions,
  io: CommandIo,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const flag = options.store === undefined ? {} : { KOSMOS_STORE: options.store }
  const store = await openStore(loadConfig({ ...io.env, ...flag }).store.reveal())
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
