import { malformed } from './malformed.ts'

/**
 * The elements of a list in which findings stand. Absent and `null` are how tools write an empty list; anything else that
 * is no list may hold findings that nobody would see.
 *
 * @throws AnalysisError `report-malformed`.
 */
export function listed(value: unknown, format: string, name: string): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value
  throw malformed(format, `a list of ${name}`, typeof value === 'object' ? 'a mapping' : typeof value)
}
