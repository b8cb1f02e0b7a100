import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const file = fileURLToPath(new URL('./read-one-report.ts', import.meta.url))
const answerSchema = z.object({ fault: z.string().nullable(), ms: z.number(), bytes: z.number() })

/** What reading one report cost, and what came of it that is neither a report nor a named refusal. */
export type ReadingCost = Readonly<z.output<typeof answerSchema>>

/** Reads reports in a process of its own, one at a time: what ends it is that report's fault, and the next gets another. */
export class MeasuredReader {
  #child: ChildProcess | null = null

  /** @param patience - milliseconds after which the process is ended. */
  async read(path: string, patience: number): Promise<ReadingCost> {
    const child = this.#child ?? fork(file, { stdio: 'ignore' })
    this.#child = child
    const { promise, resolve } = Promise.withResolvers<ReadingCost>()
    const give = (fault: string): void => resolve({ fault, ms: 0, bytes: 0 })
    const onMessage = (answer: unknown): void => resolve(answerSchema.parse(answer))
    const onError = (error: Error): void => give(String(error))
    const onExit = (code: number | null, signal: string | null): void =>
      give(`the end of its process (${code ?? signal})`)
    child.once('message', onMessage).once('error', onError).once('exit', onExit)
    const timer = setTimeout(() => give(`nothing in ${patience} ms`), patience)
    child.send(path)
    const cost = await promise
    clearTimeout(timer)
    child.off('message', onMessage).off('error', onError).off('exit', onExit)
    if (cost.fault !== null) this.close()
    return cost
  }

  close(): void {
    this.#child?.kill('SIGKILL')
    this.#child = null
  }
}
