import { plainText } from '@kosmos/analysis/gates'
import type { CommandIo } from '../command-io.ts'
import { connectTo } from '../connect-to.ts'
import { connection, type ConnectionOptions } from '../connection.ts'
import type { ExitCode } from '../exit-code.ts'
import { givenPolicy } from '../policy-reference.ts'
import { subjectOf, type SubjectOptions } from '../subject-options.ts'
import { createTrafficMover } from '../traffic-mover.ts'
import { UsageError } from '../usage-error.ts'
import { watchRun } from '../watch-run.ts'
import { deadlineOf } from './wait.ts'

export interface CanaryOptions extends SubjectOptions, ConnectionOptions {
  readonly policy: string
  readonly baselineTarget: readonly string[]
  readonly canaryTarget: readonly string[]
  readonly baselineLabel: readonly string[]
  readonly canaryLabel: readonly string[]
  readonly onAdvance?: string
  readonly onRollback?: string
  readonly timeout?: string
  readonly json?: true
}

/**
 * Starts a canary at a service and follows it. With `--on-advance` each stage begins when the command has moved its
 * traffic; without it the traffic is somebody else's, and stages follow each other by themselves.
 */
export async function canary(options: CanaryOptions, io: CommandIo): Promise<ExitCode> {
  const at = connection(options, io)
  const service = connectTo(at)
  const { onAdvance } = options
  const run = await service.startRun({
    policy: await givenPolicy(options.policy, io),
    subject: subjectOf(options),
    baseline: { labels: labelsOf(options.baselineLabel), targets: options.baselineTarget },
    canary: { labels: labelsOf(options.canaryLabel), targets: options.canaryTarget },
    advance: onAdvance === undefined ? 'automatic' : 'reported',
  })
  io.stderr.write(`Run ${plainText(run.id)} has begun: ${plainText(run.reportUrl)}\n`)
  return watchRun({
    service,
    id: run.id,
    baseUrl: at.baseUrl,
    deadline: deadlineOf(options),
    options,
    io,
    onChange: createTrafficMover({ service, io, onAdvance, onRollback: options.onRollback }),
    ...(onAdvance === undefined
      ? {}
      : { onDetach: 'Nobody moves its traffic now: report each stage as advanced, or the run ends undecided.' }),
  })
}

function labelsOf(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const equals = text.indexOf('=')
      if (equals <= 0) throw new UsageError(`Expected a label as name=value, got '${text}'`)
      return [text.slice(0, equals), text.slice(equals + 1)]
    }),
  )
}
