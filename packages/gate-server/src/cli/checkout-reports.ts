import { resolve } from 'node:path'
import { createWebAsker } from './ask-web.ts'
import { collectCheckout, GitFault, type CollectedReport } from '../evidence/index.ts'
import type { CommandIo } from './command-io.ts'
import { UsageError } from './usage-error.ts'

/** The options that say what is collected of a checkout. */
export interface CheckoutOptions {
  readonly checkout?: string
  readonly base?: string
  readonly externalLinks?: true
}

/** What was collected of a checkout; nothing where none is named. */
export interface CheckoutReports {
  readonly commit: string | null
  readonly reports: readonly CollectedReport[]
}

/**
 * Collects what the options name, for a command to judge, to send or to write. A service sees no checkout: what it gets are
 * these facts.
 *
 * @throws UsageError for a folder that is no checkout, a base that is not there, and options that need a checkout.
 */
export async function checkoutReports(options: CheckoutOptions, io: CommandIo): Promise<CheckoutReports> {
  const { checkout, base = null, externalLinks } = options
  if (checkout === undefined) {
    if (base !== null) throw new UsageError('Expected --checkout beside --base')
    if (externalLinks === true) throw new UsageError('Expected --checkout beside --external-links')
    return { commit: null, reports: [] }
  }
  const web = externalLinks === true ? createWebAsker(io.interrupted) : null
  try {
    return await collectCheckout(resolve(io.cwd, checkout), { base, ask: web?.ask ?? null, env: io.env })
  } catch (error) {
    if (error instanceof GitFault) throw new UsageError(`Expected a checkout of git at '${checkout}': ${error.message}`)
    throw error
  } finally {
    await web?.close()
  }
}
