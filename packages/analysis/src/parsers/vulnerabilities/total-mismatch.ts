import type { ReportWarning } from '../../evidence/index.ts'

/**
 * A warning where a report's own total and what it lists differ: it was cut, or counts otherwise. Nothing where it has no
 * total. What is listed is what counts.
 *
 * @example
 * ```ts
 * totalMismatch('vulnerable packages', 3, 2)[0]?.message // 'The report says 3 vulnerable packages and lists 2'
 * ```
 */
export function totalMismatch(noun: string, said: unknown, listed: number): readonly ReportWarning[] {
  return typeof said === 'number' && said !== listed
    ? [{ code: 'summary-mismatch', message: `The report says ${said} ${noun} and lists ${listed}` }]
    : []
}

/**
 * Why a report proves nothing that counts more than it lists, where its total is known to count the same: some of it was
 * lost. `null` for any other.
 *
 * @example
 * ```ts
 * cutShort('vulnerable packages', 3, 2) // 'it counts 3 vulnerable packages and lists only 2'
 * cutShort('vulnerable packages', 2, 2) // null
 * ```
 */
export function cutShort(noun: string, said: unknown, listed: number): string | null {
  return typeof said === 'number' && !(said <= listed) ? `it counts ${said} ${noun} and lists only ${listed}` : null
}
