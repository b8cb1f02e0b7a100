import { documentIssues, documentRefused, readDocument } from '../documents/index.ts'
import type { Waiver } from './waiver.ts'
import { knownWaiverKeys, waiversSchema } from './waiver-schema.ts'

/**
 * Reads a document of waivers (YAML or JSON). Everyone of them says who answers for it, why, and until when.
 *
 * @throws AnalysisError `waivers-invalid` with every fault: its JSON pointer, line and column, what was expected and what
 *   came, and a suggestion for a misspelt key.
 * @example
 * ```ts
 * parseWaivers('version: 1\nwaivers: [{ id: CVE-2026-1, who: ann, why: not reachable, until: 2026-12-31 }]').length // 1
 * ```
 */
export function parseWaivers(text: string): readonly Waiver[] {
  const document = readDocument(text, 'waivers')
  const checked = waiversSchema.safeParse(document.value)
  if (checked.success) return checked.data
  const known = { keys: knownWaiverKeys, kinds: () => [], asWritten: (path: readonly PropertyKey[]) => path }
  throw documentRefused('waivers', documentIssues(checked.error, document, known))
}

/**
 * Where each waiver of a document stands, by its index, 1-based.
 *
 * @throws AnalysisError `waivers-invalid` where the text is no YAML.
 * @example
 * ```ts
 * waiverPlaces('version: 1\nwaivers:\n  - id: CVE-2026-1')(0) // { line: 3, column: 5 }
 * ```
 */
export function waiverPlaces(
  text: string,
): (index: number) => { readonly line: number | null; readonly column: number | null } {
  const { locate } = readDocument(text, 'waivers')
  return (index) => locate(['waivers', index])
}
