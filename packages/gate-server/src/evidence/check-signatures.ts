import type { ReportEvidence } from '@kosmos/analysis/evidence'
import { signedItems, type ParsedReport, type ReportLimits } from '@kosmos/analysis/parsers'
import type { TrustFiles } from './trust-material.ts'
import type { VerifyAttestation } from './verify-attestations.ts'

let made: Promise<VerifyAttestation> | null = null

/**
 * The evidence of a report with the signatures in it checked; as it was read where it holds none, or nothing is trusted.
 * For the thread that reads reports: a hostile signature costs what a hostile report may cost.
 *
 * @param bytes - what the report was read from.
 * @param trust - trust material of the thread, the same at each call; anything else is none.
 */
export async function checkSignatures(
  parsed: ParsedReport,
  bytes: Uint8Array,
  limits: ReportLimits,
  trust: unknown,
): Promise<readonly ReportEvidence[]> {
  if (!isTrust(trust)) return parsed.evidence
  const items = signedItems(bytes, parsed.format, limits)
  if (items.length === 0) return parsed.evidence
  // Made when a signature first comes: its libraries take longer to load than most reports to read.
  made ??= import('./verify-attestations.ts').then(({ createVerifier }) => createVerifier(trust))
  const verify = await made
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

function isTrust(value: unknown): value is TrustFiles {
  return typeof value === 'object' && value !== null && 'roots' in value && 'keys' in value
}
