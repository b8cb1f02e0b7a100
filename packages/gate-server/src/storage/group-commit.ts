import type { Kysely, Transaction } from 'kysely'
import { databaseFault, isContention } from './database-fault.ts'
import type { Tables } from './schema.ts'

/** A write that may share its transaction with others. */
export type Write<Value> = (db: Transaction<Tables>) => Promise<Value>

interface Waiting {
  readonly apply: (db: Transaction<Tables>) => Promise<void>
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/** Most writes in one transaction: a bound on how long the first of them waits. */
const groupSize = 256

/**
 * Writes that wait at the same time share one transaction and so one wait for the disk. Each promise settles only after
 * the commit. Where one write fails, the others of its group are made again one by one, so that only the faulty one is
 * refused. Where the database fails, all of the group are refused at once: one by one each would wait for it anew.
 *
 * @param onCommit - told the seconds that each transaction took.
 */
export function createGroupCommit(
  db: Kysely<Tables>,
  onCommit: (seconds: number) => void,
): <Value>(write: Write<Value>) => Promise<Value> {
  const queue: Waiting[] = []
  let working = false

  async function work(): Promise<void> {
    working = true
    while (queue.length > 0) {
      const group = queue.splice(0, groupSize)
      await commit(group).catch(async (error: unknown) => {
        const isHopeless = isContention(error) ? false : group.length === 1 || databaseFault(error) !== null
        for (const one of group) {
          if (isHopeless) one.failed(error)
          else await commit([one]).catch(one.failed)
        }
      })
    }
    working = false
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    const start = performance.now()
    await db.transaction().execute(async (transaction) => {
      for (const { apply } of group) await apply(transaction)
    })
    onCommit((performance.now() - start) / 1000)
    for (const { done } of group) done()
  }

  return <Value>(write: Write<Value>): Promise<Value> => {
    const { promise, resolve, reject } = Promise.withResolvers<Value>()
    let result: { readonly value: Value } | null = null
    queue.push({
      apply: async (transaction) => {
        result = { value: await write(transaction) }
      },
      done: () =>
        result === null ? reject(new Error('A write was committed without being applied')) : resolve(result.value),
      failed: reject,
    })
    // The first writer of an idle moment waits one turn, so that those beside it get into the same transaction.
    if (!working) {
      working = true
      setImmediate(() => void work())
    }
    return promise
  }
}
