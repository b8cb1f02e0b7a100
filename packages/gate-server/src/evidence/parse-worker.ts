import { parentPort, workerData } from 'node:worker_threads'
import { AnalysisError } from '@kosmos/analysis'
import type { ReportEvidence } from '@kosmos/analysis/evidence'
import { defaultReportLimits, parseReport, signedItems, type ParsedReport } from '@kosmos/analysis/parsers'
import type { ParseAnswer, ParseRequest } from './report-reader.ts'
import type { TrustFiles } from './trust-material.ts'
import type { VerifyAttestation } from './verify-attestations.ts'

/** Reads one report at a time. Ending this thread ends whatever a hostile report made of it. */
parentPort?.on('message', (request: ParseRequest) => {
  void answer(request).then((given) => parentPort?.postMessage(given))
})

async function answer({ bytes, format }: ParseRequest): Promise<ParseAnswer> {
  try {
    const parsed = parseReport(bytes, format === null ? {} : { format })
    const evidence = await checkSignatures(parsed, bytes)
    return { ok: true, format: parsed.format, evidence, warnings: parsed.warnings }
  } catch (error) {
    if (error instanceof AnalysisError) return { ok: false, code: String(error.code), message: error.message }
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, code: 'report-malformed', message: `The report could not be read: ${message.slice(0, 300)}` }
  }
}

/** The evidence, with the signatures in it checked where there is something to check them against. */
async function checkSignatures(parsed: ParsedReport, bytes: Uint8Array): Promise<readonly ReportEvidence[]> {
  const items = signedItems(bytes, parsed.format, defaultReportLimits)
  if (items.length === 0) return parsed.evidence
  const verify = await verifier()
  if (verify === null) return parsed.evidence
  return parsed.evidence.map((one) =>
    one.kind === 'attestations'
      ? {
          ...one,
          attestations: one.attestations.flatMap((claim, at) => {
            const item = items[at]
            return item === undefined ? [claim] : verify(item, claim)
          }),
        }
      : one,
  )
}

let made: Promise<VerifyAttestation> | null = null

/** Made when a signature first comes: its libraries take longer to load than most reports to read. */
function verifier(): Promise<VerifyAttestation> | null {
  if (!isTrust(workerData)) return null
  const trust = workerData
  made ??= import('./verify-attestations.ts').then(({ createVerifier }) => createVerifier(trust))
  return made
}

function isTrust(value: unknown): value is TrustFiles {
  return typeof value === 'object' && value !== null && 'roots' in value && 'keys' in value
}
