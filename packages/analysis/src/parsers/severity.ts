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
  ['information', 'info'],
  ['info', 'info'],
  ['note', 'info'],
  ['none', 'info'],
])

/** A scanner's word as one of ours; a word that is not known is `unknown`, never harmless. */
export function severityOfWord(word: string | null): Severity {
  return words.get(word ?? '') ?? words.get((word ?? '').trim().toLowerCase()) ?? 'unknown'
}

/** A CVSS base score, by the scale of CVSS 3 and 4; `unknown` for what is no score. 0 is `info`: no impact. */
export function severityOfScore(score: number | null): Severity {
  if (score === null || !(score >= 0 && score <= 10)) return 'unknown'
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'info'
}
