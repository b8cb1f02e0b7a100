import type { ParsedReport } from '@kosmos/analysis/parsers'

/** One fact of a report: who says it, and the keys with what is claimed. */
export type Fact = Readonly<Record<string, unknown>> & { readonly oracle: string; readonly rule?: string | undefined }

/** What we say to a fact's key, by the fact's counting rule; `undefined` where we have no answer. */
export type FactAnswer = (report: ParsedReport, key: string, fact: Fact) => unknown

/** A key of a fact as the tally names it: `by_level` → `byLevel`. */
export function tallyAnswer(report: ParsedReport, key: string): unknown {
  const name =
    key === 'DA_entries' ? 'daEntries' : key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return report.tally[name]
}
