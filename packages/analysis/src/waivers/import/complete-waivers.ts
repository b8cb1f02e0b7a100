import { stringify } from 'yaml'
import { documentRefused } from '../../documents/index.ts'
import type { PolicyIssue } from '../../errors.ts'
import { parseWaivers } from '../parse-waivers.ts'
import type { ImportedWaiver } from './imported-waiver.ts'

/** What a person says for those exceptions that do not say it themselves; `null` where nothing is said. */
export interface WaiverDefaults {
  readonly who: string | null
  readonly why: string | null
  readonly until: string | null
}

/**
 * Imported exceptions as a document of waivers, in YAML. Nothing is made up.
 *
 * @throws AnalysisError `waivers-invalid` that names, for each exception, what it does not say and nobody said for it.
 */
export function completeWaivers(imported: readonly ImportedWaiver[], defaults: WaiverDefaults): string {
  const issues: PolicyIssue[] = []
  const written = new Map<string, object>()
  for (const { id, line, scope, ...said } of imported) {
    const parts = {
      who: said.who ?? defaults.who,
      why: said.why ?? defaults.why,
      until: said.until ?? defaults.until,
    }
    const missing = Object.entries(parts).flatMap(([key, value]) => (value === null ? [key] : []))
    if (missing.length > 0) {
      const asked = missing.map((key) => `--${key}`).join(' and ')
      issues.push({ pointer: '', line, column: null, message: `expected ${asked} for ${id}, which does not say it` })
    }
    const limits = Object.entries(scope).filter(([, limit]) => limit !== null)
    const limited = limits.length === 0 ? {} : { scope: Object.fromEntries(limits) }
    // The same exception written twice is one permission.
    const key = JSON.stringify([id, scope])
    if (!written.has(key)) written.set(key, { id, ...limited, ...parts })
  }
  if (issues.length > 0) throw documentRefused('waivers', issues)
  const text = stringify({ version: 1, waivers: [...written.values()] }, { lineWidth: 0, version: '1.2' })
  // What was written has to be read back: a flag or a file may hold what no waiver may.
  parseWaivers(text)
  return text
}
