import { plainText } from '@kosmos/analysis/gates'
import {
  completeWaivers,
  importWaivers as readExceptions,
  isWaiverFormat,
  waiverFormatOf,
  waiverFormats,
  type WaiverFormat,
} from '@kosmos/analysis/waivers'
import type { CommandIo } from '../command-io.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import { readInputText } from '../read-input.ts'
import { UsageError } from '../usage-error.ts'

export interface ImportWaiversOptions {
  readonly format?: string
  readonly who?: string
  readonly until?: string
  readonly why?: string
  readonly json?: true
}

/** Writes the exceptions of another tool as waivers; what was not taken over is said beside them. */
export async function importWaivers(path: string, options: ImportWaiversOptions, io: CommandIo): Promise<ExitCode> {
  const text = await readInputText(path, 'file of exceptions', io)
  const format = formatOf(options.format, text, path)
  const { waivers, notes } = readExceptions(format, text)
  for (const note of notes) io.stderr.write(`${plainText(note)}\n`)
  const { who = null, why = null, until = null } = options
  const document = completeWaivers(waivers, { who, why, until })
  io.stderr.write(`${waivers.length} exceptions of ${format} taken over, ${notes.length} notes\n`)
  if (options.json === true) {
    io.stdout.write(`${JSON.stringify({ exitCode: exitCodes.promote, format, document, notes })}\n`)
  } else io.stdout.write(document)
  return exitCodes.promote
}

function formatOf(asked: string | undefined, text: string, path: string): WaiverFormat {
  if (asked !== undefined && !isWaiverFormat(asked)) {
    throw new UsageError(`Expected --format ${waiverFormats.join(', ')}, got '${asked}'`)
  }
  const format = asked ?? waiverFormatOf(text)
  if (format === null) {
    throw new UsageError(
      `Expected exceptions of ${waiverFormats.join(', ')} in '${path}', got something else; --format names one`,
    )
  }
  return format
}
