import { plainText } from '@kosmos/analysis/gates'
import type { ApiReferences } from '../../client/index.ts'
import type { CommandIo } from '../command-io.ts'
import { connectTo } from '../connect-to.ts'
import { connection, type ConnectionOptions } from '../connection.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import { UsageError } from '../usage-error.ts'

export interface ReferenceOptions extends ConnectionOptions {
  readonly service: string
  readonly branch: string
  readonly json?: true
}

export interface ResetReferenceOptions extends ReferenceOptions {
  readonly policy: string
  readonly condition: string
  readonly why: string
  readonly evaluation?: string
}

/** Lists what evidence on other branches is compared with. */
export async function listReferences(
  { service, branch, ...options }: ReferenceOptions,
  io: CommandIo,
): Promise<ExitCode> {
  return say(await connectTo(connection(options, io)).listReferences({ service, branch }), options, io)
}

/** Sets a reference anew; the service keeps who asked and why. */
export async function resetReference(
  { service, branch, policy, condition, why, evaluation, ...options }: ResetReferenceOptions,
  io: CommandIo,
): Promise<ExitCode> {
  if (why.trim() === '') throw new UsageError('Expected --why with the reason: it is kept beside your name')
  if (!/^(?:kept|given)\/./.test(policy)) {
    throw new UsageError(
      `Expected --policy kept/<name> for a policy of the service, or given/<name> for one that comes in requests, as 'reference list' shows it; got '${policy}'`,
    )
  }
  const asked = { service, branch, policy, condition, why, evaluation: evaluation ?? null }
  return say(await connectTo(connection(options, io)).resetReference(asked), options, io)
}

function say(answer: ApiReferences, options: { readonly json?: true }, io: CommandIo): ExitCode {
  if (options.json === true) {
    io.stdout.write(`${JSON.stringify({ exitCode: exitCodes.promote, ...answer })}\n`)
    return exitCodes.promote
  }
  for (const { policy, condition, used, acceptedAt, commit, summary, origin } of answer.references) {
    const from = origin.kind === 'evaluation' ? `evaluation ${origin.id}` : `reset by ${origin.who}: ${origin.why}`
    const at = `${acceptedAt}${commit === null ? '' : `  commit ${commit.slice(0, 12)}`}`
    const line = `${policy}  ${condition}  ${used ? 'used    ' : 'not used'}  ${at}  ${from}  (${summary})`
    io.stdout.write(`${plainText(line)}\n`)
  }
  if (answer.references.length === 0) {
    const line = `Nothing was accepted on '${answer.branch}' of '${answer.service}' yet`
    io.stdout.write(`${plainText(line)}\n`)
  }
  return exitCodes.promote
}
