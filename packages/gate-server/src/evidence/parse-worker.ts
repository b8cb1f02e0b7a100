import { parentPort, workerData } from 'node:worker_threads'
import { AnalysisError } from '@kosmos/analysis'
import { defaultReportLimits, parseReport } from '@kosmos/analysis/parsers'
import { checkSignatures } from './check-signatures.ts'
import { inflateReport } from './inflate-report.ts'
import type { ParseAnswer, ParseRequest } from './report-reader.ts'

/** Reads one report at a time. Ending this thread ends whatever a hostile report made of it. */
parentPort?.on('message', (request: ParseRequest) => {
  void answer(request).then((given) => parentPort?.postMessage(given))
})
// The time that a report may take counts from here: loading this file is not the report's doing.
parentPort?.postMessage('ready')

async function answer({ bytes, format, emptyIsClean, limits }: ParseRequest): Promise<ParseAnswer> {
  try {
    const report = inflateReport(bytes, limits.maxBytes ?? 0)
    const parsed = parseReport(report, { ...(format === null ? {} : { format }), emptyIsClean, limits })
    const evidence = await checkSignatures(parsed, report, { ...defaultReportLimits, ...limits }, workerData)
    return { ok: true, format: parsed.format, evidence, warnings: parsed.warnings }
  } catch (error) {
    if (error instanceof AnalysisError) return { ok: false, code: String(error.code), message: error.message }
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, code: 'report-malformed', message: `The report could not be read: ${message.slice(0, 300)}` }
  }
}
