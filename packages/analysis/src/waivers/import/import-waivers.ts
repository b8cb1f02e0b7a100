import { importAuditCi } from './audit-ci.ts'
import { importGrype } from './grype.ts'
import type { ImportedWaivers } from './imported-waiver.ts'
import { importSnyk } from './snyk.ts'
import { importTrivyignore, importTrivyignoreYaml } from './trivyignore.ts'

const importers = {
  trivyignore: importTrivyignore,
  'trivyignore-yaml': importTrivyignoreYaml,
  snyk: importSnyk,
  grype: importGrype,
  'audit-ci': importAuditCi,
} as const

export type WaiverFormat = keyof typeof importers

/** True for the name of a format whose exceptions are taken over. */
export function isWaiverFormat(name: string): name is WaiverFormat {
  return Object.hasOwn(importers, name)
}

/** The formats whose exceptions are taken over. */
export const waiverFormats: readonly WaiverFormat[] = Object.keys(importers).filter(isWaiverFormat)

/**
 * The format of a file of exceptions, by what it says and not by its name; `null` where it is none of those that are read.
 *
 * @example
 * ```ts
 * waiverFormatOf('CVE-2026-1 exp:2026-12-31') // 'trivyignore'
 * waiverFormatOf('ignore:\n  - vulnerability: CVE-2026-1') // 'grype'
 * ```
 */
export function waiverFormatOf(text: string): WaiverFormat | null {
  if (/"?allowlist"?\s*:/.test(text)) return 'audit-ci'
  if (/^ignore:/m.test(text))
    return /^ignore:\s*(?:#[^\n]*)?\n(?:\s*(?:#[^\n]*)?\n)*\s*- /m.test(text) ? 'grype' : 'snyk'
  if (/^(?:vulnerabilities|misconfigurations|secrets|licenses):/m.test(text)) return 'trivyignore-yaml'
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const ids = lines.filter((line) => line !== '' && !line.startsWith('#'))
  return ids.length > 0 && ids.every((line) => /^[\w.:+/-]+(?:\s+(?:exp:\S+|#.*))*$/.test(line) && !line.endsWith(':'))
    ? 'trivyignore'
    : null
}

/**
 * Takes over the exceptions of another tool.
 *
 * @throws AnalysisError `waivers-invalid` where the file is not of the format.
 */
export function importWaivers(format: WaiverFormat, text: string): ImportedWaivers {
  return importers[format](text)
}
