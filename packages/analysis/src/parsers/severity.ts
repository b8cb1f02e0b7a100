import type { Severity } from '../evidence/index.ts'

const words: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['important', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['low', 'low'],
  ['negligible', 'info'],
  ['informational', 'info'],
  ['info', 'info'],
  ['note', 'info'],
  ['none', 'info'],
])

/** A scanner's word as one of ours; a word that is not known is `unknown`, never harmless. */
export function severityOfWord(word: string | null): Severity {
  return words.get((word ?? '').trim().toLowerCase()) ?? 'unknown'
}
