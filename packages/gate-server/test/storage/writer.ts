import { openStore } from '../../src/storage/index.ts'
import { storedEvaluation } from './stored-values.ts'

// Appends until it is killed, and says each id once it is durable.
const [file = '', prefix = ''] = process.argv.slice(2)
const store = await openStore(file)
for (let count = 0; ; count += 1) {
  await store.evaluations.append(storedEvaluation(`${prefix}-${count}`, count))
  process.stdout.write(`${prefix}-${count}\n`)
}
