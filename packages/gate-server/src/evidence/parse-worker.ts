import { parentPort } from 'node:worker_threads'
import { AnalysisError } from '@kosmos/analysis'
import { parseReport } from '@kosmos/analysis/parsers'
import type { ParseAnswer, ParseRequest } from './report-reader.ts'

/** Reads one report at a time. Ending this thread ends whatever a hostile report made of it. */
parentPort?.on('message', (request: ParseRequest) => {
  parentPort?.postMessage(answer(request))
})

function answer({ bytes, format }: ParseRequest): ParseAnswer {
  try {
    const parsed = parseReport(bytes, format === null ? {} : { format })
    return { ok: true, format: parsed.format, evidence: parsed.evidence, warnings: parsed.warnings }
  } catch (error) {
    if (error instanceof AnalysisError) return { ok: false, code: String(error.code), message: error.message }
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, code: 'report-malformed', message: `The report could not be read: ${message.slice(0, 300)}` }
  }
}
