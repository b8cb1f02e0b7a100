import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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

  test('answers a ping', async () => {
    await expect(store.ping()).resolves.toBeUndefined()
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

  test('that was cut off is refused or gives what it has, and never an empty store in its place', async () => {
    const file = await newFile()
    const store = await openStore(file)
    await store.evaluations.append(storedEvaluation('e1', 1))
    await store.close()
    await truncate(file, 5000)
    await expect(openStore(file).then((cut) => cut.evaluations.find('e1'))).rejects.toThrow(
      /cannot be opened|malformed|disk image/,
    )
  })

  test('made by a newer version is refused', async () => {
    const file = await newFile()
    await (await openStore(file)).close()
    const database = new DatabaseSync(file)
    database.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2099-01-01')")
    database.close()
    await expect(openStore(file)).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('loses no write that was acknowledged when its writer is killed', async () => {
    const file = await newFile()
    const script = fileURLToPath(new URL('./writer.ts', import.meta.url))
    const acknowledged = new Set<string>()
    for (let kill = 0; kill < 3; kill += 1) {
      const child = spawn(process.execPath, ['--conditions=@kosmos/source', script, file, `k${kill}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const exited = once(child, 'exit')
      let text = ''
      for await (const chunk of child.stdout) {
        text += String(chunk)
        if (text.split('\n').length > 100) break
      }
      child.kill('SIGKILL')
      await exited
      for (const line of text.split('\n').slice(0, -1)) acknowledged.add(line)
    }
    const store = await openStore(file)
    for (const id of acknowledged) expect(await store.evaluations.find(id)).not.toBeNull()
    expect(acknowledged.size).toBeGreaterThan(200)
    await store.close()
  })
})
