import { createHash } from 'node:crypto'
import type { Subject } from '@kosmos/analysis'
import { judgeGate, referencesOf, type JudgedGate } from '@kosmos/analysis/gates'
import { parsePolicy } from '@kosmos/analysis/policy'
import type { Waiver } from '@kosmos/analysis/waivers'
import { loadConfig } from '../config/index.ts'
import { createReportReader, type IncomingReport } from '../evidence/index.ts'
import type { CommandIo } from './command-io.ts'
import { policyDocument } from './policy-document.ts'
import type { GivenPolicy } from './policy-reference.ts'
import { referencesFrom, type ReferenceFile } from './reference-file.ts'

/**
 * Judges a gate in this process, with the reader and the rules of the service and nothing kept.
 *
 * @throws UsageError for a policy name other than the shipped one.
 * @throws AnalysisError `policy-invalid`, `gate-unknown`.
 */
export async function evaluateHere(
  given: {
    readonly policy: GivenPolicy
    readonly gate: string
    readonly subject: Subject
    readonly reports: readonly IncomingReport[]
    /** What was accepted before; `null` where nothing was given. */
    readonly accepted: ReferenceFile | null
    readonly waivers: readonly Waiver[]
  },
  io: CommandIo,
): Promise<JudgedGate> {
  const document = policyDocument(given.policy)
  const policy = parsePolicy(document)
  const reader = createReportReader(loadConfig(io.env))
  try {
    const judgedAt = Date.now()
    const reports = await Promise.all(given.reports.map((report) => reader.read(report, judgedAt)))
    return judgeGate({
      policy,
      policyDigest: `sha256:${createHash('sha256').update(document, 'utf8').digest('hex')}`,
      gate: given.gate,
      subject: given.subject,
      reports,
      judgedAt,
      deadlinePassed: false,
      references:
        given.accepted === null ? new Map() : referencesFrom(given.accepted, referencesOf(policy, given.gate)),
      waivers: given.waivers,
    })
  } finally {
    await reader.close()
  }
}
