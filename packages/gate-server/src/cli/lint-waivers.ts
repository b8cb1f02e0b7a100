import { AnalysisError } from '@kosmos/analysis'
import { reportFormats } from '@kosmos/analysis/parsers'
import { parsePolicy, suggest, type ResolvedPolicy } from '@kosmos/analysis/policy'
import type { WaiverUse } from '@kosmos/analysis/verdict'
import { isExpired, parseWaivers, scopeText, waiverPlaces, type Waiver } from '@kosmos/analysis/waivers'
import type { CommandIo } from './command-io.ts'
import { evaluateHere } from './evaluate-here.ts'
import type { LintLine } from './lint-line.ts'
import { policyDocument } from './policy-document.ts'
import { givenPolicy, type GivenPolicy } from './policy-reference.ts'
import { readInput, readInputText } from './read-input.ts'
import { parseReportArgument } from './report-argument.ts'
import { UsageError } from './usage-error.ts'

export interface LintWaiversOptions {
  readonly policy?: string
  readonly gate?: string
  readonly report: readonly string[]
  readonly digest?: string
}

/** A permission that ends later than this is worth a second look. */
const farMs = 366 * 86_400_000

/**
 * What is wrong with a file of waivers: malformed, without an owner or an end (errors), ended, or, where a gate and its
 * reports are given, naming what is not there (findings).
 */
export async function lintWaivers(
  file: string,
  options: LintWaiversOptions,
  io: CommandIo,
): Promise<readonly LintLine[]> {
  const text = await readInputText(file, 'file of waivers', io)
  let waivers: readonly Waiver[]
  try {
    waivers = parseWaivers(text)
  } catch (error) {
    if (!(error instanceof AnalysisError) || !error.is('waivers-invalid')) throw error
    return error.details.issues.map((issue) => ({ file, severity: 'error', ...issue }))
  }
  const places = waiverPlaces(text)
  const say = (index: number, severity: LintLine['severity'], message: string): LintLine => ({
    file,
    ...places(index),
    severity,
    pointer: `/waivers/${index}`,
    message,
  })
  const now = Date.now()
  const policy = options.policy === undefined ? null : await givenPolicy(options.policy, io)
  const resolved = policy === null ? null : parsePolicy(policyDocument(policy))
  const { stale, unread } = await lookFor(waivers, policy, options, io)
  const ofWaivers = waivers.flatMap((waiver, index) => {
    const { id, who, until } = waiver
    const why = stale.get(waiver)
    const unknown = resolved === null ? null : unknownCondition(waiver, resolved)
    return [
      ...(isExpired(waiver, now) ? [say(index, 'finding', `the waiver of ${id} by ${who} ended on ${until}`)] : []),
      ...(Date.parse(until) > now + farMs
        ? [say(index, 'warning', `the waiver of ${id} by ${who} ends in more than a year, on ${until}`)]
        : []),
      ...(unknown === null ? [] : [say(index, 'error', unknown)]),
      ...(why === undefined ? [] : [say(index, 'finding', `the waiver of ${id} by ${who} ${why}`)]),
    ]
  })
  const blind = unread.map((sentence): LintLine => {
    const message = `what the waivers name could not be looked for: ${sentence}`
    return { file, line: null, column: null, severity: 'error', pointer: '', message }
  })
  return [...ofWaivers, ...blind]
}

/** Those waivers that permit nothing in the gate's reports with the reason, and why where reports were of no use. */
async function lookFor(
  waivers: readonly Waiver[],
  policy: GivenPolicy | null,
  { gate, report, digest }: LintWaiversOptions,
  io: CommandIo,
): Promise<{ readonly stale: ReadonlyMap<Waiver, string>; readonly unread: readonly string[] }> {
  if (gate === undefined && report.length === 0) return { stale: new Map(), unread: [] }
  if (policy === null || gate === undefined || report.length === 0) {
    throw new UsageError('Expected --policy, --gate and --report together: what a waiver names is looked for in them')
  }
  const reports = await Promise.all(
    report.map(async (text) => {
      const { suite, path, format } = parseReportArgument(text, reportFormats)
      const { bytes, writtenAt } = await readInput(path, 'report', io)
      return { name: path, bytes, suite, format, collectedAt: writtenAt, commit: null, digest: null }
    }),
  )
  const subject = {
    service: 'lint',
    environment: null,
    version: null,
    commit: null,
    digest: digest ?? null,
    branch: null,
  }
  const { verdict } = await evaluateHere({ policy, gate, subject, reports, accepted: null, waivers }, io)
  // A document holds each id once with the same limits.
  const keyOf = (of: Pick<WaiverUse, 'id' | 'condition' | 'scope'>): string =>
    JSON.stringify([of.id, of.condition, of.scope])
  const stale = new Map(
    verdict.waivers.flatMap((use) => {
      const why = use.remark === undefined ? 'names nothing that is there' : `permits nothing: ${use.remark}`
      return use.state === 'stale' ? [[keyOf(use), why] as const] : []
    }),
  )
  return {
    stale: new Map(
      waivers.flatMap((waiver) => {
        const why = stale.get(keyOf({ ...waiver, scope: scopeText(waiver.scope) }))
        return why === undefined ? [] : [[waiver, why] as const]
      }),
    ),
    unread: verdict.parts.flatMap(({ reasons }) =>
      reasons.filter(({ outcome }) => outcome === 'error').map(({ sentence }) => sentence),
    ),
  }
}

function unknownCondition({ condition }: Waiver, { gates }: ResolvedPolicy): string | null {
  const known = gates.flatMap(({ conditions }) => conditions.map(({ id }) => id))
  if (condition === null || known.includes(condition)) return null
  const near = suggest(condition, known)
  return `expected a condition of the policy, got '${condition}'${near === null ? '' : `; did you mean '${near}'?`}`
}
