import type { ReportWarning } from '../../../evidence/index.ts'
import { jsonOf, type ReportDocument } from '../../report-document.ts'

/** True for a list of alerts, of which there is at least one. */
export function isListOf(document: ReportDocument, isAlert: (value: unknown) => boolean): boolean {
  const value = jsonOf(document)
  return Array.isArray(value) && value.length > 0 && value.every(isAlert)
}

/** True for `[]`: what the API answers where there is no alert, and no mark of any format. */
export function isEmptyList(document: ReportDocument): boolean {
  const value = jsonOf(document)
  return Array.isArray(value) && value.length === 0
}

/** The sizes that GitHub gives a page where nobody asks for another, and at most. */
const pageSizes = new Set([30, 100])

/** A list of exactly a page's size may go on: the answer itself does not say. */
export function pageWarnings(alerts: number): readonly ReportWarning[] {
  return pageSizes.has(alerts)
    ? [{ code: 'perhaps-one-page', message: `There are exactly ${alerts} alerts, as on a page that others follow` }]
    : []
}
