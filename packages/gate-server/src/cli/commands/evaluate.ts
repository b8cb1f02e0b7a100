import { plainText, type JudgedGate } from '@kosmos/analysis/gates'
import { emptyMeansClean, reportFormats } from '@kosmos/analysis/parsers'
import type { CommandIo } from '../command-io.ts'
import { checkoutReports, type CheckoutOptions } from '../checkout-reports.ts'
import { connectTo } from '../connect-to.ts'
import { namedConnection, type ConnectionOptions } from '../connection.ts'
import { evaluateHere } from '../evaluate-here.ts'
import { verdictExitCode, type ExitCode } from '../exit-code.ts'
import { sayAnswer } from '../output/answer.ts'
import { givenPolicy } from '../policy-reference.ts'
import { readInput } from '../read-input.ts'
import { readReferenceFile, withAccepted, writeReferenceFile } from '../reference-file.ts'
import { parseReportArgument } from '../report-argument.ts'
import { subjectOf, type SubjectOptions } from '../subject-options.ts'
import { UsageError } from '../usage-error.ts'
import { readWaiversFile } from '../waivers-file.ts'

export interface EvaluateOptions extends SubjectOptions, ConnectionOptions, CheckoutOptions {
  readonly policy: string
  readonly gate: string
  readonly report: readonly string[]
  readonly emptyIsClean?: readonly string[]
  readonly reference?: string
  readonly writeReference?: string
  readonly waivers?: string
  readonly json?: true
  readonly markdown?: true
}

/** Judges a gate on report files: at the service that was named, else in this process. */
export async function evaluate(options: EvaluateOptions, io: CommandIo): Promise<ExitCode> {
  const policy = await givenPolicy(options.policy, io)
  refuseUnknownEmpty(options)
  const reports = await Promise.all(
    options.report.map(async (text) => {
      const { suite, path, format } = parseReportArgument(text, reportFormats)
      const { bytes, writtenAt } = await readInput(path, 'report', io)
      const emptyIsClean = options.emptyIsClean?.includes(path) === true
      return { name: path, bytes, suite, format, collectedAt: writtenAt, commit: null, digest: null, emptyIsClean }
    }),
  )
  const checkout = await checkoutReports(options, io)
  const collected = checkout.reports.map(({ format, bytes }) => {
    const name = format === 'checkout' ? 'checkout' : 'changes of the checkout'
    return { name, bytes, suite: null, format, collectedAt: Date.now(), commit: checkout.commit, digest: null }
  })
  const stated = subjectOf(options)
  // A checkout says which commit it is; one that was named goes first, and the conditions compare.
  const subject = { ...stated, commit: stated.commit ?? checkout.commit }
  const asked = { policy, gate: options.gate, subject, reports: [...reports, ...collected] }
  const at = namedConnection(options, io)
  if (at === null) {
    const { verdict } = await judgeHere(asked, options, io)
    const exitCode = verdictExitCode(verdict)
    await sayAnswer({ exitCode, verdict, id: null, reportUrl: null }, { verdict }, options, io)
    return exitCode
  }
  refuseLocalFiles(options)
  const { id, reportUrl, verdict, body } = await connectTo(at).evaluate(asked)
  const exitCode = verdictExitCode(verdict)
  await sayAnswer({ exitCode, verdict, id, reportUrl }, body, options, io)
  return exitCode
}

/** Judges in this process, on what files say was accepted and is permitted; keeps what was accepted now. */
async function judgeHere(
  asked: Omit<Parameters<typeof evaluateHere>[0], 'accepted' | 'waivers'>,
  options: EvaluateOptions,
  io: CommandIo,
): Promise<JudgedGate> {
  const { service, branch, commit } = asked.subject
  if (options.writeReference !== undefined && branch === null) {
    throw new UsageError('Expected --branch beside --write-reference: a reference is what was accepted on a branch')
  }
  const accepted = options.reference === undefined ? null : await readReferenceFile(options.reference, service, io)
  if (options.reference !== undefined && accepted === null) {
    // Every branch begins without one; the conditions that compare say what that means.
    io.stderr.write(`There is no file '${plainText(options.reference)}' yet: nothing was accepted before\n`)
  }
  const waivers = options.waivers === undefined ? [] : await readWaiversFile(options.waivers, io)
  const judged = await evaluateHere({ ...asked, accepted, waivers }, io)
  if (options.writeReference !== undefined && branch !== null && judged.verdict.verdict === 'promote') {
    const at = { branch, commit, acceptedAt: judged.verdict.judgedAt }
    const before = accepted ?? (await readReferenceFile(options.writeReference, service, io))
    const file = withAccepted(before ?? { service, references: [] }, judged.observations, at)
    await writeReferenceFile(options.writeReference, file, io)
  }
  return judged
}

/** A service has its own, and whoever asks it cannot bring others. */
function refuseLocalFiles({ reference, writeReference, waivers }: EvaluateOptions): void {
  const given = { '--reference': reference, '--write-reference': writeReference, '--waivers': waivers }
  for (const [flag, value] of Object.entries(given)) {
    if (value === undefined) continue
    throw new UsageError(
      `Expected no ${flag} with a service: it keeps its own ${flag === '--waivers' ? 'waivers (KOSMOS_WAIVERS)' : 'references'}`,
    )
  }
}

/** An empty file is clean only where it is named, and only of a tool that writes nothing where it finds nothing. */
function refuseUnknownEmpty({ report, emptyIsClean = [] }: EvaluateOptions): void {
  const given = report.map((text) => parseReportArgument(text, reportFormats))
  for (const path of emptyIsClean) {
    const format = given.find((one) => one.path === path)?.format ?? null
    if (format !== null && emptyMeansClean(format)) continue
    const known = reportFormats.filter(emptyMeansClean).join(', ')
    throw new UsageError(
      `Expected --empty-is-clean to name the file of a --report whose format is given, and is one of ${known}; got '${path}'`,
    )
  }
}
