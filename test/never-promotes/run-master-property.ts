import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { checkBatch } from './check-batch.ts'
import { checkCases } from './check-cases.ts'

// `npm run master-property -- [--cases N] [--seed N] [--workers N]`: checks that no canary with a fault is promoted and that
// every clean one is; exits 1 with what was found. `--seed N --path P` shows one counterexample again.
try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}

async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: String(Math.min(2, availableParallelism())) },
      path: { type: 'string' },
    },
  })
  const seed = wholeNumber('seed', values.seed, 0)
  if (values.path !== undefined) {
    const { counterexample } = checkBatch({ seed, cases: 1, path: values.path })
    console.log(counterexample ?? 'Nothing is wrong with it')
    return counterexample === null ? 0 : 1
  }
  const cases = wholeNumber('cases', values.cases, 1)
  const start = performance.now()
  const perSecond = (done: number): string => ((1000 * done) / (performance.now() - start)).toFixed(0)
  const onBatch = (done: number): void => console.error(`${done} of ${cases}, ${perSecond(done)} cases/s`)
  const result = await checkCases({ cases, seed }, { workers: wholeNumber('workers', values.workers, 0), onBatch })
  for (const counterexample of result.counterexamples) console.log(`${counterexample}\n`)
  console.log(
    `${result.cases} cases, seed ${seed}, ${perSecond(result.cases)} cases/s: ${result.counterexamples.length} counterexamples`,
  )
  return result.counterexamples.length > 0 ? 1 : 0
}

function wholeNumber(option: string, text: string, least: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && Number.isSafeInteger(number))) {
    throw new Error(`--${option} takes a whole number from ${least}, got '${text}'`)
  }
  return number
}
