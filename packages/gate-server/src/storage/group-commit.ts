import type { Kysely, Transaction } from 'kysely'
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
 * the commit. Where a group fails, its writes are made again one by one, so that only the faulty one is refused.
 */
export function createGroupCommit(db: Kysely<Tables>): <Value>(write: Write<Value>) => Promise<Value> {
  const queue: Waiting[] = []
  let working = false

  async function work(): Promise<void> {
    working = true
    while (queue.length > 0) {
      const group = queue.splice(0, groupSize)
      await commit(group).catch(async () => {
        for (const one of group) await commit([one]).catch(one.failed)
      })
    }
    working = false
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      for (const { apply } of group) await apply(transaction)
    })
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
