import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Reference } from '@kosmos/analysis/evidence'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type Store } from '../../src/storage/index.ts'
import { startPostgres, type RealPostgres } from './real-postgres.ts'
import { storedEvaluation, storedRun } from './stored-values.ts'

const folders: string[] = []
let postgres: RealPostgres | null = null
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres?.stop()
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
})

async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kosmos-store-'))
  folders.push(folder)
  return join(folder, 'gate.db')
}

const stores: readonly (readonly [string, () => Promise<string | null>])[] = [
  ['a SQLite file', newFile],
  ['SQLite in memory', () => Promise.resolve(':memory:')],
  ['PostgreSQL', async () => (await postgres?.newDatabase()) ?? null],
]

describe.each(stores)('a store on %s', (name, locate) => {
  let location: string
  let store: Store
  beforeEach(async (context) => {
    const found = await locate()
    if (found === null) return context.skip(`${name} cannot be run on this machine`)
    location = found
    store = await openStore(location)
  })
  afterEach(async (context) => {
    if (context.task.result?.state !== 'skip') await store.close()
  })

  test('gives an evaluation back as it was', async () => {
    const evaluation = storedEvaluation('e1', 5)
    await store.evaluations.append(evaluation)
    expect(await store.evaluations.find('e1')).toEqual(evaluation)
    expect(await store.evaluations.find('e2')).toBeNull()
  })

  const key = { service: 'shop', branch: 'main', policy: 'kept/kosmos', condition: 'vulnerabilities' }
  const query = { ...key, kind: 'vulnerabilities', most: 100 }
  const observed = (name: string, accepted = true, policy = key.policy) => [
    {
      policy,
      condition: 'vulnerabilities',
      kind: 'vulnerabilities',
      accepted,
      observation: { kind: 'findings' as const, keys: [name] },
    },
  ]
  const namesOf = (references: readonly Reference[]): readonly string[] =>
    references.flatMap(({ observation }) => (observation.kind === 'findings' ? observation.keys : []))

  test('gives accepted evidence of a branch as references, the newest first', async () => {
    const main = { branch: 'main', commit: 'c1' }
    await store.evaluations.append(storedEvaluation('e1', 5, main), observed('first'))
    // Clocks of several machines differ: what was written later is the newer one.
    await store.evaluations.append(storedEvaluation('e2', 3, main), observed('second'))
    await store.evaluations.append(storedEvaluation('e3', 9, main), observed('refused', false))
    await store.evaluations.append(storedEvaluation('e4', 9, { branch: 'feature' }), observed('elsewhere'))
    await store.evaluations.append(storedEvaluation('e5', 9), observed('without a branch'))
    expect(namesOf(await store.references.newest(query))).toEqual(['second', 'first'])
    expect(namesOf(await store.references.newest({ ...query, most: 1 }))).toEqual(['second'])
    expect((await store.references.newest(query))[1]).toEqual({
      branch: 'main',
      commit: 'c1',
      acceptedAt: 5,
      origin: { kind: 'evaluation', id: 'e1' },
      observation: { kind: 'findings', keys: ['first'] },
    })
    for (const other of [
      { service: 'cart' },
      { policy: 'given/kosmos' },
      { condition: 'other' },
      { kind: 'coverage' },
      { branch: 'none' },
    ]) {
      expect(await store.references.newest({ ...query, ...other })).toEqual([])
    }
  })

  test('keeps the newest thirty references of a key, and every reset', async () => {
    await store.references.reset({ id: 'r0', key, at: 1, who: 'ann', why: 'begin', to: null })
    for (let index = 0; index < 35; index += 1) {
      await store.evaluations.append(storedEvaluation(`e${index}`, index, { branch: 'main' }), observed(`n${index}`))
    }
    await store.evaluations.append(storedEvaluation('other', 1, { branch: 'feature' }), observed('elsewhere'))
    const kept = namesOf(await store.references.newest(query))
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([30, 'n34', 'n5'])
    const listed = await store.references.list(key)
    expect(listed).toHaveLength(31)
    expect(listed.at(-1)).toMatchObject({ origin: { kind: 'reset', who: 'ann', why: 'begin' }, used: true })
  })

  test('uses nothing from before a reset, which may bring an observation that was refused', async () => {
    const main = { branch: 'main', commit: 'c1' }
    await store.evaluations.append(storedEvaluation('e1', 5, main), observed('old'))
    await store.evaluations.append(storedEvaluation('e2', 6, main), observed('refused', false))
    await store.references.reset({ id: 'r1', key, at: 7, who: 'ann', why: 'cut', to: null })
    expect(await store.references.newest(query)).toEqual([])
    const found = await store.references.observed('e2', key)
    expect(found).toMatchObject({ kind: 'vulnerabilities', reference: { commit: 'c1' } })
    expect(await store.references.observed('e2', { ...key, service: 'cart' })).toBeNull()
    expect(await store.references.observed('e2', { ...key, policy: 'given/kosmos' })).toBeNull()
    const { kind = '', reference } = found ?? {}
    const to = reference === undefined ? null : { kind, commit: reference.commit, observation: reference.observation }
    await store.references.reset({ id: 'r2', key, at: 8, who: 'bob', why: 'accepted after all', to })
    await store.evaluations.append(storedEvaluation('e3', 9, main), observed('new'))
    expect(namesOf(await store.references.newest(query))).toEqual(['new', 'refused'])
    expect((await store.references.list(key)).map(({ origin, used }) => [origin.kind, used])).toEqual([
      ['evaluation', true],
      ['reset', true],
      ['reset', false],
      ['evaluation', false],
    ])
  })

  test('keeps the references of every policy on their own, thirty of each, with its own resets', async () => {
    const main = { branch: 'main' }
    const given = { ...key, policy: 'given/kosmos' }
    await store.evaluations.append(storedEvaluation('e0', 1, main), observed('kept'))
    for (let index = 0; index < 31; index += 1) {
      await store.evaluations.append(storedEvaluation(`g${index}`, 2, main), observed(`g${index}`, true, given.policy))
    }
    expect(namesOf(await store.references.newest(query))).toEqual(['kept'])
    expect(await store.references.newest({ ...query, ...given })).toHaveLength(30)
    await store.references.reset({ id: 'r1', key: given, at: 3, who: 'ann', why: 'cut', to: null })
    expect(await store.references.newest({ ...query, ...given })).toEqual([])
    expect(namesOf(await store.references.newest(query))).toEqual(['kept'])
    const used = (await store.references.list(key)).filter((one) => one.used).map(({ policy }) => policy)
    expect(used).toEqual(['given/kosmos', 'kept/kosmos'])
  })

  test('keeps no observation of an evaluation that was not kept', async () => {
    const main = { branch: 'main' }
    await store.evaluations.append(storedEvaluation('e1', 5, main), observed('first'))
    const again = store.evaluations.append(storedEvaluation('e1', 6, main), observed('again'))
    await expect(again).rejects.toThrow(/unique/i)
    expect(namesOf(await store.references.newest(query))).toEqual(['first'])
  })

  test('finds the newest evaluation of a subject, and none of another', async () => {
    for (const [id, at, version] of [
      ['e1', 5, '1'],
      ['e2', 9, '2'],
      ['e3', 7, '1'],
    ] as const) {
      await store.evaluations.append(storedEvaluation(id, at, { version }))
    }
    const latest = async (environment: string | null, version: string | null): Promise<string | undefined> =>
      (await store.evaluations.latest({ service: 'shop', environment, version }))?.id
    expect(await latest(null, null)).toBe('e2')
    expect(await latest('ci', '1')).toBe('e3')
    expect(await latest('production', null)).toBeUndefined()
  })

  test('gives a run back as it was, infinities included', async () => {
    const run = storedRun('r1')
    await store.runs.create(run)
    expect(await store.runs.find('r1')).toEqual(run)
  })

  test('refuses to keep NaN, which JSON would turn to null and the next reader to 0', async () => {
    const run = storedRun('r1', { nextActionAt: Number.NaN })
    await expect(store.runs.create(run)).rejects.toThrow('NaN')
    expect(await store.runs.find('r1')).toBeNull()
  })

  test('lets exactly one of two writers replace a revision', async () => {
    const run = storedRun('r1')
    await store.runs.create(run)
    const next = { ...run, revision: 2 }
    const won = await Promise.all([
      store.runs.replace({ ...next, stage: 1 }),
      store.runs.replace({ ...next, stage: 2 }),
    ])
    expect(won.sort()).toEqual([false, true])
    expect(await store.runs.replace({ ...run, revision: 9 })).toBe(false)
  })

  test('tells which runs are due, the oldest first, and when the next one is', async () => {
    expect(await store.runs.nextActionAt()).toBeNull()
    for (const [id, nextActionAt] of [
      ['r1', 300],
      ['r2', 100],
      ['r3', null],
      ['r4', 900],
    ] as const) {
      await store.runs.create(storedRun(id, { nextActionAt }))
    }
    expect(await store.runs.due(300, 10)).toEqual(['r2', 'r1'])
    expect(await store.runs.due(300, 1)).toEqual(['r2'])
    expect(await store.runs.nextActionAt()).toBe(100)
  })

  test('tells the runs that are not completed, of one service and environment', async () => {
    await store.runs.create(storedRun('r1'))
    await store.runs.create(storedRun('r2', { status: 'completed' }))
    await store.runs.create(storedRun('r3', { service: 'other' }))
    expect((await store.runs.active('shop', 'production')).map(({ id }) => id)).toEqual(['r1'])
    expect(await store.runs.active('shop', null)).toEqual([])
    expect((await store.runs.latest({ service: 'other', environment: null, version: null }))?.id).toBe('r3')
  })

  test('keeps tokens, revokes once, and knows whether any is usable', async () => {
    const token = {
      id: 'abc',
      name: 'ci',
      secretHash: '00',
      scopes: ['submit'],
      createdAt: 1,
      expiresAt: 100,
      revokedAt: null,
      lastUsedAt: null,
    }
    expect(await store.tokens.anyUsable(50)).toBe(false)
    await store.tokens.add(token)
    expect(await store.tokens.find('abc')).toEqual(token)
    expect([await store.tokens.anyUsable(50), await store.tokens.anyUsable(100)]).toEqual([true, false])
    await store.tokens.touch('abc', 60)
    expect(await store.tokens.revoke('abc', 70)).toBe(true)
    expect(await store.tokens.revoke('abc', 80)).toBe(true)
    expect(await store.tokens.revoke('nobody', 80)).toBe(false)
    expect(await store.tokens.list()).toEqual([{ ...token, revokedAt: 70, lastUsedAt: 60 }])
    expect(await store.tokens.anyUsable(50)).toBe(false)
  })

  test('gives one resource to a hundred claims of one key at once', async () => {
    const claims = Array.from({ length: 100 }, (_, index) =>
      store.idempotency.claim({ key: 'k', requestDigest: 'd', resourceId: `r${index}`, createdAt: index }),
    )
    const kept = await Promise.all(claims)
    expect(new Set(kept.map(({ resourceId }) => resourceId)).size).toBe(1)
  })

  test('commits writes that wait together, and a faulty one does not take the others along', async () => {
    await store.evaluations.append(storedEvaluation('taken', 1))
    const ids = [...Array.from({ length: 50 }, (_, index) => `e${index}`), 'taken']
    const results = await Promise.allSettled(ids.map((id) => store.evaluations.append(storedEvaluation(id, 2))))
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    for (const id of ids) expect(await store.evaluations.find(id)).not.toBeNull()
  })

  test('tells each transaction that writes shared', async () => {
    const seconds: number[] = []
    const told = await openStore(location, { onCommit: (took) => void seconds.push(took) })
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => told.evaluations.append(storedEvaluation(`e${index}`, 2))),
    )
    await told.close()
    expect(seconds).toHaveLength(1)
  })

  test('keeps labels that look like what it writes for infinities', async () => {
    const run = { ...storedRun('r1'), canary: { labels: { $number: '+Inf' }, targets: [] } }
    await store.runs.create(run)
    expect(await store.runs.find('r1')).toEqual(run)
  })

  test('answers a ping', async () => {
    await expect(store.ping()).resolves.toBeUndefined()
  })

  test.skipIf(name === 'SQLite in memory')('lets exactly one of two stores replace a revision', async () => {
    const other = await openStore(location)
    const ids = Array.from({ length: 20 }, (_, index) => `r${index}`)
    for (const id of ids) await store.runs.create(storedRun(id))
    // In opposite order, so that groups that share a transaction get in each other's way.
    const [won, lost] = await Promise.all([
      Promise.all(ids.map((id) => store.runs.replace(storedRun(id, { revision: 2, stage: 1 })))),
      Promise.all(ids.toReversed().map((id) => other.runs.replace(storedRun(id, { revision: 2, stage: 2 })))),
    ])
    await other.close()
    expect(lost.toReversed()).toEqual(won.map((one) => !one))
    const stages = await Promise.all(ids.map(async (id) => (await store.runs.find(id))?.stage))
    expect(stages).toEqual(won.map((one) => (one ? 1 : 2)))
  })

  test.skipIf(name === 'SQLite in memory')('keeps everything when it is closed and opened again', async () => {
    await store.evaluations.append(storedEvaluation('e1', 5))
    await store.close()
    store = await openStore(location)
    expect((await store.evaluations.find('e1'))?.id).toBe('e1')
  })

  test.skipIf(name === 'SQLite in memory')(
    'names a row that was broken behind its back instead of reading half of it',
    async () => {
      await store.runs.create(storedRun('r1'))
      const statement = `update runs set document = '{"id":"r1"}' where id = 'r1'`
      if (name === 'PostgreSQL') {
        const client = new pg.Client(location)
        await client.connect()
        await client.query(statement)
        await client.end()
      } else {
        const database = new DatabaseSync(location)
        database.exec(statement)
        database.close()
      }
      await expect(store.runs.find('r1')).rejects.toMatchObject({
        code: 'internal',
        message: "The row 'r1' of runs cannot be read",
      })
    },
  )
})

describe('a SQLite file', () => {
  test('that is no database is refused and left as it is', async () => {
    const file = await newFile()
    await writeFile(file, 'this is no database, but a text that is long enough to be looked at')
    await expect(openStore(file)).rejects.toMatchObject({ code: 'unavailable' })
    expect(await readFile(file, 'utf8')).toContain('this is no database')
  })

  test('that was cut off anywhere is refused or names the row, and never an empty store in its place', async () => {
    const file = await newFile()
    const store = await openStore(file)
    const ids = Array.from({ length: 20 }, (_, index) => `e${index}`)
    for (const id of ids) await store.evaluations.append(storedEvaluation(id, 1))
    await store.close()
    const { size } = await stat(file)
    const cut = `${file}-cut`
    for (let part = 0; part < 40; part += 1) {
      await copyFile(file, cut)
      await truncate(cut, Math.floor((size * part) / 40))
      const lost = openStore(cut).then(async (opened) => {
        try {
          for (const id of ids) if ((await opened.evaluations.find(id)) === null) return `'${id}' was not there`
          return 'nothing was lost'
        } finally {
          await opened.close()
        }
      })
      await expect(lost, `cut at ${part} of 40`).rejects.toMatchObject({ name: 'ServerError' })
    }
  })

  test('whose first making failed half-way is left as it was', async () => {
    const file = await newFile()
    const tables = (): unknown => {
      const database = new DatabaseSync(file)
      const rows = database.prepare("select name from sqlite_master where name in ('evaluations', 'tokens')").all()
      database.close()
      return rows.map(({ name }) => name)
    }
    const database = new DatabaseSync(file)
    database.exec('create table tokens (id text)')
    database.close()
    await expect(openStore(file)).rejects.toThrow('tokens')
    expect(tables()).toEqual(['tokens'])
  })

  test('that another process does not let go of makes writes unavailable, not faulty', async () => {
    const file = await newFile()
    const store = await openStore(file)
    const holder = new DatabaseSync(file)
    holder.exec('begin immediate')
    const results = await Promise.allSettled(
      ['e1', 'e2', 'e3'].map((id) => store.evaluations.append(storedEvaluation(id, 1))),
    )
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', retryAfter: 5 } })
    }
    holder.exec('rollback')
    holder.close()
    await store.evaluations.append(storedEvaluation('e1', 1))
    await store.close()
  })

  test('made before there were references and waivers is brought up to date and read', async () => {
    const file = await newFile()
    const before = await openStore(file)
    const evaluation = storedEvaluation('e1', 5, { branch: 'main' })
    await before.evaluations.append(evaluation)
    await before.close()
    const database = new DatabaseSync(file)
    database.exec("drop table reference_evidence; delete from kysely_migration where name = '0002-references'")
    database.exec("update evaluations set document = json_remove(document, '$.verdict.waivers')")
    database.close()
    const store = await openStore(file)
    const verdict = { ...evaluation.verdict, waivers: [] }
    expect(await store.evaluations.find('e1')).toEqual({ ...evaluation, verdict })
    expect(await store.references.list({ service: 'shop', branch: 'main' })).toEqual([])
    await store.close()
  })

  test('made by a newer version is refused', async () => {
    const file = await newFile()
    await (await openStore(file)).close()
    const database = new DatabaseSync(file)
    database.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2099-01-01')")
    database.close()
    await expect(openStore(file)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining("made by a newer kosmos-gate; the change '9999-later'") as unknown,
    })
  })

  test('loses no write that was acknowledged when its writer is killed', async () => {
    const file = await newFile()
    const acknowledged = new Set<string>()
    for (let kill = 0; kill < 3; kill += 1) {
      for (const id of await writtenUntilKilled(file, `k${kill}`, 100)) acknowledged.add(id)
    }
    const store = await openStore(file)
    for (const id of acknowledged) expect(await store.evaluations.find(id)).not.toBeNull()
    expect(acknowledged.size).toBeGreaterThan(200)
    await store.close()
  })

  test('is made once and written by two processes that open it at the same time', async () => {
    const file = await newFile()
    const [one, other] = await Promise.all([writtenUntilKilled(file, 'a', 50), writtenUntilKilled(file, 'b', 50)])
    const store = await openStore(file)
    for (const id of [...one, ...other]) expect(await store.evaluations.find(id)).not.toBeNull()
    await store.close()
    expect(Math.min(one.length, other.length)).toBeGreaterThanOrEqual(50)
  })
})

/** Ids that a process of its own said were durable, until it was killed after that many. */
async function writtenUntilKilled(file: string, prefix: string, count: number): Promise<readonly string[]> {
  const script = fileURLToPath(new URL('./writer.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@kosmos/source', script, file, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  let text = ''
  for await (const chunk of child.stdout) {
    text += String(chunk)
    if (text.split('\n').length > count) break
  }
  child.kill('SIGKILL')
  await exited
  return text.split('\n').slice(0, -1)
}

describe('a PostgreSQL', () => {
  test('that stops answering makes every call unavailable at once, and works on when it is back', async (context) => {
    const location = await postgres?.newDatabase()
    if (location === undefined || postgres === null) return context.skip('PostgreSQL cannot be run on this machine')
    const store = await openStore(location)
    await store.evaluations.append(storedEvaluation('before', 1))
    await postgres.refuseConnections(location)
    const calls = [
      store.ping(),
      store.evaluations.find('before'),
      store.runs.due(1, 1),
      ...Array.from({ length: 20 }, (_, index) => store.evaluations.append(storedEvaluation(`e${index}`, 1))),
    ]
    for (const result of await Promise.allSettled(calls)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', retryAfter: 5 } })
    }
    await postgres.acceptConnections(location)
    expect(await store.evaluations.find('before')).not.toBeNull()
    expect(await store.evaluations.find('e0')).toBeNull()
    await store.close()
  })

  test('that became read-only makes writes unavailable while reads go on', async (context) => {
    const location = await postgres?.newDatabase()
    if (location === undefined) return context.skip('PostgreSQL cannot be run on this machine')
    await (await openStore(location)).close()
    const store = await openStore(`${location}?options=-c%20default_transaction_read_only%3Don`)
    await expect(store.evaluations.append(storedEvaluation('e1', 1))).rejects.toMatchObject({ code: 'unavailable' })
    expect(await store.evaluations.find('e1')).toBeNull()
    await store.close()
  })
})
