import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  assertBindAllowed,
  authenticate,
  issueToken,
  requireScope,
  type Credentials,
  type Scope,
} from '../../src/auth/index.ts'
import { openStore, type Store } from '../../src/storage/index.ts'

const now = 1000
let store: Store
beforeEach(async () => {
  store = await openStore(':memory:')
})

async function given(
  scope: Scope,
  fields: { readonly expiresAt?: number; readonly revokedAt?: number } = {},
): Promise<string> {
  const { token, stored } = issueToken({
    name: 'ci',
    scope,
    now,
    expiresAt: fields.expiresAt ?? now + 1000,
    random: randomBytes,
  })
  await store.tokens.add({ ...stored, revokedAt: fields.revokedAt ?? null })
  return token
}
const from = (fields: Partial<Credentials>): Credentials => ({
  authorization: undefined,
  remoteAddress: '127.0.0.1',
  host: 'localhost:8484',
  ...fields,
})
const ask = (fields: Partial<Credentials>, at = now) => authenticate(from(fields), store.tokens, at)

describe('a token', () => {
  test('says who its bearer is, from anywhere', async () => {
    const token = await given('submit')
    expect(
      await ask({ authorization: `Bearer ${token}`, remoteAddress: '192.0.2.1', host: 'gate.example' }),
    ).toMatchObject({
      name: 'ci',
      scope: 'submit',
    })
  })

  test('is kept as a hash, and its last use is written down', async () => {
    const token = await given('read')
    await ask({ authorization: `Bearer ${token}` })
    const [stored] = await store.tokens.list()
    expect(JSON.stringify(stored)).not.toContain(token.slice(-20))
    expect(stored?.lastUsedAt).toBe(now)
  })

  test('is refused when it has expired, was revoked, is another or has another form', async () => {
    const expired = await given('read', { expiresAt: now })
    const revoked = await given('read', { revokedAt: now })
    const good = await given('read')
    const forged = `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`
    for (const [authorization, message] of [
      [`Bearer ${expired}`, 'expired'],
      [`Bearer ${revoked}`, 'revoked'],
      [`Bearer ${forged}`, 'not known'],
      [`Bearer kosmos_000000000000_${'a'.repeat(43)}`, 'not known'],
      ['Bearer nonsense', 'another form'],
      [`Basic ${good}`, 'another form'],
      ['', 'another form'],
    ] as const) {
      await expect(ask({ authorization })).rejects.toMatchObject({
        code: 'unauthenticated',
        message: expect.stringContaining(message) as unknown,
      })
    }
  })
})

describe('a caller without a token', () => {
  test('is the local one while no usable token exists and it asks from this machine by a loopback name', async () => {
    for (const fields of [
      {},
      { remoteAddress: '::1' },
      { remoteAddress: '::ffff:127.0.0.1' },
      { host: '[::1]:8484' },
      { host: '127.0.0.1' },
    ]) {
      expect(await ask(fields)).toMatchObject({ id: 'local', scope: 'submit' })
    }
  })

  test.each([
    { remoteAddress: '192.0.2.1' },
    { remoteAddress: undefined },
    { host: 'evil.example' },
    { host: 'localhost.evil.example' },
    { host: undefined },
    { host: '127.0.0.1.evil.example' },
  ])('is refused with %o', async (fields) => {
    await expect(ask(fields)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('is refused once a usable token exists', async () => {
    await given('read')
    await expect(ask({})).rejects.toThrow('Expected a bearer token')
    expect(await ask({}, now + 1000)).toMatchObject({ id: 'local' })
  })
})

test('a scope includes those before it and no other', () => {
  const may = (scope: Scope, needed: Scope): boolean => {
    try {
      requireScope({ id: 't', name: 't', scope }, needed)
      return true
    } catch {
      return false
    }
  }
  expect([may('admin', 'submit'), may('submit', 'read'), may('read', 'submit'), may('submit', 'admin')]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test.each([
  ['127.0.0.1', false, true],
  ['localhost', false, true],
  ['::1', false, true],
  ['0.0.0.0', false, false],
  ['::', false, false],
  ['192.0.2.1', false, false],
  ['', false, false],
  ['0.0.0.0', true, true],
])('answering on %j with a usable token (%s) is allowed: %s', (host, anyUsableToken, allowed) => {
  const bind = (): void => assertBindAllowed({ host, anyUsableToken })
  if (allowed) expect(bind).not.toThrow()
  else expect(bind).toThrow('kosmos-gate token create')
})
