import { planCanary, type CanaryOutlook, type PlanAssumptions } from '@kosmos/analysis/planning'
import { parsePolicy, type CanaryPlan } from '@kosmos/analysis/policy'
import { parsePercentage, parseShare, parseTraffic, strictNumber } from '@kosmos/analysis/units'
import type { CommandIo } from '../command-io.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import { planSentence, planText } from '../output/plan-text.ts'
import { painter } from '../output/terminal.ts'
import { policyDocument } from '../policy-document.ts'
import { givenPolicy } from '../policy-reference.ts'
import { UsageError } from '../usage-error.ts'

export interface PlanOptions {
  readonly traffic?: string
  readonly expected: readonly string[]
  readonly spread: readonly string[]
  readonly json?: true
}

/** Reckons before a canary runs what it can show, when, and whether it can conclude. */
export async function plan(policyText: string, options: PlanOptions, io: CommandIo): Promise<ExitCode> {
  const { name, canary } = parsePolicy(policyDocument(await givenPolicy(policyText, io)))
  if (canary === null) throw new UsageError(`Expected a policy with a canary, '${name}' has gates alone`)
  const human = options.json === true ? io.stderr : io.stdout
  const paint = painter(human, io.env)
  const traffic = options.traffic === undefined ? canary.traffic : parseTraffic(options.traffic)
  if (traffic === undefined) {
    const sentence =
      "The traffic is not known: say --traffic 40rps, or 'traffic: 40rps' in the policy's canary, with the requests of canary and baseline together"
    human.write(`${paint('yellow', sentence)}\n`)
    if (options.json === true)
      io.stdout.write(`${JSON.stringify({ exitCode: exitCodes.undecided, concludes: null, sentence })}\n`)
    return exitCodes.undecided
  }
  const outlook = planCanary(canary, { traffic, ...said(canary, options) })
  const exitCode = planExitCode(outlook)
  const sentence = planSentence(outlook)
  const colour = exitCode === 0 ? 'green' : exitCode === 1 ? 'red' : 'yellow'
  human.write(`${[...planText(name, canary, outlook), '', paint(colour, sentence)].join('\n')}\n`)
  if (options.json === true) io.stdout.write(`${JSON.stringify({ exitCode, sentence, ...outlook })}\n`)
  return exitCode
}

function planExitCode({ concludes }: CanaryOutlook): ExitCode {
  if (concludes === null) return exitCodes.undecided
  return concludes ? exitCodes.promote : exitCodes.fail
}

function said(canary: CanaryPlan, { expected, spread }: PlanOptions): Omit<PlanAssumptions, 'traffic'> {
  const kindOf = (id: string, kinds: readonly string[]): string => {
    const kind = canary.metrics.find((metric) => metric.id === id)?.kind ?? 'none'
    if (kinds.includes(kind)) return kind
    const known = canary.metrics.filter((metric) => kinds.includes(metric.kind)).map((metric) => metric.id)
    throw new UsageError(`Expected a metric of kind ${kinds.join(' or ')} (${known.join(', ') || 'none'}), got '${id}'`)
  }
  return {
    expected: pairs('--expected', expected, (id, value) => {
      kindOf(id, ['proportion'])
      return parseShare(value)
    }),
    spread: pairs('--spread', spread, (id, value) => {
      if (kindOf(id, ['distribution', 'gauge']) === 'gauge') return parsePercentage(value)
      const number = strictNumber(value)
      if (number === null) throw new UsageError(`Expected --spread ${id}= with a number such as 0.6, got '${value}'`)
      return number
    }),
  }
}

function pairs(
  option: string,
  texts: readonly string[],
  read: (id: string, value: string) => number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, id, value] = /^([^=]+)=(.+)$/.exec(text) ?? []
      if (id === undefined || value === undefined)
        throw new UsageError(`Expected ${option} with a metric and a value such as errors=1%, got '${text}'`)
      return [id, read(id, value)]
    }),
  )
}
