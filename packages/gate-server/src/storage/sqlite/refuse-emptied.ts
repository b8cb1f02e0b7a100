import { stat } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'

/** How often a file without content is looked at again, and how long between: it may be in the making. */
const looks = 20
const betweenMs = 50

/**
 * Refuses a file that is there and holds nothing. SQLite takes it for a new database, so that what was cut off or
 * overwritten would go on as an empty store. A file that another process is making holds something in a moment.
 */
export async function refuseEmptied(path: string): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    const found = await stat(path).catch(() => null)
    if (found === null || !found.isFile() || found.size > 0) return
    await setTimeout(betweenMs)
  }
  throw new Error('the file is there and holds nothing; bring it back from a backup, or remove it to begin anew')
}
