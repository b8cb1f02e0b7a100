import { rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { checkoutReports, type CheckoutOptions } from '../checkout-reports.ts'
import type { CommandIo } from '../command-io.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'

export interface CollectOptions extends CheckoutOptions {
  readonly checkout: string
  readonly out: string
}

/**
 * Writes what is collected of a checkout to a file, and the diff beside it (`….diff`) where something changed, so that
 * another machine can judge it. No diff is left there from an earlier time.
 */
export async function collect(options: CollectOptions, io: CommandIo): Promise<ExitCode> {
  const { reports } = await checkoutReports(options, io)
  const out = resolve(io.cwd, options.out)
  const of = (format: string): Uint8Array | null => reports.find((report) => report.format === format)?.bytes ?? null
  await writeFile(out, of('checkout') ?? '')
  const diff = of('unified-diff')
  if (options.base === undefined) return exitCodes.promote
  // An empty diff would say nothing; that nothing changed stands in the file itself.
  if (diff === null) await rm(`${out}.diff`, { force: true })
  else await writeFile(`${out}.diff`, diff)
  io.stderr.write(`${diff === null ? 'Nothing changed' : `The changes are in ${options.out}.diff`}\n`)
  return exitCodes.promote
}
