import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { readTrustFiles } from './trust-material.ts'
import type { ReportLimits } from '@kosmos/analysis/parsers'
import type { ReportEvidence, ReportWarning, SubmittedReport } from '@kosmos/analysis/evidence'

/** What goes to the thread that reads. */
export interface ParseRequest {
  readonly bytes: Uint8Array
  readonly format: string | null
  readonly emptyIsClean: boolean
  readonly limits: Partial<ReportLimits>
}

/** What comes back. */
export type ParseAnswer =
  | {
      readonly ok: true
      readonly format: string
      readonly evidence: readonly ReportEvidence[]
      readonly warnings: readonly ReportWarning[]
    }
  | { readonly ok: false; readonly code: string; readonly message: string }

/** A report as it came in. */
export interface IncomingReport {
  readonly name: string
  readonly bytes: Uint8Array
  readonly suite: string | null
  readonly format: string | null
  readonly collectedAt: number | null
  readonly commit: string | null
  readonly digest: string | null
  /** An empty report is one without findings, where its format says that it can be. */
  readonly emptyIsClean?: boolean
}

export interface ReportReader {
  /** Never rejects for a bad report: what cannot be read is `unreadable`, with the place and the reason. */
  readonly read: (report: IncomingReport, now: number) => Promise<SubmittedReport>
  readonly close: () => Promise<void>
}

/** A thread that reads, and when it can be asked: with `null`, or with what kept it from starting. */
interface ReadingThread {
  readonly thread: Worker
  readonly ready: Promise<string | null>
}

/**
 * Reads reports in a thread of their own, one after another, so that a hostile one costs its own time and memory: the
 * thread is ended at its limit and a new one made for the next report. Signatures are checked there too, where trust
 * material is named.
 *
 * @throws ServerError `request-invalid` for trust material that cannot be used.
 */
export function createReportReader(limits: {
  /** Of the bytes as they come, and again of what they inflate to. */
  readonly maxReportBytes: number
  readonly reportLimits?: Partial<ReportLimits>
  readonly parseTimeout: number
  readonly parseMemory: number
  readonly sigstoreTrustedRoot: string | null
  readonly sigstoreKeys: string | null
}): ReportReader {
  const trust = readTrustFiles(limits.sigstoreTrustedRoot, limits.sigstoreKeys)
  let worker: ReadingThread | null = null
  let queue: Promise<unknown> = Promise.resolve()

  function start(): ReadingThread {
    // Beside this file in both forms: as TypeScript where Node strips types, as JavaScript in the package.
    const file = new URL(import.meta.url.endsWith('.ts') ? './parse-worker.ts' : './parse-worker.js', import.meta.url)
    const made = new Worker(file, {
      workerData: trust,
      resourceLimits: {
        maxOldGenerationSizeMb: Math.max(64, Math.floor(limits.parseMemory / 2 ** 20)),
        // Without it the engine takes three times as much for what it throws away at once.
        maxYoungGenerationSizeMb: 48,
      },
    })
    made.unref()
    const { promise, resolve } = Promise.withResolvers<string | null>()
    // Its first message says that it can be asked.
    made.once('message', () => resolve(null))
    made.once('error', (error: Error) => resolve(error.message))
    made.once('exit', () => resolve('the thread that reads ended'))
    return { thread: made, ready: promise }
  }

  async function parse(request: ParseRequest): Promise<ParseAnswer> {
    worker ??= start()
    const { thread, ready } = worker
    const fault = await ready
    if (fault !== null) {
      worker = null
      return { ok: false, code: 'report-over-limit', message: `Reading the report could not begin: ${fault}` }
    }
    const { promise, resolve } = Promise.withResolvers<ParseAnswer>()
    const give = (code: string, message: string): void => resolve({ ok: false, code, message })
    const onMessage = (answer: ParseAnswer): void => resolve(answer)
    const onError = (error: Error): void => give('report-over-limit', `Reading the report failed: ${error.message}`)
    const onExit = (): void => give('report-over-limit', 'Reading the report used up its memory')
    thread.once('message', onMessage)
    thread.once('error', onError)
    thread.once('exit', onExit)
    const timer = setTimeout(
      () => give('report-over-limit', `Reading the report took longer than ${limits.parseTimeout / 1000} s`),
      limits.parseTimeout,
    )
    thread.postMessage(request)
    const answer = await promise
    clearTimeout(timer)
    thread.off('message', onMessage).off('error', onError).off('exit', onExit)
    if (!answer.ok && answer.code === 'report-over-limit') {
      worker = null
      await thread.terminate()
    }
    return answer
  }

  return {
    read: async (report, now) => {
      const { bytes, format, emptyIsClean = false } = report
      const tooLarge = bytes.length > limits.maxReportBytes
      const work = tooLarge
        ? Promise.resolve<ParseAnswer>({
            ok: false,
            code: 'report-over-limit',
            message: `The report has ${bytes.length} bytes, at most ${limits.maxReportBytes} are read`,
          })
        : queue.then(() =>
            parse({
              bytes,
              format,
              emptyIsClean,
              limits: { ...limits.reportLimits, maxBytes: limits.maxReportBytes },
            }),
          )
      queue = work.catch(() => {})
      const answer = await work
      return {
        name: report.name,
        digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
        suite: report.suite,
        collectedAt: report.collectedAt ?? now,
        subject: { commit: report.commit, digest: report.digest },
        content: answer.ok
          ? { kind: 'read', format: answer.format, evidence: answer.evidence, warnings: answer.warnings }
          : { kind: 'unreadable', format, code: answer.code, message: answer.message },
      }
    },
    close: async () => {
      await queue
      await worker?.thread.terminate()
      worker = null
    },
  }
}
